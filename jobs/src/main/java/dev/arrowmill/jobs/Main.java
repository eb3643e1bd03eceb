package dev.arrowmill.jobs;

import dev.arrowmill.jobs.cli.Console;

/** The entry point of {@code bin/arrowmill} and of {@code spark-submit --class}. */
public final class Main {
  private static final String LOG_CONFIG = "log4j2.configurationFile";

  private Main() {}

  /** Runs a job and ends the process with 0 (done), 1 (failed) or 2 (wrong arguments). */
  public static void main(String[] args) {
    if (System.getProperty("SPARK_SUBMIT") == null && System.getProperty(LOG_CONFIG) == null) {
      System.setProperty(LOG_CONFIG, "classpath:dev/arrowmill/jobs/log4j2.properties");
    }
    int code = Cli.run(args, Console.system());
    System.exit(code);
  }
}
