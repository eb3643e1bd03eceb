package dev.arrowmill.arrow.spark.internal;

import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.file.InputFile;
import dev.arrowmill.arrow.parquet.ParquetReader;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.spark.sql.execution.datasources.parquet.VectorizedParquetRecordReader;

/**
 * Spark's vectorised Parquet reader, for every Hadoop file system; it needs no Spark session. It
 * seeks to the row groups it is asked for.
 */
public final class SparkParquetReader implements ParquetReader {
  private static final Class<?> NEEDED = VectorizedParquetRecordReader.class;

  /** Fails with a linkage error where Spark is not on the class path. */
  public SparkParquetReader() {
    if (NEEDED.isInterface()) {
      throw new NoClassDefFoundError(NEEDED.getName());
    }
  }

  @Override
  public String name() {
    return "spark";
  }

  @Override
  public String unavailableBecause() {
    return "";
  }

  @Override
  public ColumnBatches open(
      InputFile file,
      List<Integer> rowGroups,
      List<Long> rows,
      ColumnSchema schema,
      BufferAllocator allocator) {
    return new SparkBatches(file, rowGroups, schema, allocator);
  }
}
