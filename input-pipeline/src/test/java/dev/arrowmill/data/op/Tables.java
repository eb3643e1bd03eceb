package dev.arrowmill.data.op;

import dev.arrowmill.arrow.BatchSource;
import dev.arrowmill.arrow.ColumnBatch;
import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.Columns;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.arrow.OwnedColumns;
import dev.arrowmill.arrow.ReadRequest;
import dev.arrowmill.arrow.SkippedRows;
import dev.arrowmill.arrow.SourceIdentity;
import dev.arrowmill.arrow.Split;
import dev.arrowmill.data.Batch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Small tables and sources for tests, and batches as text. */
public final class Tables {
  public static final ColumnSchema SCHEMA =
      ColumnSchema.of(
          new ColumnField("id", ColumnType.LONG),
          new ColumnField("x", ColumnType.DOUBLE),
          new ColumnField("s", ColumnType.STRING));

  private Tables() {}

  /** Rows with ids 0 to n - 1; every fifth x and every seventh s is null. */
  public static HeapColumns rows(int n) {
    HeapColumns out = new HeapColumns(SCHEMA, n);
    for (int i = 0; i < n; i++) {
      out.addRow();
      out.setLong(i, 0, i);
      if (i % 5 != 4) {
        out.setDouble(i, 1, i * 37 % 11 / 10.0);
      }
      if (i % 7 != 6) {
        out.setString(i, 2, "s" + i % 3);
      }
    }
    return out;
  }

  /** The same rows in Arrow memory: splits of 12 rows, batches of 5. */
  public static BatchSource arrow(int n) {
    return new ArrowTable(rows(n), 12, 5);
  }

  /** A batch with all its components as text. */
  public static String text(Batch b) {
    StringBuilder out = new StringBuilder();
    for (String name : b.names()) {
      out.append(name).append('=').append(component(b, name)).append(' ');
    }
    return out.toString();
  }

  private static String component(Batch b, String name) {
    try {
      return Arrays.toString(b.tensor(name).toDoubles());
    } catch (IllegalArgumentException e) {
      return Arrays.toString(b.strings(name));
    }
  }

  /** All batches that are left, as text. */
  public static List<String> texts(Iterator<Batch> batches) {
    List<String> out = new ArrayList<>();
    batches.forEachRemaining(b -> out.add(text(b)));
    return out;
  }

  /** An int64 component of all batches that are left. */
  public static List<Long> longs(Iterator<Batch> batches, String name) {
    List<Long> out = new ArrayList<>();
    batches.forEachRemaining(
        b -> Arrays.stream(b.tensor(name).contiguous().toLongs()).forEach(out::add));
    return out;
  }

  /** A table that hands out batches of Arrow memory as a file would. */
  private record ArrowTable(HeapColumns table, int splitRows, int batchRows)
      implements BatchSource {
    @Override
    public List<String> columns() {
      return SCHEMA.names();
    }

    @Override
    public ColumnSchema schema(List<String> columns) {
      return table.select(columns).schema();
    }

    @Override
    public List<Split> splits() {
      List<Split> out = new ArrayList<>();
      for (int at = 0; at < table.rows(); at += splitRows) {
        out.add(new Split("table", at / splitRows, Math.min(splitRows, table.rows() - at)));
      }
      return out;
    }

    @Override
    public SourceIdentity identity() {
      return new SourceIdentity(1, table.rows(), 0, "table-" + table.rows());
    }

    @Override
    public ColumnBatches open(ReadRequest request, BufferAllocator allocator) {
      List<String> columns = request.columns();
      Iterator<Split> left = request.splits().iterator();
      return SkippedRows.of(
          new ColumnBatches() {
            private int at;
            private int end;

            @Override
            public boolean hasNext() {
              return at < end || left.hasNext();
            }

            @Override
            public OwnedColumns next() {
              if (at == end) {
                Split s = left.next();
                at = s.rowGroup() * splitRows;
                end = at + (int) s.rows();
              }
              int n = Math.min(batchRows, end - at);
              at += n;
              return vectors(table.slice(at - n, n), columns, allocator);
            }

            @Override
            public void close() {}
          },
          request.firstRow());
    }

    private static ColumnBatch vectors(
        Columns from, List<String> columns, BufferAllocator allocator) {
      BigIntVector id = new BigIntVector("id", allocator);
      Float8Vector x = new Float8Vector("x", allocator);
      VarCharVector s = new VarCharVector("s", allocator);
      for (int i = 0; i < from.rows(); i++) {
        id.setSafe(i, from.column(0).getLong(i));
        if (!from.column(1).isNull(i)) {
          x.setSafe(i, from.column(1).getDouble(i));
        }
        if (!from.column(2).isNull(i)) {
          s.setSafe(i, from.column(2).getString(i).getBytes(StandardCharsets.UTF_8));
        }
      }
      VectorSchemaRoot all = VectorSchemaRoot.of(id, x, s);
      all.getFieldVectors().forEach(v -> v.setValueCount(from.rows()));
      List<org.apache.arrow.vector.FieldVector> chosen = new ArrayList<>();
      all.getFieldVectors()
          .forEach(
              v -> {
                if (columns.contains(v.getName())) {
                  chosen.add(v);
                } else {
                  v.close();
                }
              });
      chosen.sort(java.util.Comparator.comparing(v -> columns.indexOf(v.getName())));
      VectorSchemaRoot root = new VectorSchemaRoot(chosen);
      root.setRowCount(from.rows());
      return ColumnBatch.of(root, null, "table");
    }
  }
}
