package dev.arrowmill.data.feature;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What is known of one column after every row was seen once: counts, range, exact moments, and
 * level counts, exact up to a cap. Of a text, range and moments are those of its length in UTF-16
 * units; of a list, of its number of elements, and its levels are those of its elements. Merging is
 * commutative and associative to the last bit. Not thread-safe.
 */
public final class ColumnStats {
  private final ColumnField field;
  private long count;
  private long nulls;
  private long nans;
  private long infinities;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private boolean integral = true;
  private ExactSum sum = new ExactSum();
  private ExactSum squares = new ExactSum();
  private LevelCounts levels;

  ColumnStats(ColumnField field, int maxLevels) {
    this.field = field;
    this.levels = new LevelCounts(levelType(field) == ColumnType.STRING, maxLevels);
  }

  /** The type of a level: the element's for a list. */
  static ColumnType levelType(ColumnField field) {
    return field.type().isList() ? field.type().element() : field.type();
  }

  /** Sees all rows of a column, of which the cells' hashes and values are already taken. */
  void add(Column column, CellBlock cells) {
    count += cells.rows();
    if (field.type() == ColumnType.STRING) {
      addTexts(cells);
    } else if (field.type() == ColumnType.DOUBLE) {
      addDoubles(column, cells);
    } else if (field.type().isList()) {
      addLists(column, cells.rows());
    } else {
      addLongs(column, cells);
    }
  }

  private void addDoubles(Column column, CellBlock cells) {
    double[] values = cells.doubles();
    LevelCounts counts = levels;
    for (int r = 0; r < cells.rows(); r++) {
      double v = values[r] + 0.0;
      if (!(Math.abs(v) <= Double.MAX_VALUE)) {
        notFinite(v, column, r);
        continue;
      }
      integral = integral && v == StrictMath.rint(v);
      addMoments(v);
      counts.add(Double.doubleToRawLongBits(v));
    }
  }

  private void notFinite(double v, Column column, int row) {
    if (column.isNull(row)) {
      nulls++;
    } else if (Double.isNaN(v)) {
      nans++;
    } else {
      infinities++;
    }
  }

  private void addLongs(Column column, CellBlock cells) {
    long[] values = cells.longs();
    LevelCounts counts = levels;
    for (int r = 0; r < cells.rows(); r++) {
      long v = values[r];
      if (v == CellBlock.NULL && column.isNull(r)) {
        nulls++;
      } else {
        addMoments(v);
        counts.add(v);
      }
    }
  }

  private void addTexts(CellBlock cells) {
    for (int r = 0; r < cells.rows(); r++) {
      if (cells.isNull(r)) {
        nulls++;
      } else if (!cells.coded()) {
        String text = cells.text(r);
        addLength(text.length(), 1);
        levels.add(text, cells.hash(r), 1);
      }
    }
    if (cells.coded()) {
      cells.visitTexts(
          (text, hash, times) -> {
            addLength(text.length(), times);
            levels.add(text, hash, times);
          });
    }
  }

  private void addLists(Column column, int rows) {
    Column elements = column.elements();
    for (int r = 0; r < rows; r++) {
      if (column.isNull(r)) {
        nulls++;
        continue;
      }
      addLength(column.listEnd(r) - column.listStart(r), 1);
      for (int i = column.listStart(r); i < column.listEnd(r); i++) {
        if (!elements.isNull(i)) {
          addElement(elements, i);
        }
      }
    }
  }

  private void addElement(Column elements, int i) {
    switch (levelType(field)) {
      case STRING -> {
        String text = elements.getString(i);
        levels.add(text, RowHash.hash(text), 1);
      }
      case DOUBLE -> {
        double v = elements.getDouble(i) + 0.0;
        if (Double.isFinite(v)) {
          levels.add(Double.doubleToRawLongBits(v));
        }
      }
      default -> levels.add(elements.getLong(i));
    }
  }

  private void addLength(int length, int times) {
    min = Math.min(min, length);
    max = Math.max(max, length);
    sum.add((double) length * times);
    squares.add((double) length * length * times);
  }

  private void addMoments(double v) {
    min = Math.min(min, v);
    max = Math.max(max, v);
    sum.add(v);
    double square = v * v;
    if (square <= Double.MAX_VALUE) {
      squares.add(square);
    }
  }

  void merge(ColumnStats other) {
    count += other.count;
    nulls += other.nulls;
    nans += other.nans;
    infinities += other.infinities;
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
    integral &= other.integral;
    sum.merge(other.sum);
    squares.merge(other.squares);
    levels.merge(other.levels);
  }

  public ColumnField field() {
    return field;
  }

  public String name() {
    return field.name();
  }

  /** Rows seen, nulls included. */
  public long count() {
    return count;
  }

  public long nulls() {
    return nulls;
  }

  public long nans() {
    return nans;
  }

  public long infinities() {
    return infinities;
  }

  /** Values that are neither null nor NaN nor infinite. */
  public long present() {
    return count - nulls - nans - infinities;
  }

  /** Whether some value is null or NaN. */
  public boolean hasMissing() {
    return nulls + nans > 0;
  }

  /**
   * Smallest finite value, smallest length of a text or list; meaningful with {@link #present}
   * values.
   */
  public double min() {
    return min;
  }

  /** Largest finite value or length. */
  public double max() {
    return max;
  }

  /** Whether every finite value is a whole number. */
  public boolean wholeNumbers() {
    return field.type() != ColumnType.STRING && !field.type().isList() && integral;
  }

  /** Mean of the finite values or lengths, NaN if there is none. */
  public double mean() {
    return present() == 0 ? Double.NaN : sum.value() / present();
  }

  /** Population standard deviation of the finite values or lengths, NaN if there is none. */
  public double std() {
    if (present() == 0) {
      return Double.NaN;
    }
    var n = new java.math.BigDecimal(present());
    var s = sum.exact();
    double scaled = squares.exact().multiply(n).subtract(s.multiply(s)).doubleValue();
    double n2 = (double) present() * present();
    return Math.sqrt(Math.max(0.0, scaled / n2));
  }

  /** Number of distinct present values (elements of a list) if it was small enough to count. */
  public OptionalLong distinct() {
    return levels.isExact() ? OptionalLong.of(levels.distinct()) : OptionalLong.empty();
  }

  /** Number of distinct present values (elements), within about 1.6% if they were too many. */
  public long distinctEstimate() {
    return levels.distinct();
  }

  /** Count of each text level, sorted by text; empty if there were too many to count. */
  public Map<String, Long> textLevels() {
    TreeMap<String, Long> sorted = new TreeMap<>();
    boolean doubles = levelType(field) == ColumnType.DOUBLE;
    levels.visit(
        (key, text, n) ->
            sorted.put(
                text != null
                    ? text
                    : doubles ? Double.toString(Double.longBitsToDouble(key)) : Long.toString(key),
                n));
    return sorted;
  }

  /** Count of each numeric level, ascending; empty if there were too many to count. */
  public Map<Double, Long> numericLevels() {
    TreeMap<Double, Long> sorted = new TreeMap<>();
    boolean doubles = levelType(field) == ColumnType.DOUBLE;
    levels.visit(
        (key, text, n) ->
            sorted.merge(doubles ? Double.longBitsToDouble(key) : (double) key, n, Long::sum));
    return sorted;
  }

  LevelCounts levels() {
    return levels;
  }

  void write(DataOutput out) throws IOException {
    for (long v : new long[] {count, nulls, nans, infinities}) {
      out.writeLong(v);
    }
    out.writeDouble(min);
    out.writeDouble(max);
    out.writeBoolean(integral);
    sum.write(out);
    squares.write(out);
    levels.write(out);
  }

  static ColumnStats read(DataInput in, ColumnField field, int maxLevels) throws IOException {
    ColumnStats s = new ColumnStats(field, maxLevels);
    s.count = in.readLong();
    s.nulls = in.readLong();
    s.nans = in.readLong();
    s.infinities = in.readLong();
    s.min = in.readDouble();
    s.max = in.readDouble();
    s.integral = in.readBoolean();
    s.sum = ExactSum.read(in);
    s.squares = ExactSum.read(in);
    s.levels = LevelCounts.read(in, levelType(field) == ColumnType.STRING, maxLevels);
    return s;
  }

  @Override
  public String toString() {
    return field
        + " count="
        + count
        + " nulls="
        + nulls
        + " range=["
        + min
        + ", "
        + max
        + "] "
        + levels;
  }
}
