package dev.arrowmill.arrow.parquet;

/** The readers, and the choice between them. */
final class ParquetReaders {
  private static final String SPARK_CLASS = "dev.arrowmill.arrow.spark.internal.SparkParquetReader";

  static final ParquetReader DIRECT = new DirectReader();
  static final ParquetReader NATIVE = new NativeParquetReader();
  static final ParquetReader SPARK = loadSpark();

  private ParquetReaders() {}

  private static ParquetReader loadSpark() {
    try {
      Class<?> type = Class.forName(SPARK_CLASS);
      return (ParquetReader) type.getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      return new AbsentReader("spark", "Spark is not on the class path (" + e + ")");
    }
  }

  /** The reader of a choice, if it can work here. */
  static ParquetReader of(ParquetDecoder decoder) {
    ParquetReader reader =
        switch (decoder) {
          case AUTO, DIRECT -> DIRECT;
          case NATIVE -> NATIVE;
          case SPARK -> SPARK;
        };
    if (!reader.unavailableBecause().isEmpty()) {
      throw new IllegalStateException(
          "parquet: the " + reader.name() + " reader: " + reader.unavailableBecause());
    }
    return reader;
  }
}
