package dev.arrowmill.spark;

import dev.arrowmill.model.train.Shards;
import dev.arrowmill.spark.internal.Slots;
import org.apache.spark.sql.SparkSession;

/**
 * The tasks that train together.
 *
 * @param workers barrier tasks
 * @param threads threads of each
 */
record TrainingSlots(int workers, int threads) {
  private static final long ROWS_PER_WORKER = 10_000;

  /**
   * @param wanted tasks that the user asks for, 0 to choose
   * @throws IllegalArgumentException if the cluster has fewer slots than asked for
   */
  static TrainingSlots of(SparkSession session, int wanted, long rows) {
    Slots slots = Slots.of(session);
    if (wanted > slots.count()) {
      throw new IllegalArgumentException(
          "numWorkers "
              + wanted
              + " needs as many free task slots at once, the cluster has "
              + slots.count());
    }
    long chosen = Math.max(1, Math.min(slots.count(), rows / ROWS_PER_WORKER));
    int workers = Shards.workers(wanted > 0 ? wanted : slots.inThisJvm() ? 1 : (int) chosen);
    return new TrainingSlots(workers, slots.threadsPerTask(workers));
  }
}
