package dev.arrowmill.arrow.cudf;

import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.CudfException;
import ai.rapids.cudf.ParquetOptions;
import ai.rapids.cudf.Table;
import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.OwnedColumns;
import dev.arrowmill.arrow.ReadRequest;
import dev.arrowmill.arrow.Split;
import dev.arrowmill.arrow.TableFormatException;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** Row groups as device columns, cut from a table that holds their file. */
final class CudfBatches implements ColumnBatches {
  private final ReadRequest request;
  private final ColumnSchema schema;
  private final List<String> inFile;
  private final Map<Split, Long> firstRows;
  private final BufferAllocator allocator;
  private @Nullable Table table;
  private String file = "";
  private int next;
  private long row;
  private boolean closed;

  /**
   * @param columns all columns in the order of the file
   * @param firstRows the number of each split's first row in its file
   */
  CudfBatches(
      ReadRequest request,
      ColumnSchema schema,
      List<String> columns,
      Map<Split, Long> firstRows,
      BufferAllocator allocator) {
    this.request = request;
    this.schema = schema;
    this.inFile = columns.stream().filter(c -> schema.indexOf(c) >= 0).toList();
    this.firstRows = firstRows;
    this.allocator = allocator;
    this.row = request.firstRow();
  }

  @Override
  public boolean hasNext() {
    while (!closed && next < request.splits().size()) {
      if (row < request.splits().get(next).rows()) {
        return true;
      }
      next++;
      row = 0;
    }
    return false;
  }

  @Override
  public OwnedColumns next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no more batches");
    }
    Split split = request.splits().get(next);
    try {
      Table all = table(split.file());
      long from = firstRows.getOrDefault(split, 0L) + row;
      int count = (int) Math.min(request.batchRows(), split.rows() - row);
      CudfBatch batch = new CudfBatch(schema, cut(all, from, count), allocator, split.file(), row);
      row += count;
      return batch;
    } catch (CudfException e) {
      close();
      throw new TableFormatException(
          split.file(),
          "row group " + split.rowGroup() + " cannot be read by cuDF (" + e.getMessage() + ")",
          "read it with ParquetSource",
          e);
    }
  }

  private ColumnVector[] cut(Table all, long from, int count) {
    ColumnVector[] out = new ColumnVector[schema.size()];
    int start = Math.toIntExact(from);
    try {
      for (int c = 0; c < out.length; c++) {
        int at = inFile.indexOf(schema.field(c).name());
        out[c] = all.getColumn(at).subVector(start, start + count);
      }
      return out;
    } catch (RuntimeException e) {
      for (ColumnVector v : out) {
        if (v != null) {
          v.close();
        }
      }
      throw e;
    }
  }

  private Table table(String path) {
    Table t = table;
    if (t == null || !path.equals(file)) {
      closeTable();
      ParquetOptions options = ParquetOptions.builder().includeColumn(inFile).build();
      t = Table.readParquet(options, new File(path));
      table = t;
      file = path;
    }
    return t;
  }

  private void closeTable() {
    Table t = table;
    table = null;
    if (t != null) {
      t.close();
    }
  }

  @Override
  public void close() {
    closed = true;
    closeTable();
  }
}
