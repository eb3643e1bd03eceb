package dev.arrowmill.arrow.ipc;

import java.nio.ByteBuffer;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/** The number type of a matrix that is kept in an Arrow file. */
public enum MatrixType {
  /** 32-bit floats, {@code float[]}. */
  FLOAT(4) {
    @Override
    Object allocate(int count) {
      return new float[count];
    }

    @Override
    void get(ByteBuffer from, int index, Object out, int offset, int count) {
      from.asFloatBuffer().get(index, (float[]) out, offset, count);
    }

    @Override
    void put(ByteBuffer to, Object from, int offset, int count) {
      to.asFloatBuffer().put((float[]) from, offset, count);
    }
  },
  /** 32-bit integers, {@code int[]}. */
  INT(4) {
    @Override
    Object allocate(int count) {
      return new int[count];
    }

    @Override
    void get(ByteBuffer from, int index, Object out, int offset, int count) {
      from.asIntBuffer().get(index, (int[]) out, offset, count);
    }

    @Override
    void put(ByteBuffer to, Object from, int offset, int count) {
      to.asIntBuffer().put((int[]) from, offset, count);
    }
  },
  /** 64-bit integers, {@code long[]}. */
  LONG(8) {
    @Override
    Object allocate(int count) {
      return new long[count];
    }

    @Override
    void get(ByteBuffer from, int index, Object out, int offset, int count) {
      from.asLongBuffer().get(index, (long[]) out, offset, count);
    }

    @Override
    void put(ByteBuffer to, Object from, int offset, int count) {
      to.asLongBuffer().put((long[]) from, offset, count);
    }
  };

  private final int bytes;

  MatrixType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of a value. */
  public int bytes() {
    return bytes;
  }

  ArrowType arrow() {
    return switch (this) {
      case FLOAT -> new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
      case INT -> new ArrowType.Int(32, true);
      case LONG -> new ArrowType.Int(64, true);
    };
  }

  static @Nullable MatrixType of(ArrowType type) {
    for (MatrixType t : values()) {
      if (t.arrow().equals(type)) {
        return t;
      }
    }
    return null;
  }

  /** Values from {@code index} of the buffer to {@code out[offset...]}. */
  abstract void get(ByteBuffer from, int index, Object out, int offset, int count);

  /** Values from {@code from[offset...]} to the beginning of the buffer. */
  abstract void put(ByteBuffer to, Object from, int offset, int count);

  /** An array of its values. */
  abstract Object allocate(int count);
}
