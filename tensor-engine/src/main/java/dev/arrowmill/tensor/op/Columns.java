package dev.arrowmill.tensor.op;

import java.util.Arrays;

/**
 * Unfolds the input of a convolution into a matrix with a row per kernel element and a column per
 * output position, and folds such a matrix back by adding.
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

  /**
   * Rows from..end of one sample's unfolded group.
   *
   * @param xo start of the group's channels in x
   * @param ld length of a row of cols
   */
  static void unfold(
      ConvShape s, float[] x, int xo, float[] cols, int co, int ld, int from, int end) {
    int taps = s.taps();
    for (int r = from; r < end; r++) {
      int channel = r / taps;
      int k = r % taps;
      row(s, x, xo + channel * s.inputs(), cols, co + (r - from) * ld, k);
    }
  }

  private static void row(ConvShape s, float[] x, int xo, float[] cols, int co, int tap) {
    int k2 = tap % s.kernel[2] * s.dilation[2];
    int k1 = tap / s.kernel[2] % s.kernel[1] * s.dilation[1];
    int k0 = tap / s.kernel[2] / s.kernel[1] * s.dilation[0];
    int begin = first(s.lo[2], s.stride[2], k2);
    int stop = Math.max(begin, end(s.lo[2], s.stride[2], k2, s.in[2], s.out[2]));
    int width = s.out[2];
    int at = co;
    for (int o0 = 0; o0 < s.out[0]; o0++) {
      int i0 = o0 * s.stride[0] - s.lo[0] + k0;
      for (int o1 = 0; o1 < s.out[1]; o1++, at += width) {
        int i1 = o1 * s.stride[1] - s.lo[1] + k1;
        if (i0 < 0 || i0 >= s.in[0] || i1 < 0 || i1 >= s.in[1]) {
          Arrays.fill(cols, at, at + width, 0f);
          continue;
        }
        int source = xo + (i0 * s.in[1] + i1) * s.in[2] - s.lo[2] + k2;
        line(x, source, s.stride[2], cols, at, begin, stop, width);
      }
    }
  }

  private static void line(
      float[] x, int source, int stride, float[] cols, int at, int begin, int stop, int width) {
    if (begin > 0) {
      Arrays.fill(cols, at, at + Math.min(begin, width), 0f);
    }
    if (stride == 1) {
      int n = stop - begin;
      if (n > 0) {
        System.arraycopy(x, source + begin, cols, at + begin, n);
      }
    } else {
      for (int o = begin; o < stop; o++) {
        cols[at + o] = x[source + o * stride];
      }
    }
    if (stop < width) {
      Arrays.fill(cols, at + Math.max(stop, begin), at + width, 0f);
    }
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
