package dev.arrowmill.model.train;

import dev.arrowmill.model.Weights;
import dev.arrowmill.model.net.TabularNet;
import dev.arrowmill.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Synchronous data-parallel training with AdamW, averaged weights and early stopping.
 *
 * <p>A step takes an equal part of the batch from every logical shard, computes one gradient per
 * shard, adds them in a fixed tree over shards and workers, and divides by the batch's total
 * weight. What depends on chance is keyed by (seed, epoch, shard) or (seed, step, shard), so the
 * result has the same bits for any number of threads and workers. Used by one thread.
 */
public final class Trainer {
  private final TrainingPlan plan;
  private final EpochListener listener;
  private final ShardPool pool;
  private final TrainingData data;

  /**
   * @param mine the shards that this worker owns, in order
   * @param threads threads to compute shards with; they change nothing but the time
   * @param listener told of every epoch, on the calling thread
   */
  public Trainer(
      TrainingPlan plan, List<Shard> mine, Workers workers, int threads, EpochListener listener) {
    this.plan = plan;
    this.listener = listener;
    this.pool = new ShardPool(threads);
    this.data = TrainingData.of(mine, workers, pool);
  }

  /** Trains to the end and returns the best weights of every member. */
  public TrainResult run() {
    try (pool) {
      List<byte[]> members = new ArrayList<>();
      List<EpochReport> reports = new ArrayList<>();
      for (int m = 0; m < plan.options().ensemble(); m++) {
        try (MemberTraining training = new MemberTraining(data, plan, m)) {
          members.addAll(training.run(reports, listener));
        }
      }
      return new TrainResult(
          members, reports, data.trainingRows(), data.validationRows(), held(members));
    }
  }

  /** What the members give together for held-out rows, the same on every worker. */
  private HeldOut held(List<byte[]> members) {
    int width = plan.input().outputs();
    int labels = plan.targets().size();
    int mine = data.shards().size();
    double[] counts = new double[Shards.COUNT];
    for (Shard s : data.shards()) {
      counts[s.number()] = Math.min(s.validation().rows(), HeldOut.MAX_ROWS / Shards.COUNT);
    }
    data.workers().sum(counts);
    int[] at = new int[Shards.COUNT + 1];
    for (int s = 0; s < Shards.COUNT; s++) {
      at[s + 1] = at[s] + (int) counts[s];
    }
    int rows = at[Shards.COUNT];
    HeldOut out =
        new HeldOut(new float[rows * width], new float[rows * labels], new float[rows], width);
    if (rows > 0) {
      List<TabularNet> nets = new ArrayList<>();
      for (byte[] weights : members) {
        TabularNet net = plan.newNetwork();
        Weights.load(net, weights, "trained weights");
        net.eval();
        nets.add(net);
      }
      for (int k = 0; k < mine; k++) {
        Shard s = data.shards().get(k);
        int n = (int) counts[s.number()];
        fill(out, nets, s.validation().first(n), at[s.number()], n);
      }
    }
    data.workers().sum(out.outputs());
    data.workers().sum(out.targets());
    data.workers().sum(out.weights());
    return out;
  }

  private static void fill(HeldOut out, List<TabularNet> nets, RowBlock held, int at, int rows) {
    Tensor numeric = held.numeric().slice(0, 0, rows);
    Tensor codes = Part.of(held, 0, rows).categorical();
    float[] mean = TabularNet.mean(nets, numeric, codes);
    System.arraycopy(mean, 0, out.outputs(), at * out.width(), rows * out.width());
    int labels = held.targetWidth();
    System.arraycopy(held.target().floats(), 0, out.targets(), at * labels, rows * labels);
    System.arraycopy(held.weight().floats(), 0, out.weights(), at, rows);
  }
}
