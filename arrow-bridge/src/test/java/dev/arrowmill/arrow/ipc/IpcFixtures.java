package dev.arrowmill.arrow.ipc;

import dev.arrowmill.arrow.BatchSource;
import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.ColumnsAssert;
import dev.arrowmill.arrow.OwnedColumns;
import dev.arrowmill.arrow.UnsupportedColumnException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** Whole files read. */
final class IpcFixtures {
  private IpcFixtures() {}

  /** All rows of some columns. */
  static List<List<@Nullable Object>> rows(
      BatchSource source, List<String> columns, BufferAllocator allocator) {
    List<List<@Nullable Object>> out = new ArrayList<>();
    try (ColumnBatches batches = source.open(columns, source.splits(), allocator)) {
      while (batches.hasNext()) {
        try (OwnedColumns batch = batches.next()) {
          out.addAll(ColumnsAssert.rows(batch));
        }
      }
    }
    return out;
  }

  /** The columns that have a column type. */
  static List<String> supported(BatchSource source) {
    List<String> out = new ArrayList<>();
    for (String name : source.columns()) {
      try {
        source.schema(List.of(name));
        out.add(name);
      } catch (UnsupportedColumnException e) {
        continue;
      }
    }
    return out;
  }
}
