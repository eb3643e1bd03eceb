package dev.arrowmill.model.train;

import dev.arrowmill.model.Weights;
import dev.arrowmill.model.net.TabularNet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Synchronous data-parallel training with AdamW, averaged weights and early stopping.
 *
 * <p>A step takes an equal part of the batch from every logical shard, computes one gradient per
 * shard, adds them in a fixed tree over shards and workers, and divides by the batch's total
 * weight. What depends on chance is keyed by (seed, epoch, shard) or (seed, step, shard), so the
 * result has the same bits for any number of threads and workers. Used by one thread.
 */
public final class Trainer {
  private final TrainOptions options;
  private final Workers workers;
  private final Consumer<EpochReport> listener;
  private final TabularNet net;
  private final List<ShardTrainer> shards = new ArrayList<>();
  private final ShardPool pool;
  private final Averager averager;
  private final StepOptimizer optimizer;
  private final float[][] gradients;
  private final double[][] sums;
  private final int steps;
  private final long trainingRows;
  private final long validationRows;

  /**
   * @param mine the shards that this worker owns, in order
   * @param threads threads to compute shards with; they change nothing but the time
   * @param listener told of every epoch, on the calling thread
   */
  public Trainer(
      TrainingPlan plan,
      List<Shard> mine,
      Workers workers,
      int threads,
      Consumer<EpochReport> listener) {
    if (mine.size() * workers.count() != Shards.COUNT) {
      throw new IllegalArgumentException(
          "trainer: " + mine.size() + " shards for one of " + workers.count() + " workers");
    }
    this.options = plan.options();
    this.workers = workers;
    this.listener = listener;
    this.net = plan.newNetwork();
    this.optimizer = new StepOptimizer(net, options);
    this.pool = new ShardPool(threads);
    this.averager = new Averager(optimizer.parameters(), options.emaDecay());
    this.gradients = new float[mine.size()][optimizer.size()];
    this.sums = new double[mine.size()][2];
    double[] rows = {
      mine.stream().mapToLong(s -> s.training().rows()).sum(),
      mine.stream().mapToLong(s -> s.validation().rows()).sum()
    };
    workers.sum(rows);
    this.trainingRows = (long) rows[0];
    this.validationRows = (long) rows[1];
    if (trainingRows == 0) {
      throw new IllegalArgumentException("training: no rows are left after the hold-out");
    }
    this.steps = (int) Math.max(1, (trainingRows + options.batchSize() - 1) / options.batchSize());
    for (Shard shard : mine) {
      shards.add(new ShardTrainer(shard, net, plan, optimizer.parameters(), steps));
    }
  }

  /** Trains to the end and returns the best weights. */
  public TrainResult run() {
    try (pool) {
      return train();
    } finally {
      shards.forEach(ShardTrainer::close);
    }
  }

  private TrainResult train() {
    List<EpochReport> reports = new ArrayList<>();
    double best = Double.POSITIVE_INFINITY;
    int since = 0;
    long step = 0;
    for (int epoch = 1; epoch <= options.maxEpochs() && since < options.patience(); epoch++) {
      long start = System.nanoTime();
      double trainLoss = epoch(step);
      step += steps;
      double validationLoss = validationRows == 0 ? Double.NaN : averager.with(this::validate);
      double score = validationRows == 0 ? -epoch : validationLoss;
      boolean improved = score < best;
      if (improved) {
        best = score;
        averager.keep();
      }
      since = improved ? 0 : since + 1;
      EpochReport report =
          new EpochReport(
              epoch,
              trainLoss,
              validationLoss,
              improved,
              trainingRows,
              (System.nanoTime() - start) * 1e-9);
      reports.add(report);
      listener.accept(report);
      if (!Double.isFinite(trainLoss)) {
        throw new DivergedException(epoch, trainLoss, options.learningRate());
      }
    }
    averager.restoreBest();
    return new TrainResult(Weights.toBytes(net), reports, trainingRows, validationRows);
  }

  private double epoch(long firstStep) {
    double loss = 0;
    double weight = 0;
    for (int i = 0; i < steps; i++) {
      int part = i;
      long step = firstStep + i;
      pool.each(shards, (s, k) -> s.gradient(part, step, gradients[k], sums[k]));
      GradientTree.sum(gradients);
      GradientTree.sum(sums);
      workers.sum(gradients[0]);
      workers.sum(sums[0]);
      if (sums[0][1] > 0) {
        optimizer.step(gradients[0], (float) (1 / sums[0][1]));
        averager.update();
        loss += sums[0][0];
        weight += sums[0][1];
      }
    }
    return loss / weight;
  }

  private double validate() {
    net.eval();
    pool.each(shards, (s, k) -> s.validate(sums[k]));
    net.train();
    GradientTree.sum(sums);
    workers.sum(sums[0]);
    return sums[0][0] / sums[0][1];
  }
}
