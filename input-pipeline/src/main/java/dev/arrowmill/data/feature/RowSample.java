package dev.arrowmill.data.feature;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.Columns;
import dev.arrowmill.arrow.HeapColumns;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The k rows with the smallest row hash: a uniform sample that is joint over all columns, mergeable
 * and independent of order and partitioning. Not thread-safe.
 */
final class RowSample {
  private final ColumnSchema schema;
  private final int capacity;
  /* A max-heap of (hash, slot) by unsigned hash; slot is the row's number in `cells`. */
  private long[] hashes = new long[64];
  private int[] slots = new int[64];
  private int size;
  private final HeapColumns cells;

  RowSample(ColumnSchema schema, int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("row sample: capacity must be positive, is " + capacity);
    }
    this.schema = schema;
    this.capacity = capacity;
    this.cells = new HeapColumns(schema, 64);
  }

  int size() {
    return size;
  }

  void add(Columns batch, long[] rowHashes) {
    for (int r = 0; r < batch.rows(); r++) {
      offer(batch, r, rowHashes[r]);
    }
  }

  void merge(RowSample other) {
    for (int i = 0; i < other.size; i++) {
      offer(other.cells, other.slots[i], other.hashes[i]);
    }
  }

  private void offer(Columns batch, int row, long hash) {
    if (size < capacity) {
      int slot = cells.addRow();
      copy(batch, row, slot);
      push(hash, slot);
    } else if (Long.compareUnsigned(hash, hashes[0]) < 0) {
      int slot = slots[0];
      copy(batch, row, slot);
      hashes[0] = hash;
      siftDown();
    }
  }

  private void copy(Columns batch, int row, int slot) {
    for (int c = 0; c < schema.size(); c++) {
      Column from = batch.column(c);
      if (from.isNull(row)) {
        cells.setNull(slot, c);
        continue;
      }
      switch (from.type()) {
        case DOUBLE -> cells.setDouble(slot, c, from.getDouble(row));
        case STRING -> cells.setString(slot, c, Utf16.wellFormed(from.getString(row)));
        case LONG_LIST, DOUBLE_LIST, STRING_LIST ->
            cells.setList(slot, c, from.elements(), from.listStart(row), from.listEnd(row));
        default -> cells.setLong(slot, c, from.getLong(row));
      }
    }
  }

  private void push(long hash, int slot) {
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, size * 2);
      slots = Arrays.copyOf(slots, size * 2);
    }
    int i = size++;
    while (i > 0 && Long.compareUnsigned(hashes[(i - 1) >>> 1], hash) < 0) {
      hashes[i] = hashes[(i - 1) >>> 1];
      slots[i] = slots[(i - 1) >>> 1];
      i = (i - 1) >>> 1;
    }
    hashes[i] = hash;
    slots[i] = slot;
  }

  private void siftDown() {
    long hash = hashes[0];
    int slot = slots[0];
    int i = 0;
    while (2 * i + 1 < size) {
      int child = 2 * i + 1;
      if (child + 1 < size && Long.compareUnsigned(hashes[child + 1], hashes[child]) > 0) {
        child++;
      }
      if (Long.compareUnsigned(hash, hashes[child]) >= 0) {
        break;
      }
      hashes[i] = hashes[child];
      slots[i] = slots[child];
      i = child;
    }
    hashes[i] = hash;
    slots[i] = slot;
  }

  /** The finite, non-null values of a numeric column, ascending. */
  double[] sorted(int column) {
    Column c = cells.column(column);
    double[] values = new double[size];
    int n = 0;
    for (int i = 0; i < size; i++) {
      int row = slots[i];
      if (!c.isNull(row)) {
        double v = c.getDouble(row) + 0.0;
        if (Double.isFinite(v)) {
          values[n++] = v;
        }
      }
    }
    values = Arrays.copyOf(values, n);
    Arrays.sort(values);
    return values;
  }

  /** The slots of the rows in the order of their hash. */
  private int[] order() {
    Integer[] order = new Integer[size];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Long.compareUnsigned(hashes[a], hashes[b]));
    int[] out = new int[size];
    Arrays.setAll(out, i -> order[i]);
    return out;
  }

  /** The sampled rows in the order of their hash. */
  HeapColumns rows() {
    RowSample copy = new RowSample(schema, Math.max(1, size));
    for (int i : order()) {
      copy.copy(cells, slots[i], copy.cells.addRow());
    }
    return copy.cells;
  }

  /** The hashes of {@link #rows}. */
  long[] rowHashes() {
    int[] order = order();
    long[] out = new long[size];
    Arrays.setAll(out, i -> hashes[order[i]]);
    return out;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(size);
    for (int i = 0; i < size; i++) {
      out.writeLong(hashes[i]);
    }
    int[] live = Arrays.copyOf(slots, size);
    for (int c = 0; c < schema.size(); c++) {
      Cells.writeColumn(out, cells.column(c), live);
    }
  }

  static RowSample read(DataInput in, ColumnSchema schema, int capacity) throws IOException {
    RowSample sample = new RowSample(schema, capacity);
    int n = in.readInt();
    for (int i = 0; i < n; i++) {
      sample.push(in.readLong(), sample.cells.addRow());
    }
    for (int c = 0; c < schema.size(); c++) {
      Cells.readColumn(in, sample.cells, c, n);
    }
    return sample;
  }
}
