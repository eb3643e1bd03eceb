package dev.arrowmill.arrow.ipc;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/** The number type of a matrix that is kept in an Arrow file. */
public enum MatrixType {
  /** 32-bit floats, {@code float[]}. */
  FLOAT(4) {
    @Override
    void get(ByteBuffer from, int index, Object out, int offset, int count) {
      from.asFloatBuffer().get(index, (float[]) out, offset, count);
    }

    @Override
    void put(ByteBuffer to, Object from, int offset, int count) {
      to.asFloatBuffer().put((float[]) from, offset, count);
    }

    @Override
    void scatter(ByteBuffer from, int[] places, int at, int count, int width, Object out) {
      FloatBuffer values = from.asFloatBuffer();
      float[] to = (float[]) out;
      for (int i = 0; i < count; i++) {
        int place = places[at + i];
        if (place >= 0) {
          values.get(i * width, to, place * width, width);
        }
      }
    }
  },
  /** 32-bit integers, {@code int[]}. */
  INT(4) {
    @Override
    void get(ByteBuffer from, int index, Object out, int offset, int count) {
      from.asIntBuffer().get(index, (int[]) out, offset, count);
    }

    @Override
    void put(ByteBuffer to, Object from, int offset, int count) {
      to.asIntBuffer().put((int[]) from, offset, count);
    }

    @Override
    void scatter(ByteBuffer from, int[] places, int at, int count, int width, Object out) {
      IntBuffer values = from.asIntBuffer();
      int[] to = (int[]) out;
      for (int i = 0; i < count; i++) {
        int place = places[at + i];
        if (place >= 0) {
          values.get(i * width, to, place * width, width);
        }
      }
    }
  },
  /** 64-bit integers, {@code long[]}. */
  LONG(8) {
    @Override
    void get(ByteBuffer from, int index, Object out, int offset, int count) {
      from.asLongBuffer().get(index, (long[]) out, offset, count);
    }

    @Override
    void put(ByteBuffer to, Object from, int offset, int count) {
      to.asLongBuffer().put((long[]) from, offset, count);
    }

    @Override
    void scatter(ByteBuffer from, int[] places, int at, int count, int width, Object out) {
      LongBuffer values = from.asLongBuffer();
      long[] to = (long[]) out;
      for (int i = 0; i < count; i++) {
        int place = places[at + i];
        if (place >= 0) {
          values.get(i * width, to, place * width, width);
        }
      }
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

  abstract void scatter(ByteBuffer from, int[] places, int at, int count, int width, Object out);
}
