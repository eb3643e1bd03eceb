package dev.arrowmill.data.op;

import dev.arrowmill.arrow.Columns;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.arrow.OwnedColumns;
import dev.arrowmill.data.ElementTrace;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Rows of a batch of columns: a run of them, or a selection. */
final class ColumnsChunk extends Chunk {
  /** Below this share of wanted rows, picking cells beats reading columns in sequence. */
  private static final int SPARSE = 8;

  private static final int CELL_BYTES = 8;

  private final Columns all;
  private final @Nullable AutoCloseable owner;
  private final int start;
  private final int count;
  private final int @Nullable [] rows;

  private ColumnsChunk(
      Columns all, @Nullable AutoCloseable owner, int start, int count, int @Nullable [] rows) {
    this.all = all;
    this.owner = owner;
    this.start = start;
    this.count = count;
    this.rows = rows;
  }

  /** All rows; closing the chunk closes {@code owner}. */
  static ColumnsChunk of(Columns columns, @Nullable AutoCloseable owner) {
    return new ColumnsChunk(columns, owner, 0, columns.rows(), null);
  }

  /** The same rows of other columns. */
  ColumnsChunk with(Columns other) {
    return new ColumnsChunk(other, owner, start, count, rows);
  }

  Columns all() {
    return all;
  }

  /** Whether the rows lie in memory that somebody else owns. */
  boolean isBorrowed() {
    return owner != null;
  }

  /** Where an element was read, as far as that is known. */
  ElementTrace trace(String operator, int element) {
    int row = rows == null ? start + element : rows[element];
    if (owner instanceof OwnedColumns o) {
      return new ElementTrace(operator, o.source(), o.firstRow() < 0 ? -1 : o.firstRow() + row);
    }
    return owner instanceof ColumnsChunk inner && inner.count == all.rows()
        ? inner.trace(operator, row)
        : new ElementTrace(operator, null, -1);
  }

  @Override
  int size() {
    return count;
  }

  @Override
  long bytes() {
    return all instanceof OwnedColumns o
        ? o.bytes()
        : (long) CELL_BYTES * count * all.schema().size();
  }

  @Override
  Chunk range(int from, int n) {
    return rows == null
        ? new ColumnsChunk(all, owner, start + from, n, null)
        : new ColumnsChunk(all, owner, 0, n, slice(rows, from, n));
  }

  @Override
  Chunk keep(int[] elements) {
    int[] chosen = new int[elements.length];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = rows == null ? start + elements[i] : rows[elements[i]];
    }
    return new ColumnsChunk(all, owner, 0, chosen.length, chosen);
  }

  @Override
  Chunk detach() {
    try {
      return of(HeapColumns.copyOf(columns("cache")), null);
    } finally {
      close();
    }
  }

  @Override
  Columns columns(String operator) {
    if (rows != null) {
      return new SelectedColumns(all, rows);
    }
    return start == 0 && count == all.rows() ? all : all.slice(start, count);
  }

  @Override
  Layout layout(Arrangement arrangement) {
    return arrangement.layout(all.schema());
  }

  @Override
  void write(int from, int n, Store to, int @Nullable [] places, int at) {
    if (n == 0) {
      return;
    }
    if (rows == null) {
      writeRun(start + from, n, to, places, at);
      return;
    }
    int first = rows[from];
    int span = rows[from + n - 1] - first + 1;
    if (isAscending(from, n) && span <= (long) SPARSE * n) {
      writeRun(first, span, to, placesOfSpan(from, n, first, span, places, at), 0);
    } else {
      for (int p = 0; p < to.layout().parts().size(); p++) {
        to.layout().parts().get(p).writeCells(all, rows, from, n, places, at, to.array(p));
      }
    }
  }

  private boolean isAscending(int from, int n) {
    int[] r = rows;
    for (int i = from + 1; r != null && i < from + n; i++) {
      if (r[i] <= r[i - 1]) {
        return false;
      }
    }
    return true;
  }

  /** The places of a whole run, -1 where a row between was filtered out. */
  private int[] placesOfSpan(
      int from, int n, int first, int span, int @Nullable [] places, int at) {
    int[] r = rows == null ? new int[0] : rows;
    int[] out = new int[span];
    Arrays.fill(out, -1);
    for (int i = 0; i < n; i++) {
      out[r[from + i] - first] = places == null ? at + i : places[at + i];
    }
    return out;
  }

  private void writeRun(int first, int n, Store to, int @Nullable [] places, int at) {
    for (int p = 0; p < to.layout().parts().size(); p++) {
      to.layout().parts().get(p).write(all, first, n, places, at, to.array(p));
    }
  }

  @Override
  public void close() {
    Closing.close(owner);
  }
}
