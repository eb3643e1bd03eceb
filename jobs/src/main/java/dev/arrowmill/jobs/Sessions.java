package dev.arrowmill.jobs;

import dev.arrowmill.spark.internal.ScoringExtensions;
import org.apache.spark.sql.SparkSession;

/** How a job's Spark session is set up when it is not spark-submit's. */
final class Sessions {
  private static final String EXTENSIONS = "spark.sql.extensions";

  private Sessions() {}

  static SparkSession start(String master) {
    SparkSession.Builder builder = SparkSession.builder().appName("arrowmill");
    String submitted = System.getProperty("spark.master", "");
    String chosen = !master.isEmpty() ? master : submitted.isEmpty() ? "local[*]" : "";
    if (!chosen.isEmpty()) {
      builder.master(chosen);
    }
    if (System.getProperty(EXTENSIONS) == null) {
      builder.config(EXTENSIONS, ScoringExtensions.class.getName());
    }
    if (submitted.isEmpty()) {
      builder
          .config("spark.ui.enabled", "false")
          .config("spark.sql.session.timeZone", "UTC")
          .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
          .config("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir"))
          .config("spark.sql.shuffle.partitions", "8");
    }
    if (submitted.isEmpty() && chosen.startsWith("local")) {
      builder
          .config("spark.driver.host", "localhost")
          .config("spark.driver.bindAddress", "127.0.0.1");
    }
    return builder.getOrCreate();
  }
}
