package dev.arrowmill.arrow.cudf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.OwnedColumns;
import dev.arrowmill.arrow.ReadRequest;
import dev.arrowmill.arrow.parquet.ParquetSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract of a source, where there is a GPU. */
class CudfContractTest {
  @TempDir Path folder;

  @BeforeEach
  void needsAGpu() {
    CudfStatus status = Cudf.probe();
    Assumptions.assumeTrue(status.available(), status.reason());
  }

  @Test
  void sameBatchesAsTheCpuReader() throws Exception {
    String file = ParquetFiles.write(folder.resolve("t.parquet"), 20_000).toString();
    CudfParquetSource gpu = CudfParquetSource.of(file);
    ParquetSource cpu = ParquetSource.of(file);
    List<String> columns = List.of("s", "i", "x");
    ReadRequest request = new ReadRequest(columns, gpu.splits(), 17, List.of(), 1_000);
    try (BufferAllocator allocator = new RootAllocator();
        ColumnBatches a = gpu.open(request, allocator);
        ColumnBatches b = cpu.open(request, allocator)) {
      long rows = 0;
      Rows left = new Rows(a);
      Rows right = new Rows(b);
      while (left.next()) {
        assertThat(right.next()).isTrue();
        assertThat(left.cells(columns)).isEqualTo(right.cells(columns));
        rows++;
      }
      assertThat(right.next()).isFalse();
      assertThat(rows).isEqualTo(20_000 - 17);
    }
  }

  @Test
  void matricesStayOnTheDevice() throws Exception {
    String file = ParquetFiles.write(folder.resolve("t.parquet"), 1_000).toString();
    CudfParquetSource gpu = CudfParquetSource.of(file);
    try (BufferAllocator allocator = new RootAllocator();
        ColumnBatches a = gpu.open(List.of("i", "x"), gpu.splits(), allocator);
        OwnedColumns batch = a.next();
        DeviceMatrix m = ((CudfBatch) batch).matrix(List.of("x", "i"))) {
      assertThat(m.pointer()).isNotZero();
      assertThat(m.width()).isEqualTo(2);
      assertThat(m.bytes()).isEqualTo(8L * m.rows());
      assertThat(allocator.getAllocatedMemory()).isZero();
    }
  }

  /** Row by row over batches of any size. */
  private static final class Rows {
    private final ColumnBatches from;
    private @Nullable OwnedColumns batch;
    private int row;

    Rows(ColumnBatches from) {
      this.from = from;
    }

    boolean next() {
      row++;
      if (batch == null || row == batch.rows()) {
        if (batch != null) {
          batch.close();
          batch = null;
        }
        if (!from.hasNext()) {
          return false;
        }
        batch = from.next();
        row = 0;
      }
      return true;
    }

    List<String> cells(List<String> columns) {
      OwnedColumns at = Objects.requireNonNull(batch);
      return columns.stream().map(c -> cell(at.column(c))).toList();
    }

    private String cell(Column c) {
      if (c.isNull(row)) {
        return "null";
      }
      return switch (c.type()) {
        case STRING -> c.getString(row);
        case DOUBLE -> String.valueOf(c.getDouble(row));
        default -> String.valueOf(c.getLong(row));
      };
    }
  }
}
