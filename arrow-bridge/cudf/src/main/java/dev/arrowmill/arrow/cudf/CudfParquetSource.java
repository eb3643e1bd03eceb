package dev.arrowmill.arrow.cudf;

import dev.arrowmill.arrow.BatchSource;
import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ReadRequest;
import dev.arrowmill.arrow.SourceIdentity;
import dev.arrowmill.arrow.Split;
import dev.arrowmill.arrow.file.InputFiles;
import dev.arrowmill.arrow.parquet.ParquetSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Local Parquet files read by cuDF into device memory: the same columns, splits and identity as
 * {@link ParquetSource}, which reads the footers. Batches are {@link CudfBatch}. A file's asked
 * columns are on the device as a whole while its row groups are read.
 */
public final class CudfParquetSource implements BatchSource {
  private final ParquetSource footers;

  private CudfParquetSource(ParquetSource footers) {
    this.footers = footers;
  }

  /**
   * Files, globs and directories of the local file system. Needs no GPU yet.
   *
   * @throws dev.arrowmill.arrow.TableFormatException if there is no such file, or one is not whole
   * @throws IllegalArgumentException if a path is of another file system
   */
  public static CudfParquetSource of(String... paths) {
    for (String p : paths) {
      if (!InputFiles.isLocal(p)) {
        throw new IllegalArgumentException(
            "cudf: " + p + " is no local file; read it with ParquetSource");
      }
    }
    return new CudfParquetSource(ParquetSource.of(paths));
  }

  @Override
  public List<String> columns() {
    return footers.columns();
  }

  @Override
  public ColumnSchema schema(List<String> columns) {
    return footers.schema(columns);
  }

  @Override
  public List<Split> splits() {
    return footers.splits();
  }

  @Override
  public SourceIdentity identity() {
    return footers.identity();
  }

  /**
   * As {@link BatchSource#open}.
   *
   * @throws IllegalStateException in one line, where there is no GPU or no cuDF
   */
  @Override
  public ColumnBatches open(ReadRequest request, BufferAllocator allocator) {
    if (request.columns().isEmpty()) {
      throw new IllegalArgumentException("cudf: no columns to read; there are " + columns());
    }
    Map<Split, Long> firstRows = new HashMap<>();
    String file = "";
    long next = 0;
    for (Split s : splits()) {
      next = s.file().equals(file) ? next : 0;
      file = s.file();
      firstRows.put(s, next);
      next += s.rows();
    }
    for (Split s : request.splits()) {
      if (!firstRows.containsKey(s)) {
        throw new IllegalArgumentException("cudf: " + s + " is no split of this source");
      }
    }
    ColumnSchema schema = schema(request.columns());
    Cudf.require();
    return new CudfBatches(request, schema, columns(), firstRows, allocator);
  }

  @Override
  public String toString() {
    return "CudfParquetSource " + identity();
  }
}
