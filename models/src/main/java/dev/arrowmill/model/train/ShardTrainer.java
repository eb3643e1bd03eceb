package dev.arrowmill.model.train;

import dev.arrowmill.model.TabularNet;
import dev.arrowmill.model.Task;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Autograd;
import dev.arrowmill.tensor.autograd.Gradients;
import dev.arrowmill.tensor.nn.Losses;
import dev.arrowmill.tensor.nn.Parameter;
import dev.arrowmill.tensor.nn.Reduction;
import dev.arrowmill.tensor.random.Rng;
import java.util.Arrays;
import java.util.List;

/** Computes gradients and losses on one shard. Used by one thread at a time. */
final class ShardTrainer {
  private static final int VALIDATION_ROWS = 1024;

  private final Shard shard;
  private final TabularNet net;
  private final List<Parameter> parameters;
  private final Task task;
  private final int outputs;
  private final long seed;
  private final RowBlock rows;
  private int[] order;

  ShardTrainer(Shard shard, TabularNet net, TrainingPlan plan, List<Parameter> parameters) {
    this.shard = shard;
    this.net = net;
    this.parameters = parameters;
    this.task = plan.target().task();
    this.outputs = plan.target().outputs();
    this.seed = plan.options().seed();
    this.rows = shard.training();
    this.order = new int[0];
  }

  /** Draws the order of the rows for an epoch (Fisher-Yates, keyed by seed, epoch and shard). */
  void shuffle(int epoch) {
    Rng rng = Rng.of(seed).fold(0x53687566).fold(epoch).fold(shard.number());
    order = new int[rows.rows()];
    Arrays.setAll(order, i -> i);
    for (int i = order.length - 1; i > 0; i--) {
      int j = rng.indexAt(i, i + 1);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
  }

  /**
   * The gradient of the weighted sum of losses over this shard's part of a step.
   *
   * @param flat receives the gradients of all parameters, one after the other
   * @param sums receives the sum of losses and the sum of weights
   */
  void gradient(int part, int parts, long step, float[] flat, double[] sums) {
    Arrays.fill(flat, 0f);
    Arrays.fill(sums, 0);
    int from = (int) ((long) order.length * part / parts);
    int to = (int) ((long) order.length * (part + 1) / parts);
    if (from == to) {
      return;
    }
    RowBlock batch = rows.select(Arrays.copyOfRange(order, from, to));
    try (Rng.Scope scope = Rng.scope(seed, step, shard.number())) {
      Tensor loss = loss(batch, 0, batch.rows());
      Gradients.of(loss, parameters).addTo(flat, 0);
      sums[0] = loss.item();
      sums[1] = weights(batch, 0, batch.rows());
    }
  }

  /** The sum of losses and of weights over the held-out rows. */
  void validate(double[] sums) {
    Arrays.fill(sums, 0);
    RowBlock held = shard.validation();
    for (int from = 0; from < held.rows(); from += VALIDATION_ROWS) {
      int start = from;
      int n = Math.min(VALIDATION_ROWS, held.rows() - from);
      sums[0] += Autograd.noGrad(() -> loss(held, start, n).item());
      sums[1] += weights(held, start, n);
    }
  }

  private static double weights(RowBlock block, int from, int n) {
    double sum = 0;
    for (int r = from; r < from + n; r++) {
      sum += block.weight()[r];
    }
    return sum;
  }

  private Tensor loss(RowBlock block, int from, int n) {
    Tensor out = net.forward(block.numeric(), block.categorical(), from, n);
    float[] weight = Arrays.copyOfRange(block.weight(), from, from + n);
    float[] target = Arrays.copyOfRange(block.target(), from, from + n);
    return switch (task) {
      case BINARY ->
          Losses.bceWithLogits(
              out, Tensor.of(target, n, 1), Tensor.of(weight, n, 1), Reduction.SUM);
      case REGRESSION ->
          Losses.mse(out, Tensor.of(target, n, 1), Tensor.of(weight, n, 1), Reduction.SUM);
      case MULTICLASS ->
          Losses.crossEntropy(
              out, Tensor.of(codes(target), n), Tensor.of(weight, n), Reduction.SUM);
    };
  }

  private int[] codes(float[] target) {
    int[] codes = new int[target.length];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = (int) target[i];
      if (codes[i] >= outputs) {
        throw new IllegalStateException("class " + codes[i] + " of " + outputs);
      }
    }
    return codes;
  }
}
