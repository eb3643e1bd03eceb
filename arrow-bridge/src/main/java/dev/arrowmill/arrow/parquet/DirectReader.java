package dev.arrowmill.arrow.parquet;

import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.parquet.direct.DirectBatches;
import org.apache.arrow.memory.BufferAllocator;

/** Our own reader, for files of every file system. */
final class DirectReader implements ParquetReader {
  @Override
  public String name() {
    return "direct";
  }

  @Override
  public String unavailableBecause() {
    return "";
  }

  @Override
  public ColumnBatches open(ReadPlan plan, BufferAllocator allocator) {
    return new DirectBatches(
        plan.file(),
        plan.footer().stamp(),
        plan.schema(),
        plan.rowGroups(),
        plan.firstRow(),
        plan.where(),
        plan.batchRows(),
        allocator);
  }
}
