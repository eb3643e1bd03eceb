package dev.arrowmill.arrow.parquet;

import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.OwnedColumns;
import java.util.List;
import org.apache.arrow.memory.RootAllocator;

/** Reads the ids of a file, then tries a file system that only Spark's reader knows. */
final class ReadingMain {
  private ReadingMain() {}

  public static void main(String[] args) {
    ParquetSource source = ParquetSource.of(args[0]);
    long sum = 0;
    try (RootAllocator allocator = new RootAllocator();
        ColumnBatches batches = source.open(List.of("id"), source.splits(), allocator)) {
      while (batches.hasNext()) {
        try (OwnedColumns b = batches.next()) {
          for (int i = 0; i < b.rows(); i++) {
            sum += b.column(0).getLong(i);
          }
        }
      }
    }
    System.out.println("sum " + sum);
    try {
      ParquetSource.of("nofs://lake/x.parquet");
    } catch (RuntimeException e) {
      System.out.println(e.getMessage());
    }
  }
}
