package dev.arrowmill.jobs;

import org.apache.spark.sql.SparkSession;

/** One quiet local session for all tests of this JVM; jobs find and reuse it. */
final class LocalSpark {
  static final SparkSession SESSION = Sessions.start("local[2]");

  private LocalSpark() {}
}
