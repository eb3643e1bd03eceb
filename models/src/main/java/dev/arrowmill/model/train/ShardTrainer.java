package dev.arrowmill.model.train;

import dev.arrowmill.data.Batch;
import dev.arrowmill.data.Dataset;
import dev.arrowmill.data.DatasetIterator;
import dev.arrowmill.data.feature.RowHash;
import dev.arrowmill.model.Task;
import dev.arrowmill.model.net.TabularNet;
import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Autograd;
import dev.arrowmill.tensor.autograd.Gradients;
import dev.arrowmill.tensor.nn.Losses;
import dev.arrowmill.tensor.nn.Parameter;
import dev.arrowmill.tensor.nn.Reduction;
import dev.arrowmill.tensor.random.Rng;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Feeds one shard through the input pipeline and computes its gradients and losses. Used by one
 * thread at a time.
 */
final class ShardTrainer implements AutoCloseable {
  private static final int VALIDATION_ROWS = 1024;
  private static final String NUMERIC = "numeric";
  private static final String CATEGORICAL = "categorical";
  private static final String TARGET = "target";
  private static final String WEIGHT = "weight";

  private final Shard shard;
  private final TabularNet net;
  private final List<Parameter> parameters;
  private final Task task;
  private final long seed;
  private final int batchesPerEpoch;
  private final @Nullable DatasetIterator batches;

  /**
   * @param steps optimizer steps per epoch, over which the shard's rows are spread
   */
  ShardTrainer(
      Shard shard, TabularNet net, TrainingPlan plan, List<Parameter> parameters, int steps) {
    this.shard = shard;
    this.net = net;
    this.parameters = parameters;
    this.task = plan.target().task();
    this.seed = plan.options().seed();
    int rows = shard.training().rows();
    int perStep = Math.max(1, (rows + steps - 1) / steps);
    this.batchesPerEpoch = (rows + perStep - 1) / perStep;
    this.batches = rows == 0 ? null : shuffled(perStep);
  }

  private DatasetIterator shuffled(int rowsPerBatch) {
    return Dataset.fromTensorSlices(components(shard.training()))
        .shuffle()
        .batch(rowsPerBatch)
        .repeat()
        .seed(RowHash.mix(seed) + shard.number())
        .iterator();
  }

  private static Map<String, Tensor> components(RowBlock rows) {
    Map<String, Tensor> out = new LinkedHashMap<>();
    if (rows.numericWidth() > 0) {
      out.put(NUMERIC, rows.numeric());
    }
    if (rows.categoricalWidth() > 0) {
      out.put(CATEGORICAL, rows.categorical());
    }
    out.put(TARGET, rows.target());
    out.put(WEIGHT, rows.weight());
    return out;
  }

  /**
   * The gradient of the weighted sum of losses over this shard's part of a step.
   *
   * @param part the step's number within its epoch
   * @param flat receives the gradients of all parameters, one after the other
   * @param sums receives the sum of losses and the sum of weights
   */
  void gradient(int part, long step, float[] flat, double[] sums) {
    Arrays.fill(flat, 0f);
    Arrays.fill(sums, 0);
    if (batches == null || part >= batchesPerEpoch) {
      return;
    }
    Batch batch = batches.next();
    Tensor target = batch.tensor(TARGET);
    Tensor weight = batch.tensor(WEIGHT);
    Tensor numeric = batch.names().contains(NUMERIC) ? batch.tensor(NUMERIC) : target;
    Tensor categorical = batch.names().contains(CATEGORICAL) ? batch.tensor(CATEGORICAL) : target;
    try (Rng.Scope scope = Rng.scope(seed, step, shard.number())) {
      Tensor loss = loss(net.forward(net.prepare(numeric), categorical), target, weight);
      Gradients.of(loss, parameters).addTo(flat, 0);
      sums[0] = loss.item();
      sums[1] = weight.sum().item();
    }
  }

  /** The sum of losses and of weights over the held-out rows. */
  void validate(double[] sums) {
    Arrays.fill(sums, 0);
    RowBlock held = shard.validation();
    for (int from = 0; from < held.rows(); from += VALIDATION_ROWS) {
      int to = Math.min(held.rows(), from + VALIDATION_ROWS);
      Tensor weight = held.weight().slice(0, from, to);
      Tensor numeric = held.numeric().slice(0, from, to);
      Tensor categorical = held.categorical().slice(0, from, to);
      Tensor out = Autograd.noGrad(() -> net.forward(net.prepare(numeric), categorical));
      sums[0] += loss(out, held.target().slice(0, from, to), weight).item();
      sums[1] += weight.sum().item();
    }
  }

  private Tensor loss(Tensor out, Tensor target, Tensor weight) {
    return switch (task) {
      case BINARY ->
          Losses.bceWithLogits(out, target.unsqueeze(1), weight.unsqueeze(1), Reduction.SUM);
      case REGRESSION -> Losses.mse(out, target.unsqueeze(1), weight.unsqueeze(1), Reduction.SUM);
      case MULTICLASS ->
          Losses.crossEntropy(out, target.toType(DType.INT32), weight, Reduction.SUM);
    };
  }

  @Override
  public void close() {
    if (batches != null) {
      batches.close();
    }
  }
}
