package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import java.util.Arrays;

/** Sets all elements of a contiguous tensor. */
final class Fills {
  private Fills() {}

  static void zero(Tensor t) {
    int from = t.offset();
    int end = from + t.numel();
    Object a = t.storage();
    if (a instanceof float[] f) {
      Arrays.fill(f, from, end, 0f);
    } else if (a instanceof double[] d) {
      Arrays.fill(d, from, end, 0);
    } else if (a instanceof long[] l) {
      Arrays.fill(l, from, end, 0);
    } else if (a instanceof int[] n) {
      Arrays.fill(n, from, end, 0);
    } else if (a instanceof short[] s) {
      Arrays.fill(s, from, end, (short) 0);
    } else {
      Arrays.fill((byte[]) a, from, end, (byte) 0);
    }
  }
}
