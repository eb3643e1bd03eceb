package dev.arrowmill.arrow.parquet;

import dev.arrowmill.arrow.file.InputFiles;
import java.util.List;

/** The two readers, and the choice between them. */
final class ParquetReaders {
  private static final String SPARK_CLASS = "dev.arrowmill.arrow.spark.internal.SparkParquetReader";

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

  /** The reader that decodes row groups of a file. */
  static ParquetReader forDecoding(String path, int firstRowGroup, ParquetDecoder decoder) {
    return switch (decoder) {
      case NATIVE -> usable(path, List.of(NATIVE));
      case SPARK -> usable(path, List.of(SPARK));
      case AUTO -> {
        boolean seeks = !InputFiles.isLocal(path) || firstRowGroup > 0;
        yield InputFiles.isLocal(path)
            ? usable(path, seeks ? List.of(SPARK, NATIVE) : List.of(NATIVE, SPARK))
            : usable(path, List.of(SPARK));
      }
    };
  }

  private static ParquetReader usable(String path, List<ParquetReader> candidates) {
    StringBuilder reasons = new StringBuilder();
    for (ParquetReader r : candidates) {
      String reason = r.unavailableBecause();
      if (reason.isEmpty()) {
        return r;
      }
      reasons.append("; ").append(r.name()).append(": ").append(reason);
    }
    throw new IllegalStateException("parquet: no reader for " + path + reasons);
  }
}
