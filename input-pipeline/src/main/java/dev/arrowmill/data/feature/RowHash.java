package dev.arrowmill.data.feature;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.Columns;

/**
 * A seeded 64-bit hash of a row's content, the same wherever and in whatever company the row is
 * read. It orders rows when a table has no order of its own. Thread-safe.
 */
public final class RowHash {
  private static final long NULL = 0x9E3779B97F4A7C15L;
  private final long seed;

  public RowHash(long seed) {
    this.seed = mix(seed ^ NULL);
  }

  /** The hash of a row before its first cell. */
  long start() {
    return seed;
  }

  /** The hash of a row after one more cell. */
  static long next(long row, long cell) {
    return mix(row * 31 + cell);
  }

  /** Writes the hash of each row to {@code out[0..rows)}. */
  public void hash(Columns batch, long[] out) {
    int rows = batch.rows();
    java.util.Arrays.fill(out, 0, rows, seed);
    CellBlock cells = new CellBlock();
    for (int c = 0; c < batch.schema().size(); c++) {
      cells.read(batch.column(c), rows, out, true);
    }
  }

  /** Writes the hash of each value of one column to {@code out[0..rows)}. */
  public void hash(Column column, int rows, long[] out) {
    for (int r = 0; r < rows; r++) {
      out[r] = mix(seed * 31 + cell(column, r));
    }
  }

  /** As {@link #hash(Columns, long[])}, over some columns. */
  void hash(java.util.List<Column> columns, int rows, long[] out) {
    java.util.Arrays.fill(out, 0, rows, seed);
    CellBlock cells = new CellBlock();
    for (Column column : columns) {
      cells.read(column, rows, out, true);
    }
  }

  /** The hash of one cell. */
  static long cell(Column column, int row) {
    if (column.isNull(row)) {
      return NULL;
    }
    return switch (column.type()) {
      case DOUBLE -> Double.doubleToLongBits(column.getDouble(row) + 0.0);
      case STRING -> hash(column.getString(row));
      case LONG_LIST, DOUBLE_LIST, STRING_LIST -> {
        long h = (long) column.listEnd(row) - column.listStart(row);
        for (int i = column.listStart(row); i < column.listEnd(row); i++) {
          h = next(h, cell(column.elements(), i));
        }
        yield h;
      }
      default -> column.getLong(row);
    };
  }

  /** A 64-bit hash of a text; independent of the JVM. */
  static long hash(String text) {
    long h = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        return hashOfPairs(Utf16.wellFormed(text));
      }
      h = (h ^ c) * 0x100000001B3L;
    }
    return mix(h);
  }

  private static long hashOfPairs(String text) {
    long h = text.length();
    for (int i = 0; i < text.length(); i++) {
      h = (h ^ text.charAt(i)) * 0x100000001B3L;
    }
    return mix(h);
  }

  /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014). */
  public static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
