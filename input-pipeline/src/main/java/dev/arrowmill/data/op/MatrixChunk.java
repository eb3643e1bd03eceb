package dev.arrowmill.data.op;

import dev.arrowmill.arrow.Columns;
import dev.arrowmill.arrow.ipc.MatrixVector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that lie packed in an Arrow batch: matrices by rows, text and lists by columns. */
final class MatrixChunk extends Chunk {
  private final Columns batch;
  private final Layout layout;
  private final List<@Nullable MatrixVector> matrices;
  private final AutoCloseable owner;
  private final int start;
  private final int count;
  private final int @Nullable [] rows;

  private MatrixChunk(MatrixChunk of, int start, int count, int @Nullable [] rows) {
    this.batch = of.batch;
    this.layout = of.layout;
    this.matrices = of.matrices;
    this.owner = of.owner;
    this.start = start;
    this.count = count;
    this.rows = rows;
  }

  /**
   * All rows; closing the chunk closes {@code owner}.
   *
   * @param names of the column that holds each part of the layout; parts of text and lists are
   *     found by their own names
   */
  MatrixChunk(Columns batch, Layout layout, List<String> names, AutoCloseable owner) {
    this.batch = batch;
    this.layout = layout;
    this.owner = owner;
    this.start = 0;
    this.count = batch.rows();
    this.rows = null;
    this.matrices = new ArrayList<>();
    for (int p = 0; p < layout.parts().size(); p++) {
      Part part = layout.parts().get(p);
      boolean matrix = part instanceof MatrixPart || part instanceof TensorPart;
      matrices.add(matrix ? MatrixVector.of(batch, names.get(p)) : null);
    }
  }

  @Override
  int size() {
    return count;
  }

  @Override
  long bytes() {
    return layout.bytesPerRow() * count;
  }

  @Override
  Chunk range(int from, int n) {
    return rows == null
        ? new MatrixChunk(this, start + from, n, null)
        : new MatrixChunk(this, 0, n, slice(rows, from, n));
  }

  @Override
  Chunk keep(int[] elements) {
    int[] chosen = new int[elements.length];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = rows == null ? start + elements[i] : rows[elements[i]];
    }
    return new MatrixChunk(this, 0, chosen.length, chosen);
  }

  @Override
  Chunk detach() {
    Store store = Store.allocate(layout, count);
    write(0, count, store, null, 0);
    close();
    return StoreChunk.of(store);
  }

  @Override
  Columns columns(String operator) {
    throw new IllegalStateException(operator + ": cannot follow packed rows; put it before");
  }

  @Override
  Layout layout(Arrangement arrangement) {
    return layout;
  }

  @Override
  void write(int from, int n, Store to, int @Nullable [] places, int at) {
    if (rows == null) {
      writeRun(start + from, n, to, places, at);
      return;
    }
    for (int i = 0; i < n; i++) {
      writeRun(rows[from + i], 1, to, new int[] {Part.place(places, at, i)}, 0);
    }
  }

  private void writeRun(int first, int n, Store to, int @Nullable [] places, int at) {
    for (int p = 0; p < matrices.size(); p++) {
      MatrixVector matrix = matrices.get(p);
      if (matrix == null) {
        layout.parts().get(p).write(batch, first, n, places, at, to.array(p));
      } else {
        matrix.scatterRows(first, n, places, at, to.array(p));
      }
    }
  }

  @Override
  public void close() {
    Closing.close(owner);
  }
}
