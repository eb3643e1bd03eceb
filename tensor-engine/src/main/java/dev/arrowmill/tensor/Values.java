package dev.arrowmill.tensor;

/** Reading elements of any type. */
final class Values {
  private Values() {}

  static double at(Tensor t, int i) {
    return switch (t.dtype()) {
      case BOOL -> t.bools()[i];
      case INT32 -> t.ints()[i];
      case INT64 -> t.longs()[i];
      case FLOAT32 -> t.floats()[i];
      case FLOAT64 -> t.doubles()[i];
    };
  }

  static long longAt(Tensor t, int i) {
    return switch (t.dtype()) {
      case BOOL -> t.bools()[i];
      case INT32 -> t.ints()[i];
      case INT64 -> t.longs()[i];
      default -> (long) at(t, i);
    };
  }

  /** Copies between views of one shape and type, which may overlap. */
  static void copy(Tensor from, Tensor to) {
    Tensor c = from.contiguous();
    if (c.storage() == to.storage() && c.offset() != to.offset()) {
      c = dev.arrowmill.tensor.op.Contiguous.of(c);
    }
    if (to.isContiguous()) {
      System.arraycopy(c.storage(), c.offset(), to.storage(), to.offset(), to.numel());
      return;
    }
    int[] at = new int[to.rank()];
    for (int i = 0; i < to.numel(); i++) {
      int place = to.offset();
      for (int d = 0; d < at.length; d++) {
        place += at[d] * to.stride(d);
      }
      System.arraycopy(c.storage(), c.offset() + i, to.storage(), place, 1);
      for (int d = at.length - 1; d >= 0 && ++at[d] == to.size(d); d--) {
        at[d] = 0;
      }
    }
  }

  static float[] floats(Tensor t) {
    Tensor c = t.detach().contiguous();
    float[] out = new float[t.numel()];
    if (c.dtype() == DType.FLOAT32) {
      System.arraycopy(c.floats(), c.offset(), out, 0, out.length);
    } else {
      for (int i = 0; i < out.length; i++) {
        out[i] = (float) at(c, c.offset() + i);
      }
    }
    return out;
  }

  static double[] doubles(Tensor t) {
    Tensor c = t.detach().contiguous();
    double[] out = new double[t.numel()];
    for (int i = 0; i < out.length; i++) {
      out[i] = at(c, c.offset() + i);
    }
    return out;
  }

  static long[] longs(Tensor t) {
    Tensor c = t.detach().contiguous();
    long[] out = new long[t.numel()];
    for (int i = 0; i < out.length; i++) {
      out[i] = longAt(c, c.offset() + i);
    }
    return out;
  }

  static boolean[] booleans(Tensor t) {
    Tensor c = t.detach().contiguous();
    boolean[] out = new boolean[t.numel()];
    for (int i = 0; i < out.length; i++) {
      out[i] = at(c, c.offset() + i) != 0;
    }
    return out;
  }
}
