package dev.arrowmill.spark.internal;

import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/** How many tasks can run at once. */
public final class Slots {
  private Slots() {}

  /** Task slots that the cluster has now, at least 1. */
  public static int of(SparkSession session) {
    SparkContext context = session.sparkContext();
    return Math.max(
        1,
        context.maxNumConcurrentTasks(context.resourceProfileManager().defaultResourceProfile()));
  }
}
