package dev.arrowmill.model.train;

import java.util.List;

/**
 * The shards of one worker with what all networks that are trained on them share.
 *
 * @param shards the shards that this worker owns, in order
 * @param workers all workers
 * @param pool threads for the shards
 * @param trainingRows over all workers
 * @param validationRows over all workers
 */
record TrainingData(
    List<Shard> shards, Workers workers, ShardPool pool, long trainingRows, long validationRows) {

  static TrainingData of(List<Shard> mine, Workers workers, ShardPool pool) {
    if (mine.size() * workers.count() != Shards.COUNT) {
      throw new IllegalArgumentException(
          "trainer: " + mine.size() + " shards for one of " + workers.count() + " workers");
    }
    double[] rows = {
      mine.stream().mapToLong(s -> s.training().rows()).sum(),
      mine.stream().mapToLong(s -> s.validation().rows()).sum()
    };
    workers.sum(rows);
    if (rows[0] == 0) {
      throw new IllegalArgumentException("training: no rows are left after the hold-out");
    }
    return new TrainingData(mine, workers, pool, (long) rows[0], (long) rows[1]);
  }

  /** Whether all workers want to go on. */
  boolean agree(boolean mine) {
    double[] against = {mine ? 0 : 1};
    workers.sum(against);
    return against[0] == 0;
  }
}
