package dev.arrowmill.arrow.parquet;

import dev.arrowmill.arrow.ColumnBatches;
import org.apache.arrow.memory.BufferAllocator;

/** A reader whose library is not there: it knows why, and says so when it is used. */
record AbsentReader(String name, String unavailableBecause) implements ParquetReader {
  @Override
  public ColumnBatches open(ReadPlan plan, BufferAllocator allocator) {
    throw new IllegalStateException(
        "parquet: the "
            + name
            + " reader cannot read "
            + plan.file().path()
            + ": "
            + unavailableBecause);
  }
}
