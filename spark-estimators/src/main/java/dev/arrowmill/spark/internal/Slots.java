package dev.arrowmill.spark.internal;

import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * How many tasks can run at once.
 *
 * @param count task slots that the cluster has now, at least 1
 * @param cpusPerTask cores that Spark gives to a task
 * @param inThisJvm whether driver and tasks share this JVM (a local master)
 */
public record Slots(int count, int cpusPerTask, boolean inThisJvm) {

  public static Slots of(SparkSession session) {
    SparkContext context = session.sparkContext();
    int count =
        context.maxNumConcurrentTasks(context.resourceProfileManager().defaultResourceProfile());
    int cpus = context.conf().getInt("spark.task.cpus", 1);
    return new Slots(Math.max(1, count), cpus, context.isLocal());
  }

  /**
   * Threads for each of some tasks that have the cluster to themselves: what Spark gives a task,
   * and in a local master also the slots that stay free.
   */
  public int threadsPerTask(int tasks) {
    return inThisJvm ? Math.max(1, count * cpusPerTask / tasks) : cpusPerTask;
  }
}
