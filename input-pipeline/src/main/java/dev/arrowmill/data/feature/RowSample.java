package dev.arrowmill.data.feature;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.Columns;
import dev.arrowmill.arrow.HeapColumns;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

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
    int[] from = new int[batch.rows()];
    int[] to = new int[batch.rows()];
    int n = 0;
    for (int r = 0; r < batch.rows(); r++) {
      int slot = offer(rowHashes[r]);
      if (slot >= 0) {
        from[n] = r;
        to[n++] = slot;
      }
    }
    copy(batch, from, to, n);
  }

  void merge(RowSample other) {
    int[] from = new int[other.size];
    int[] to = new int[other.size];
    int n = 0;
    for (int i = 0; i < other.size; i++) {
      int slot = offer(other.hashes[i]);
      if (slot >= 0) {
        from[n] = other.slots[i];
        to[n++] = slot;
      }
    }
    copy(other.cells, from, to, n);
  }

  /** The slot for a row of this hash, or -1 if it is not kept. */
  private int offer(long hash) {
    if (size < capacity) {
      int slot = cells.addRow();
      push(hash, slot);
      return slot;
    }
    if (Long.compareUnsigned(hash, hashes[0]) >= 0) {
      return -1;
    }
    int slot = slots[0];
    hashes[0] = hash;
    siftDown();
    return slot;
  }

  private void copy(Columns batch, int[] from, int[] to, int n) {
    for (int c = 0; c < schema.size() && n > 0; c++) {
      Column column = batch.column(c);
      switch (column.type()) {
        case DOUBLE -> copyDoubles(column, c, from, to, n);
        case STRING -> copyTexts(column, c, from, to, n);
        case LONG_LIST, DOUBLE_LIST, STRING_LIST -> copyLists(column, c, from, to, n);
        default -> copyLongs(column, c, from, to, n);
      }
    }
  }

  private void copyDoubles(Column column, int c, int[] from, int[] to, int n) {
    for (int i = 0; i < n; i++) {
      if (column.isNull(from[i])) {
        cells.setNull(to[i], c);
      } else {
        cells.setDouble(to[i], c, column.getDouble(from[i]));
      }
    }
  }

  private void copyLongs(Column column, int c, int[] from, int[] to, int n) {
    for (int i = 0; i < n; i++) {
      if (column.isNull(from[i])) {
        cells.setNull(to[i], c);
      } else {
        cells.setLong(to[i], c, column.getLong(from[i]));
      }
    }
  }

  /** Texts of a dictionary are shared, not decoded again. */
  private void copyTexts(Column column, int c, int[] from, int[] to, int n) {
    List<String> dictionary = column.dictionary();
    int[] codes = new int[dictionary == null ? 0 : column.rows()];
    if (dictionary != null) {
      column.copyCodes(0, codes.length, codes, 0);
    }
    for (int i = 0; i < n; i++) {
      if (column.isNull(from[i])) {
        cells.setNull(to[i], c);
      } else {
        String text =
            dictionary == null ? column.getString(from[i]) : dictionary.get(codes[from[i]]);
        cells.setString(to[i], c, Utf16.wellFormed(text));
      }
    }
  }

  private void copyLists(Column column, int c, int[] from, int[] to, int n) {
    for (int i = 0; i < n; i++) {
      if (column.isNull(from[i])) {
        cells.setNull(to[i], c);
      } else {
        int start = column.listStart(from[i]);
        cells.setList(to[i], c, column.elements(), start, column.listEnd(from[i]));
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

  /** The sampled rows in the order of their hash, smallest as a signed number first. */
  HeapColumns rows() {
    long[] sorted = Arrays.copyOf(hashes, size);
    Arrays.sort(sorted);
    int[] from = new int[size];
    int[] to = new int[size];
    int[] used = new int[size];
    RowSample copy = new RowSample(schema, Math.max(1, size));
    for (int i = 0; i < size; i++) {
      int first = lowerBound(sorted, hashes[i]);
      from[i] = slots[i];
      to[i] = first + used[first]++;
      copy.cells.addRow();
    }
    copy.copy(cells, from, to, size);
    return copy.cells;
  }

  /** The first place of a hash that is there. */
  private static int lowerBound(long[] sorted, long hash) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < hash) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
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
