package dev.arrowmill.arrow;

import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** Whole files read. */
public final class SourceRows {
  private SourceRows() {}

  /** All rows of some columns. */
  public static List<List<@Nullable Object>> rows(
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
  public static List<String> supported(BatchSource source) {
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
