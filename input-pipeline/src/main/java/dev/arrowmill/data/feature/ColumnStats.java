package dev.arrowmill.data.feature;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What is known of one column after every row was seen once: counts, range, exact moments and exact
 * level counts up to a cap. Merging is commutative and associative to the last bit. Not
 * thread-safe.
 */
public final class ColumnStats {
  private final ColumnField field;
  private final int maxLevels;
  private long count;
  private long nulls;
  private long nans;
  private long infinities;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private boolean integral = true;
  private ExactSum sum = new ExactSum();
  private ExactSum squares = new ExactSum();
  /* Keys are Long or String; empty once `overflowed`, which is sticky, so that merging commutes. */
  private final Map<Object, long[]> levels = new HashMap<>();
  private boolean overflowed;

  ColumnStats(ColumnField field, int maxLevels) {
    this.field = field;
    this.maxLevels = maxLevels;
  }

  void add(Column column, int rows) {
    for (int r = 0; r < rows; r++) {
      count++;
      if (column.isNull(r)) {
        nulls++;
      } else if (field.type() == ColumnType.STRING) {
        addLevel(column.getString(r), 1);
      } else if (field.type() == ColumnType.DOUBLE) {
        addDouble(column.getDouble(r) + 0.0);
      } else {
        addLong(column.getLong(r));
      }
    }
  }

  private void addDouble(double v) {
    if (Double.isNaN(v)) {
      nans++;
      return;
    }
    if (Double.isInfinite(v)) {
      infinities++;
      return;
    }
    integral &= v == StrictMath.rint(v);
    addMoments(v);
    addLevel(Double.doubleToLongBits(v), 1);
  }

  private void addLong(long v) {
    addMoments(v);
    addLevel(v, 1);
  }

  private void addMoments(double v) {
    min = Math.min(min, v);
    max = Math.max(max, v);
    sum.add(v);
    double square = v * v;
    if (!Double.isInfinite(square)) {
      squares.add(square);
    }
  }

  private void addLevel(Object level, long times) {
    if (overflowed) {
      return;
    }
    long[] seen = levels.computeIfAbsent(level, k -> new long[1]);
    seen[0] += times;
    if (levels.size() > maxLevels) {
      overflow();
    }
  }

  private void overflow() {
    overflowed = true;
    levels.clear();
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
    if (other.overflowed) {
      overflow();
    }
    other.levels.forEach((level, n) -> addLevel(level, n[0]));
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

  /** Smallest finite value; meaningful for numbers, dates and timestamps with {@link #present}. */
  public double min() {
    return min;
  }

  /** Largest finite value. */
  public double max() {
    return max;
  }

  /** Whether every finite value is a whole number. */
  public boolean wholeNumbers() {
    return field.type() != ColumnType.STRING && integral;
  }

  /** Mean of the finite values, NaN if there is none. */
  public double mean() {
    return present() == 0 ? Double.NaN : sum.value() / present();
  }

  /** Population standard deviation of the finite values, NaN if there is none. */
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

  /** Number of distinct present values if it was small enough to count exactly. */
  public OptionalLong distinct() {
    return overflowed ? OptionalLong.empty() : OptionalLong.of(levels.size());
  }

  /** Count of each text level, sorted by text; empty if there were too many to count. */
  public Map<String, Long> textLevels() {
    TreeMap<String, Long> sorted = new TreeMap<>();
    levels.forEach((k, n) -> sorted.put(String.valueOf(k), n[0]));
    return sorted;
  }

  /** Count of each numeric level, ascending; empty if there were too many to count. */
  public Map<Double, Long> numericLevels() {
    TreeMap<Double, Long> sorted = new TreeMap<>();
    boolean doubles = field.type() == ColumnType.DOUBLE;
    levels.forEach(
        (k, n) ->
            sorted.merge(
                doubles ? Double.longBitsToDouble((Long) k) : (double) (Long) k, n[0], Long::sum));
    return sorted;
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
    out.writeBoolean(overflowed);
    out.writeInt(levels.size());
    for (Map.Entry<Object, long[]> e : levels.entrySet()) {
      if (e.getKey() instanceof Long v) {
        out.writeLong(v);
      } else {
        Cells.writeText(out, (String) e.getKey());
      }
      out.writeLong(e.getValue()[0]);
    }
  }

  static ColumnStats read(DataInput in, ColumnField field, int maxLevels) throws IOException {
    ColumnStats s = new ColumnStats(field, maxLevels);
    long[] head = new long[4];
    for (int i = 0; i < head.length; i++) {
      head[i] = in.readLong();
    }
    s.count = head[0];
    s.nulls = head[1];
    s.nans = head[2];
    s.infinities = head[3];
    s.min = in.readDouble();
    s.max = in.readDouble();
    s.integral = in.readBoolean();
    s.sum = ExactSum.read(in);
    s.squares = ExactSum.read(in);
    s.overflowed = in.readBoolean();
    int n = in.readInt();
    for (int i = 0; i < n; i++) {
      Object key = field.type() == ColumnType.STRING ? Cells.readText(in) : (Object) in.readLong();
      s.levels.put(key, new long[] {in.readLong()});
    }
    return s;
  }

  @Override
  public String toString() {
    return field
        + " count="
        + count
        + " nulls="
        + nulls
        + " range="
        + Arrays.toString(new double[] {min, max});
  }
}
