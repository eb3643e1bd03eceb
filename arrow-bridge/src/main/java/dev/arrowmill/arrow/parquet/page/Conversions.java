package dev.arrowmill.arrow.parquet.page;

import dev.arrowmill.arrow.Decimals;
import dev.arrowmill.arrow.parquet.meta.Damaged;
import dev.arrowmill.arrow.parquet.meta.Leaf;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;
import org.apache.arrow.memory.util.Float16;

/** From what is stored to what is meant: units, signs, decimals, halves and old timestamps. */
final class Conversions {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long JULIAN_EPOCH = 2_440_588;
  private static final long DAY_MICROS = 86_400_000_000L;
  private static final int MOST_DECIMAL_BYTES = 32;

  private Conversions() {}

  static Values of(Leaf.Store store, Values v) {
    return switch (store.kind()) {
      case BOOLEAN, INT32, DATE, INT64, MICROS, FLOAT, DOUBLE, TEXT -> v;
      case INT8 -> new Narrowed(v, 24, true);
      case INT16 -> new Narrowed(v, 16, true);
      case UINT8 -> new Narrowed(v, 24, false);
      case UINT16 -> new Narrowed(v, 16, false);
      case UINT32 -> new UnsignedInts(v);
      case UINT64 -> new UnsignedLongs(v);
      case MILLIS -> new Millis(v);
      case NANOS -> new Nanos(v);
      case INT96 -> new OldTimestamps(v);
      case HALF -> new Halves(v);
      case DECIMAL32 -> new IntDecimals(v, store.scale());
      case DECIMAL64 -> new LongDecimals(v, store.scale());
      case DECIMAL_FIXED, DECIMAL_BYTES -> new ByteDecimals(v, store.scale());
    };
  }

  private abstract static class Converted extends Values {
    final Values from;

    Converted(Values from) {
      this.from = from;
    }

    @Override
    final void skip(int count) {
      from.skip(count);
    }
  }

  private static final class Narrowed extends Converted {
    private final int shift;
    private final boolean signed;

    Narrowed(Values from, int shift, boolean signed) {
      super(from);
      this.shift = shift;
      this.signed = signed;
    }

    @Override
    void ints(int[] out, int count) {
      from.ints(out, count);
      for (int i = 0; i < count; i++) {
        out[i] = signed ? out[i] << shift >> shift : out[i] << shift >>> shift;
      }
    }
  }

  private static final class UnsignedInts extends Converted {
    private final int[] run = new int[RUN];

    UnsignedInts(Values from) {
      super(from);
    }

    @Override
    void longs(long[] out, int count) {
      from.ints(run, count);
      for (int i = 0; i < count; i++) {
        out[i] = run[i] & 0xffffffffL;
      }
    }
  }

  /** Conversions from longs that have a run of them. */
  private abstract static class FromLongs extends Converted {
    final long[] run = new long[RUN];

    FromLongs(Values from) {
      super(from);
    }
  }

  private static final class UnsignedLongs extends FromLongs {
    UnsignedLongs(Values from) {
      super(from);
    }

    @Override
    void doubles(double[] out, int count) {
      from.longs(run, count);
      for (int i = 0; i < count; i++) {
        out[i] = unsigned(run[i]);
      }
    }
  }

  /** The double nearest to an unsigned number. */
  static double unsigned(long v) {
    // Halving keeps the lowest bit as a sticky bit, so that the one rounding is the right one.
    return v >= 0 ? v : ((v >>> 1) | (v & 1)) * 2.0;
  }

  private static final class Millis extends Converted {
    Millis(Values from) {
      super(from);
    }

    @Override
    void longs(long[] out, int count) {
      from.longs(out, count);
      for (int i = 0; i < count; i++) {
        long v = out[i];
        if (Math.abs(v) > Long.MAX_VALUE / 1_000) {
          throw new Damaged("a timestamp of " + v + " milliseconds");
        }
        out[i] = v * 1_000;
      }
    }
  }

  private static final class Nanos extends Converted {
    Nanos(Values from) {
      super(from);
    }

    @Override
    void longs(long[] out, int count) {
      from.longs(out, count);
      for (int i = 0; i < count; i++) {
        out[i] = Math.floorDiv(out[i], 1_000L);
      }
    }
  }

  private static final class OldTimestamps extends Converted {
    private final Slices run = new Slices();

    OldTimestamps(Values from) {
      super(from);
    }

    @Override
    void longs(long[] out, int count) {
      from.slices(run, count);
      for (int i = 0; i < count; i++) {
        long nanos = (long) LONG.get(run.bytes, run.starts[i]);
        long day = (int) INT.get(run.bytes, run.starts[i] + 8);
        out[i] = (day - JULIAN_EPOCH) * DAY_MICROS + Math.floorDiv(nanos, 1_000L);
      }
    }
  }

  private static final class Halves extends Converted {
    private final Slices run = new Slices();

    Halves(Values from) {
      super(from);
    }

    @Override
    void floats(float[] out, int count) {
      from.slices(run, count);
      for (int i = 0; i < count; i++) {
        int at = run.starts[i];
        if (run.sizes[i] != 2) {
          throw new Damaged("a half of " + run.sizes[i] + " bytes");
        }
        out[i] = Float16.toFloat((short) ((run.bytes[at] & 0xff) | run.bytes[at + 1] << 8));
      }
    }
  }

  private static final class IntDecimals extends Converted {
    private final int[] run = new int[RUN];
    private final int scale;

    IntDecimals(Values from, int scale) {
      super(from);
      this.scale = scale;
    }

    @Override
    void doubles(double[] out, int count) {
      from.ints(run, count);
      for (int i = 0; i < count; i++) {
        out[i] = Decimals.toDouble(run[i], scale);
      }
    }
  }

  private static final class LongDecimals extends FromLongs {
    private final int scale;

    LongDecimals(Values from, int scale) {
      super(from);
      this.scale = scale;
    }

    @Override
    void doubles(double[] out, int count) {
      from.longs(run, count);
      for (int i = 0; i < count; i++) {
        out[i] = Decimals.toDouble(run[i], scale);
      }
    }
  }

  private static final class ByteDecimals extends Converted {
    private final Slices run = new Slices();
    private final int scale;

    ByteDecimals(Values from, int scale) {
      super(from);
      this.scale = scale;
    }

    @Override
    void doubles(double[] out, int count) {
      from.slices(run, count);
      for (int i = 0; i < count; i++) {
        out[i] = decimal(run.bytes, run.starts[i], run.sizes[i], scale);
      }
    }
  }

  /** A decimal of big-endian bytes in two's complement. */
  static double decimal(byte[] bytes, int start, int size, int scale) {
    if (size > MOST_DECIMAL_BYTES) {
      throw new Damaged("a decimal of " + size + " bytes");
    }
    if (size <= 8) {
      long v = size > 0 && bytes[start] < 0 ? -1 : 0;
      for (int i = 0; i < size; i++) {
        v = v << 8 | (bytes[start + i] & 0xff);
      }
      return Decimals.toDouble(v, scale);
    }
    BigInteger v = new BigInteger(bytes, start, size);
    return v.bitLength() < 64
        ? Decimals.toDouble(v.longValue(), scale)
        : Decimals.toDouble(new BigDecimal(v, scale));
  }
}
