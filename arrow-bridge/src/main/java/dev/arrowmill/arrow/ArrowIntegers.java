package dev.arrowmill.arrow;

import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;

/** Integral columns: one class per memory layout, so that each loop is monomorphic. */
final class ArrowIntegers {
  private ArrowIntegers() {}

  /** A column whose value is a long computed from its memory. */
  private abstract static class Integral extends ArrowColumn {
    final long data;

    Integral(Owner owner, FieldVector vector, ColumnType type) {
      super(owner, vector, type);
      this.data = vector.getDataBuffer().memoryAddress();
    }

    abstract long at(int row);

    @Override
    public final long getLong(int row) {
      return at(check(row));
    }
  }

  static final class Bits extends Integral {
    Bits(Owner owner, FieldVector vector) {
      super(owner, vector, ColumnType.BOOLEAN);
    }

    @Override
    long at(int row) {
      return MemoryUtil.getByte(data + (row >> 3)) >> (row & 7) & 1;
    }

    @Override
    void readDoubles(int start, int count, double[] out, int offset) {
      for (int i = 0; i < count; i++) {
        out[offset + i] = at(start + i);
      }
    }

    @Override
    void readLongs(int start, int count, long[] out, int offset) {
      for (int i = 0; i < count; i++) {
        out[offset + i] = at(start + i);
      }
    }
  }

  /** Signed or unsigned bytes: the mask is -1 for signed values. */
  static final class Bytes extends Integral {
    private final long mask;

    Bytes(Owner owner, FieldVector vector, boolean signed) {
      super(owner, vector, ColumnType.LONG);
      this.mask = signed ? -1 : 0xffL;
    }

    @Override
    long at(int row) {
      return MemoryUtil.getByte(data + row) & mask;
    }

    @Override
    void readDoubles(int start, int count, double[] out, int offset) {
      for (int i = 0; i < count; i++) {
        out[offset + i] = at(start + i);
      }
    }

    @Override
    void readLongs(int start, int count, long[] out, int offset) {
      for (int i = 0; i < count; i++) {
        out[offset + i] = at(start + i);
      }
    }
  }

  /** Signed or unsigned 16-bit values. */
  static final class Shorts extends Integral {
    private final long mask;

    Shorts(Owner owner, FieldVector vector, boolean signed) {
      super(owner, vector, ColumnType.LONG);
      this.mask = signed ? -1 : 0xffffL;
    }

    @Override
    long at(int row) {
      return MemoryUtil.getShort(data + 2L * row) & mask;
    }

    @Override
    void readDoubles(int start, int count, double[] out, int offset) {
      for (int i = 0; i < count; i++) {
        out[offset + i] = at(start + i);
      }
    }

    @Override
    void readLongs(int start, int count, long[] out, int offset) {
      for (int i = 0; i < count; i++) {
        out[offset + i] = at(start + i);
      }
    }
  }

  /** Signed or unsigned 32-bit values, and dates in days. */
  static final class Ints extends Integral {
    private final long mask;

    Ints(Owner owner, FieldVector vector, ColumnType type, boolean signed) {
      super(owner, vector, type);
      this.mask = signed ? -1 : 0xffffffffL;
    }

    @Override
    long at(int row) {
      return MemoryUtil.getInt(data + 4L * row) & mask;
    }

    @Override
    void readDoubles(int start, int count, double[] out, int offset) {
      for (int i = 0; i < count; i++) {
        out[offset + i] = at(start + i);
      }
    }

    @Override
    void readLongs(int start, int count, long[] out, int offset) {
      for (int i = 0; i < count; i++) {
        out[offset + i] = at(start + i);
      }
    }

    @Override
    boolean writeFloats(int start, int count, int @Nullable [] places, int at, MatrixColumn to) {
      if (mask != -1) {
        return false;
      }
      MemoryScatter.intsToFloats(data + 4L * start, count, places, at, to);
      return true;
    }

    @Override
    boolean writeInts(int start, int count, int @Nullable [] places, int at, MatrixColumn to) {
      if (mask != -1) {
        return false;
      }
      MemoryScatter.intsToInts(data + 4L * start, count, places, at, to);
      return true;
    }

    @Override
    boolean writeLongs(int start, int count, int @Nullable [] places, int at, MatrixColumn to) {
      if (mask != -1) {
        return false;
      }
      MemoryScatter.intsToLongs(data + 4L * start, count, places, at, to);
      return true;
    }
  }

  /** 64-bit values: integers, timestamps in microseconds, durations. */
  static final class Longs extends Integral {
    Longs(Owner owner, FieldVector vector, ColumnType type) {
      super(owner, vector, type);
    }

    @Override
    long at(int row) {
      return MemoryUtil.getLong(data + 8L * row);
    }

    @Override
    void readDoubles(int start, int count, double[] out, int offset) {
      for (int i = 0; i < count; i++) {
        out[offset + i] = at(start + i);
      }
    }

    @Override
    void readLongs(int start, int count, long[] out, int offset) {
      for (int i = 0; i < count; i++) {
        out[offset + i] = at(start + i);
      }
    }

    @Override
    boolean writeFloats(int start, int count, int @Nullable [] places, int at, MatrixColumn to) {
      MemoryScatter.longsToFloats(data + 8L * start, count, places, at, to);
      return true;
    }

    @Override
    boolean writeLongs(int start, int count, int @Nullable [] places, int at, MatrixColumn to) {
      MemoryScatter.longsToLongs(data + 8L * start, count, places, at, to);
      return true;
    }

    @Override
    boolean writeInts(int start, int count, int @Nullable [] places, int at, MatrixColumn to) {
      // Where something fits no int, the slow way tells a value from what lies in a null row.
      return MemoryScatter.longsToInts(data + 8L * start, count, places, at, to);
    }
  }

  /** 64-bit values in a coarser or finer unit than the column's: value * times / parts, floored. */
  static final class Scaled extends Integral {
    private final long times;
    private final long parts;

    Scaled(Owner owner, FieldVector vector, ColumnType type, long times, long parts) {
      super(owner, vector, type);
      this.times = times;
      this.parts = parts;
    }

    @Override
    long at(int row) {
      return scale(MemoryUtil.getLong(data + 8L * row));
    }

    private long scale(long value) {
      return parts > 1 ? Math.floorDiv(value, parts) : Math.multiplyExact(value, times);
    }

    @Override
    void readDoubles(int start, int count, double[] out, int offset) {
      for (int i = 0; i < count; i++) {
        out[offset + i] = isNull(start + i) ? 0 : at(start + i);
      }
    }

    @Override
    void readLongs(int start, int count, long[] out, int offset) {
      for (int i = 0; i < count; i++) {
        out[offset + i] = isNull(start + i) ? 0 : at(start + i);
      }
    }
  }
}
