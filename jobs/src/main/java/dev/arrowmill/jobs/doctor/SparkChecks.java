package dev.arrowmill.jobs.doctor;

/** Spark and what it stands on. */
final class SparkChecks {
  private static final String SPARK = "4.1.";
  private static final String SCALA = "2.13.17";

  private SparkChecks() {}

  static Check spark() {
    try {
      String version = org.apache.spark.package$.MODULE$.SPARK_VERSION();
      return version.startsWith(SPARK)
          ? Check.on("spark", version)
          : Check.off(
              "spark",
              version + ", built and tested with " + SPARK + "x",
              "run on Spark " + SPARK + "x");
    } catch (LinkageError e) {
      return Check.broken(
          "spark", "is not on the class path", "start with bin/arrowmill or spark-submit");
    }
  }

  static Check scala() {
    String version = scala.util.Properties$.MODULE$.versionNumberString();
    return version.equals(SCALA)
        ? Check.on("scala", version)
        : Check.off("scala", version + ", Spark 4.1 needs " + SCALA, "pin scala-library " + SCALA);
  }

  static Check hadoop() {
    try {
      return Check.on("hadoop", org.apache.hadoop.util.VersionInfo.getVersion());
    } catch (LinkageError e) {
      return Check.broken(
          "hadoop", "is not on the class path", "start with bin/arrowmill or spark-submit");
    }
  }
}
