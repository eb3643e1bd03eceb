package dev.arrowmill.arrow.parquet.meta;

import dev.arrowmill.arrow.ColumnRange;
import dev.arrowmill.arrow.Decimals;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedSet;
import org.apache.arrow.memory.util.Float16;

/**
 * Whether a part of a column may hold a value that a {@link ColumnRange} wants, by its bounds. In
 * doubt it may. Null and NaN are never wanted. Thread-safe.
 */
public final class StatsFilter {
  private final ColumnRange range;
  private final Leaf.Store store;
  private final boolean orderKnown;

  /**
   * A filter for one column without lists.
   *
   * @param orderKnown whether the file says in which order its bounds are
   */
  public StatsFilter(ColumnRange range, Leaf.Store store, boolean orderKnown) {
    this.range = range;
    this.store = store;
    this.orderKnown = orderKnown;
  }

  /** Whether a part with these bounds and this many values may hold one that is wanted. */
  public boolean mayMatch(Stats s, long values) {
    if (s.nulls() >= 0 && s.nulls() == values) {
      return false;
    }
    byte[] min = s.min();
    byte[] max = s.max();
    if (min == null || max == null || !usable(s)) {
      return true;
    }
    SortedSet<String> texts = range.texts();
    if (store.kind() == Kind.TEXT) {
      return texts == null || between(texts, min, max);
    }
    if (texts != null) {
      return true;
    }
    double low = number(min);
    double high = number(max);
    boolean sane = low <= high;
    return !sane || (high >= range.min() && low <= range.max());
  }

  /** Old bounds follow the order of signed numbers, which only some types have. */
  private boolean usable(Stats s) {
    if (!s.old()) {
      return orderKnown;
    }
    return switch (store.kind()) {
      case INT8, INT16, INT32, INT64, DATE, MILLIS, MICROS, NANOS, FLOAT, DOUBLE, BOOLEAN -> true;
      default -> false;
    };
  }

  private static boolean between(SortedSet<String> texts, byte[] min, byte[] max) {
    for (String text : texts) {
      byte[] t = text.getBytes(StandardCharsets.UTF_8);
      if (Arrays.compareUnsigned(t, min) >= 0 && Arrays.compareUnsigned(t, max) <= 0) {
        return true;
      }
    }
    return false;
  }

  /** A bound as the column is read; NaN where it says nothing. */
  private double number(byte[] b) {
    ByteBuffer in = ByteBuffer.wrap(b).order(ByteOrder.LITTLE_ENDIAN);
    int wanted =
        switch (store.physical()) {
          case BOOLEAN -> 1;
          case INT32, FLOAT -> 4;
          case INT64, DOUBLE -> 8;
          case FIXED_LEN_BYTE_ARRAY -> store.length();
          default -> -1;
        };
    if (b.length != wanted) {
      return Double.NaN;
    }
    return switch (store.kind()) {
      case BOOLEAN -> b[0];
      case INT8, INT16, INT32, DATE -> in.getInt();
      case UINT8, UINT16, UINT32 -> in.getInt() & 0xffffffffL;
      case INT64, MICROS -> in.getLong();
      case MILLIS -> millis(in.getLong());
      case NANOS -> Math.floorDiv(in.getLong(), 1_000L);
      case UINT64 -> new BigDecimal(new BigInteger(1, reversed(b))).doubleValue();
      case FLOAT -> in.getFloat();
      case DOUBLE -> in.getDouble();
      case HALF -> Float16.toFloat(in.getShort());
      case DECIMAL32 -> Decimals.toDouble(in.getInt(), store.scale());
      case DECIMAL64 -> Decimals.toDouble(in.getLong(), store.scale());
      case DECIMAL_FIXED -> Decimals.toDouble(new BigDecimal(new BigInteger(b), store.scale()));
      default -> Double.NaN;
    };
  }

  private static double millis(long v) {
    return Math.abs(v) <= Long.MAX_VALUE / 1_000 ? v * 1_000 : Double.NaN;
  }

  private static byte[] reversed(byte[] b) {
    byte[] out = new byte[b.length];
    for (int i = 0; i < b.length; i++) {
      out[i] = b[b.length - 1 - i];
    }
    return out;
  }
}
