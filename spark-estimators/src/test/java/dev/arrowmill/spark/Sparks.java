package dev.arrowmill.spark;

import dev.arrowmill.spark.internal.ScoringExtensions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** The session of the tests, one at a time, and a raw table with every type of column. */
final class Sparks {
  static final StructType SCHEMA =
      DataTypes.createStructType(
          new StructField[] {
            field("x", DataTypes.DoubleType),
            field("n", DataTypes.IntegerType),
            field("city", DataTypes.StringType),
            field("member", DataTypes.BooleanType),
            field("day", DataTypes.DateType),
            field("at", DataTypes.TimestampType),
            field("price", DataTypes.createDecimalType(12, 2)),
            field("two", DataTypes.StringType),
            field("three", DataTypes.IntegerType),
            field("amount", DataTypes.DoubleType),
            field("w", DataTypes.DoubleType)
          });

  static final String[] LABELS = {"two", "three", "amount", "w"};

  private static @Nullable String master;
  private static @Nullable SparkSession session;

  private Sparks() {}

  private static StructField field(String name, org.apache.spark.sql.types.DataType type) {
    return DataTypes.createStructField(name, type, true);
  }

  /** The session for a master; another one is stopped first. */
  static synchronized SparkSession session(String wanted) {
    if (session != null && wanted.equals(master)) {
      return session;
    }
    if (session != null) {
      session.stop();
      session = null;
    }
    SparkSession opened = open(wanted);
    master = wanted;
    session = opened;
    return opened;
  }

  private static SparkSession open(String wanted) {
    SparkSession.Builder builder =
        SparkSession.builder()
            .master(wanted)
            .appName("arrowmill-tests")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "4")
            .config("spark.sql.warehouse.dir", target("warehouse").toString())
            .config("spark.local.dir", target("spark-local").toString())
            .config("spark.sql.extensions", ScoringExtensions.class.getName());
    if (wanted.startsWith("local-cluster")) {
      target("spark-home/jars");
      builder
          .config("spark.executor.extraClassPath", System.getProperty("java.class.path"))
          .config("spark.executor.extraJavaOptions", "-XX:+IgnoreUnrecognizedVMOptions")
          .config("spark.authenticate", "true")
          .config("spark.authenticate.secret", "tests only")
          .config("spark.network.crypto.enabled", "true");
    }
    return builder.getOrCreate();
  }

  static SparkSession session() {
    return session("local[2]");
  }

  static Path target(String name) {
    try {
      return Files.createDirectories(Path.of("target", name)).toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Rows whose labels depend on x, n and city, not linearly; about one cell in 20 is null. */
  static Dataset<Row> table(SparkSession session, int rows, long seed) {
    Random random = new Random(seed);
    List<Row> out = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      double x = random.nextGaussian();
      int n = random.nextInt(100);
      int city = random.nextInt(5);
      double signal = Math.sin(2 * x) + (n > 50 ? 1 : -1) * (city % 2 == 0 ? 1 : -1);
      boolean hole = random.nextInt(20) == 0;
      out.add(
          RowFactory.create(
              hole ? null : x,
              n,
              hole ? null : "city-" + city,
              random.nextBoolean(),
              java.sql.Date.valueOf(java.time.LocalDate.ofEpochDay(19_000 + random.nextInt(300))),
              java.sql.Timestamp.from(
                  java.time.Instant.ofEpochSecond(1_700_000_000L + random.nextInt(9_000_000))),
              new java.math.BigDecimal(random.nextInt(10_000)).movePointLeft(2),
              signal > 0 ? "yes" : "no",
              signal > 0.8 ? 2 : signal > -0.8 ? 1 : 0,
              10 + 5 * signal + random.nextGaussian() * 0.1,
              1.0 + random.nextInt(3)));
    }
    return session.createDataFrame(out, SCHEMA);
  }

  /** A classifier that is quick on the small table. */
  static NeuralClassifier classifier(String label) {
    return new NeuralClassifier()
        .setLabelCol(label)
        .setExcludedCols(others(label))
        .setHiddenSizes(32, 16)
        .setMaxEpochs(15)
        .setLearningRate(5e-3)
        .setSeed(7);
  }

  static NeuralRegressor regressor() {
    return new NeuralRegressor()
        .setLabelCol("amount")
        .setExcludedCols(others("amount"))
        .setHiddenSizes(32, 16)
        .setMaxEpochs(30)
        .setLearningRate(5e-3)
        .setSeed(7);
  }

  static String[] others(String label) {
    return java.util.Arrays.stream(LABELS).filter(l -> !l.equals(label)).toArray(String[]::new);
  }
}
