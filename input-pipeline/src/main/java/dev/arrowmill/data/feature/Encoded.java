package dev.arrowmill.data.feature;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Encoded rows, row-major: {@code numeric[row * numericWidth + i]} and {@code categorical[row *
 * categoricalWidth + j]}. Reused from batch to batch. Not thread-safe.
 */
public final class Encoded {
  private final int numericWidth;
  private final int categoricalWidth;
  private int rows;
  private float[] numeric = new float[0];
  private int[] categorical = new int[0];
  private double[] doubles = new double[0];
  private int[] ints = new int[0];
  private final Map<LevelCodes, DictionaryCodes> dictionaries = new IdentityHashMap<>();

  public Encoded(int numericWidth, int categoricalWidth) {
    this.numericWidth = numericWidth;
    this.categoricalWidth = categoricalWidth;
  }

  /** Scratch memory of one transform at a time, at least this long. */
  double[] doubles(int length) {
    if (doubles.length < length) {
      doubles = new double[length];
    }
    return doubles;
  }

  /** As {@link #doubles}. */
  int[] ints(int length) {
    if (ints.length < length) {
      ints = new int[length];
    }
    return ints;
  }

  /** The codes of a dictionary's texts, for as long as the same dictionary comes again. */
  DictionaryCodes dictionary(LevelCodes levels, List<String> texts) {
    DictionaryCodes codes = dictionaries.get(levels);
    if (codes == null || codes.texts() != texts) {
      codes = new DictionaryCodes(levels, texts);
      dictionaries.put(levels, codes);
    }
    return codes;
  }

  /** Writes one float of every row. */
  void put(double[] values, int at) {
    int to = at;
    for (int r = 0; r < rows; r++) {
      numeric[to] = (float) Math.min(Math.max(values[r], -Float.MAX_VALUE), Float.MAX_VALUE);
      to += numericWidth;
    }
  }

  /** Makes room for that many rows; old content is lost when it must grow. */
  void resize(int newRows) {
    rows = newRows;
    if (numeric.length < newRows * numericWidth) {
      numeric = new float[newRows * numericWidth];
    }
    if (categorical.length < newRows * categoricalWidth) {
      categorical = new int[newRows * categoricalWidth];
    }
  }

  public int rows() {
    return rows;
  }

  public int numericWidth() {
    return numericWidth;
  }

  public int categoricalWidth() {
    return categoricalWidth;
  }

  /** At least {@code rows * numericWidth} floats; NaN where missing. */
  public float[] numeric() {
    return numeric;
  }

  /** At least {@code rows * categoricalWidth} codes. */
  public int[] categorical() {
    return categorical;
  }
}
