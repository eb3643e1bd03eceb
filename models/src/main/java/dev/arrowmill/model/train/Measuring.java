package dev.arrowmill.model.train;

import dev.arrowmill.model.net.TabularNet;
import java.util.List;

/**
 * Gives a network with batch norms their statistics, from the first training rows of every shard,
 * summed in the fixed tree over shards and workers. Other networks are left alone.
 */
final class Measuring {
  /** Training rows per shard that are read at most. */
  private static final int ROWS = 2048;

  private static final int BATCH_ROWS = 1024;

  private Measuring() {}

  /** Measures with the weights that the network has; all workers call it together. */
  static void run(TrainingData data, TabularNet net) {
    if (net.statistics() == 0) {
      return;
    }
    boolean training = net.isTraining();
    net.eval();
    List<Shard> shards = data.shards();
    double[][] sums = new double[shards.size()][net.statistics()];
    data.pool().each(shards, (shard, k) -> measure(net, first(shard), sums[k]));
    GradientTree.sum(sums);
    data.workers().sum(sums[0]);
    net.setStatistics(sums[0]);
    if (training) {
      net.train();
    }
  }

  private static RowBlock first(Shard shard) {
    return shard.training().first(Math.min(shard.training().rows(), ROWS));
  }

  private static void measure(TabularNet net, RowBlock rows, double[] sums) {
    int n = rows.rows();
    int batches = (n + BATCH_ROWS - 1) / BATCH_ROWS;
    for (int b = 0; b < batches; b++) {
      Part part = Part.of(rows, b * n / batches, (b + 1) * n / batches);
      net.measure(net.prepare(part.numeric()), part.categorical(), sums);
    }
  }
}
