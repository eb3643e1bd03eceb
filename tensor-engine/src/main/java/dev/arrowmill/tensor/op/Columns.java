package dev.arrowmill.tensor.op;

/**
 * Folds a matrix with a row per kernel element and a column per output position back into the input
 * of a convolution, by adding: the gradient of the input where windows step by more than 1.
 */
final class Columns {
  private Columns() {}

  /** An output range whose source lies inside the input: start in the low, end in the high half. */
  private static int first(int lo, int stride, int shift) {
    int need = lo - shift;
    return need <= 0 ? 0 : (need + stride - 1) / stride;
  }

  private static int end(int lo, int stride, int shift, int in, int out) {
    int last = in - 1 + lo - shift;
    return last < 0 ? 0 : Math.min(out, last / stride + 1);
  }

  /** Adds all rows of one sample's unfolded group to its channels. */
  static void fold(ConvShape s, float[] cols, int co, int ld, float[] x, int xo) {
    int taps = s.taps();
    for (int r = 0; r < s.rows(); r++) {
      addRow(s, cols, co + r * ld, x, xo + r / taps * s.inputs(), r % taps);
    }
  }

  private static void addRow(ConvShape s, float[] cols, int co, float[] x, int xo, int tap) {
    int k2 = tap % s.kernel[2] * s.dilation[2];
    int k1 = tap / s.kernel[2] % s.kernel[1] * s.dilation[1];
    int k0 = tap / s.kernel[2] / s.kernel[1] * s.dilation[0];
    int begin = first(s.lo[2], s.stride[2], k2);
    int stop = end(s.lo[2], s.stride[2], k2, s.in[2], s.out[2]);
    int at = co;
    for (int o0 = 0; o0 < s.out[0]; o0++) {
      int i0 = o0 * s.stride[0] - s.lo[0] + k0;
      for (int o1 = 0; o1 < s.out[1]; o1++, at += s.out[2]) {
        int i1 = o1 * s.stride[1] - s.lo[1] + k1;
        if (i0 < 0 || i0 >= s.in[0] || i1 < 0 || i1 >= s.in[1]) {
          continue;
        }
        int target = xo + (i0 * s.in[1] + i1) * s.in[2] - s.lo[2] + k2;
        addLine(cols, at, x, target, s.stride[2], begin, stop);
      }
    }
  }

  private static void addLine(
      float[] cols, int at, float[] x, int target, int stride, int begin, int stop) {
    if (stride == 1) {
      for (int o = begin; o < stop; o++) {
        x[target + o] += cols[at + o];
      }
    } else {
      for (int o = begin; o < stop; o++) {
        x[target + o * stride] += cols[at + o];
      }
    }
  }
}
