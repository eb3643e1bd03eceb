package dev.arrowmill.arrow.spark.internal;

import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.parquet.ParquetReader;
import dev.arrowmill.arrow.parquet.ReadPlan;
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
  public ColumnBatches open(ReadPlan plan, BufferAllocator allocator) {
    return ReadPlan.cut(new SparkBatches(plan, allocator), plan);
  }
}
