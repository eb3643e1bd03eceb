package dev.arrowmill.arrow;

import org.apache.arrow.memory.util.Float16;
import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ValueVector;
import org.jspecify.annotations.Nullable;

/** Columns that are read as doubles: floating point, decimals and unsigned 64-bit integers. */
final class ArrowFloats {
  private ArrowFloats() {}

  private abstract static class Floating extends ArrowColumn {
    final long data;

    Floating(Owner owner, FieldVector vector) {
      super(owner, vector, ColumnType.DOUBLE);
      this.data = vector.getDataBuffer().memoryAddress();
    }

    abstract double at(int row);

    @Override
    public final double getDouble(int row) {
      return at(check(row));
    }
  }

  static final class Halves extends Floating {
    Halves(Owner owner, FieldVector vector) {
      super(owner, vector);
    }

    @Override
    double at(int row) {
      return Float16.toFloat(MemoryUtil.getShort(data + 2L * row));
    }

    @Override
    void readDoubles(int start, int count, double[] out, int offset) {
      for (int i = 0; i < count; i++) {
        out[offset + i] = at(start + i);
      }
    }
  }

  static final class Singles extends Floating {
    Singles(Owner owner, FieldVector vector) {
      super(owner, vector);
    }

    @Override
    double at(int row) {
      return Float.intBitsToFloat(MemoryUtil.getInt(data + 4L * row));
    }

    @Override
    void readDoubles(int start, int count, double[] out, int offset) {
      for (int i = 0; i < count; i++) {
        out[offset + i] = at(start + i);
      }
    }

    @Override
    boolean writeFloats(int start, int count, int @Nullable [] places, int at, MatrixColumn to) {
      MemoryScatter.singlesToFloats(data + 4L * start, count, places, at, to);
      return true;
    }
  }

  static final class Doubles extends Floating {
    Doubles(Owner owner, FieldVector vector) {
      super(owner, vector);
    }

    @Override
    double at(int row) {
      return Double.longBitsToDouble(MemoryUtil.getLong(data + 8L * row));
    }

    @Override
    void readDoubles(int start, int count, double[] out, int offset) {
      for (int i = 0; i < count; i++) {
        out[offset + i] = at(start + i);
      }
    }

    @Override
    boolean writeFloats(int start, int count, int @Nullable [] places, int at, MatrixColumn to) {
      MemoryScatter.doublesToFloats(data + 8L * start, count, places, at, to);
      return true;
    }
  }

  static final class UnsignedLongs extends Floating {
    UnsignedLongs(Owner owner, FieldVector vector) {
      super(owner, vector);
    }

    @Override
    double at(int row) {
      long v = MemoryUtil.getLong(data + 8L * row);
      // Halving keeps the lowest bit as a sticky bit, so that the one rounding is the right one.
      return v >= 0 ? v : ((v >>> 1) | (v & 1)) * 2.0;
    }

    @Override
    void readDoubles(int start, int count, double[] out, int offset) {
      for (int i = 0; i < count; i++) {
        out[offset + i] = at(start + i);
      }
    }
  }

  /** 128-bit decimals, with a short way for those that fit a long. */
  static final class Decimals128 extends Floating {
    private final DecimalReader exact;
    private final int scale;

    Decimals128(Owner owner, FieldVector vector, int scale, DecimalReader exact) {
      super(owner, vector);
      this.scale = scale;
      this.exact = exact;
    }

    @Override
    double at(int row) {
      long low = MemoryUtil.getLong(data + 16L * row);
      long high = MemoryUtil.getLong(data + 16L * row + 8);
      return high == low >> 63 ? Decimals.toDouble(low, scale) : Decimals.toDouble(exact.read(row));
    }

    @Override
    void readDoubles(int start, int count, double[] out, int offset) {
      for (int i = 0; i < count; i++) {
        out[offset + i] = isNull(start + i) ? 0 : at(start + i);
      }
    }
  }

  /** Decimals of any width through Arrow's own reader. */
  static final class WideDecimals extends Floating {
    private final DecimalReader exact;

    WideDecimals(Owner owner, FieldVector vector, DecimalReader exact) {
      super(owner, vector);
      this.exact = exact;
    }

    @Override
    double at(int row) {
      return Decimals.toDouble(exact.read(row));
    }

    @Override
    void readDoubles(int start, int count, double[] out, int offset) {
      for (int i = 0; i < count; i++) {
        out[offset + i] = isNull(start + i) ? 0 : at(start + i);
      }
    }
  }

  /** Reads one decimal that is not null, e.g. {@link ValueVector#getObject}. */
  interface DecimalReader {
    java.math.BigDecimal read(int row);
  }
}
