package dev.arrowmill.jobs;

import dev.arrowmill.jobs.cli.Console;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * What a job's work may use: the console, and a Spark session that is started when first wanted.
 */
final class Context implements AutoCloseable {
  private final Console console;
  private final String master;
  private @Nullable SparkSession started;

  /**
   * @param master a Spark master, or empty for spark-submit's or local
   */
  Context(Console console, String master) {
    this.console = console;
    this.master = master;
  }

  Console console() {
    return console;
  }

  /** The session; one that was there before is used as it is and left running. */
  SparkSession spark() {
    if (started != null) {
      return started;
    }
    if (SparkSession.getDefaultSession().isDefined() && master.isEmpty()) {
      return SparkSession.getDefaultSession().get();
    }
    started = Sessions.start(master);
    return started;
  }

  @Override
  public void close() {
    if (started != null) {
      started.stop();
    }
  }
}
