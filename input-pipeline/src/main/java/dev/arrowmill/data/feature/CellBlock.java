package dev.arrowmill.data.feature;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cells of one column of a batch, taken out in bulk: values and hashes, each once for all that
 * read them. Reused. Not thread-safe.
 */
final class CellBlock {
  /** What {@link #longs} has for a null, and perhaps for a value. */
  static final long NULL = 0x8D5A_13C7_2E94_B06FL;

  private static final long NULL_HASH = 0x9E3779B97F4A7C15L;
  private int rows;
  private double[] doubles = new double[0];
  private long[] longs = new long[0];
  private long[] hashes = new long[0];
  private int[] codes = new int[0];
  private @Nullable String[] texts = new @Nullable String[0];
  private @Nullable List<String> dictionary;
  private long[] dictionaryHashes = new long[0];
  private int[] dictionaryCounts = new int[0];

  /** Sees a text and how often it is there. */
  interface TextVisitor {
    void text(String text, long hash, int times);
  }

  int rows() {
    return rows;
  }

  /** Values of a DOUBLE column; NaN for a null. */
  double[] doubles() {
    return doubles;
  }

  /** Values of an integral column. */
  long[] longs() {
    return longs;
  }

  boolean coded() {
    return dictionary != null;
  }

  boolean isNull(int row) {
    return dictionary != null ? codes[row] < 0 : texts[row] == null;
  }

  /** The text of a cell that is not null, of a column that is not {@link #coded}. */
  String text(int row) {
    String t = texts[row];
    return t == null ? "" : t;
  }

  /** The hash of a text cell that is not null. */
  long hash(int row) {
    return dictionary != null ? dictionaryHashes[codes[row]] : hashes[row];
  }

  /** The texts of a {@link #coded} column that occur in the batch. */
  void visitTexts(TextVisitor visitor) {
    List<String> all = dictionary;
    if (all == null) {
      return;
    }
    int n = all.size();
    if (dictionaryCounts.length < n) {
      dictionaryCounts = new int[n];
    }
    Arrays.fill(dictionaryCounts, 0, n, 0);
    for (int r = 0; r < rows; r++) {
      if (codes[r] >= 0) {
        dictionaryCounts[codes[r]]++;
      }
    }
    for (int i = 0; i < n; i++) {
      if (dictionaryCounts[i] > 0) {
        visitor.text(all.get(i), dictionaryHashes[i], dictionaryCounts[i]);
      }
    }
  }

  /** Takes the cells of a column and mixes their hashes into those of the rows. */
  void read(Column column, int count, long[] rowHashes, boolean hashed) {
    rows = count;
    if (column.type() == ColumnType.DOUBLE) {
      readDoubles(column, rowHashes, hashed);
    } else if (column.type() == ColumnType.STRING) {
      readTexts(column);
      for (int r = 0; hashed && r < rows; r++) {
        rowHashes[r] = RowHash.next(rowHashes[r], isNull(r) ? NULL_HASH : hash(r));
      }
    } else if (column.type().isList()) {
      for (int r = 0; hashed && r < rows; r++) {
        rowHashes[r] = RowHash.next(rowHashes[r], RowHash.cell(column, r));
      }
    } else {
      readLongs(column, rowHashes, hashed);
    }
  }

  private void readDoubles(Column column, long[] rowHashes, boolean hashed) {
    if (doubles.length < rows) {
      doubles = new double[rows];
    }
    column.copyDoubles(0, rows, doubles, 0);
    for (int r = 0; hashed && r < rows; r++) {
      double v = doubles[r];
      boolean isNull = Double.isNaN(v) && column.isNull(r);
      rowHashes[r] =
          RowHash.next(rowHashes[r], isNull ? NULL_HASH : Double.doubleToLongBits(v + 0.0));
    }
  }

  private void readLongs(Column column, long[] rowHashes, boolean hashed) {
    if (longs.length < rows) {
      longs = new long[rows];
    }
    column.copyLongs(0, rows, longs, 0, NULL);
    for (int r = 0; hashed && r < rows; r++) {
      long v = longs[r];
      boolean isNull = v == NULL && column.isNull(r);
      rowHashes[r] = RowHash.next(rowHashes[r], isNull ? NULL_HASH : v);
    }
  }

  private void readTexts(Column column) {
    List<String> now = column.dictionary();
    if (now != null && now.size() <= 2 * rows) {
      if (codes.length < rows) {
        codes = new int[rows];
      }
      column.copyCodes(0, rows, codes, 0);
      if (now != dictionary) {
        dictionary = now;
        dictionaryHashes = new long[now.size()];
        Arrays.setAll(dictionaryHashes, i -> RowHash.hash(now.get(i)));
      }
      return;
    }
    dictionary = null;
    if (texts.length < rows) {
      texts = new @Nullable String[rows];
      hashes = new long[rows];
    }
    for (int r = 0; r < rows; r++) {
      String text = column.isNull(r) ? null : column.getString(r);
      texts[r] = text;
      hashes[r] = text == null ? NULL_HASH : RowHash.hash(text);
    }
  }
}
