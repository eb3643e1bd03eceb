package dev.arrowmill.arrow.parquet;

import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.file.InputFile;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/** A reader whose library is not there: it knows why, and says so when it is used. */
record AbsentReader(String name, String unavailableBecause) implements ParquetReader {
  @Override
  public ColumnBatches open(
      InputFile file,
      List<Integer> rowGroups,
      List<Long> rows,
      ColumnSchema schema,
      BufferAllocator allocator) {
    throw absent(file.path());
  }

  private IllegalStateException absent(String path) {
    return new IllegalStateException(
        "parquet: the " + name + " reader cannot read " + path + ": " + unavailableBecause);
  }
}
