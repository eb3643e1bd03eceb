package dev.arrowmill.tensor.op;

import java.util.Arrays;

/**
 * Where a convolution reads: the input's planes with zeros around them, the place of each output's
 * window in a plane, and the place of each kernel element relative to it. So a convolution is a
 * product whose left side is read through two tables, and nothing is unfolded.
 */
final class Window {
  private final int[] in;
  private final int[] lo;
  private final int[] padded = new int[3];

  /** Elements of a plane with its zeros. */
  final int plane;

  /** Place of each output's window, row-major; repeated at the end up to a multiple of 4. */
  final int[] outputs;

  /** Place of each kernel element of each channel; repeated at the end up to a multiple of 4. */
  final int[] taps;

  /** Number of outputs and of taps without the repetition. */
  final int outputCount;

  final int tapCount;

  Window(int channels, int[] in, int[] lo, int[] kernel, int[] out, int[] stride, int[] dilation) {
    this.in = in;
    this.lo = lo;
    for (int d = 0; d < 3; d++) {
      padded[d] = Math.max(0, (out[d] - 1) * stride[d]) + (kernel[d] - 1) * dilation[d] + 1;
    }
    plane = Math.multiplyExact(Math.multiplyExact(padded[0], padded[1]), padded[2]);
    outputCount = out[0] * out[1] * out[2];
    tapCount = channels * kernel[0] * kernel[1] * kernel[2];
    outputs = places(1, out, stride);
    taps = places(channels, kernel, dilation);
  }

  private int[] places(int channels, int[] size, int[] step) {
    int n = channels * size[0] * size[1] * size[2];
    int[] at = new int[(n + 3) / 4 * 4];
    int k = 0;
    for (int c = 0; c < channels; c++) {
      for (int i = 0; i < size[0]; i++) {
        for (int j = 0; j < size[1]; j++) {
          for (int l = 0; l < size[2]; l++) {
            int row = i * step[0] * padded[1] + j * step[1];
            at[k++] = c * plane + row * padded[2] + l * step[2];
          }
        }
      }
    }
    Arrays.fill(at, n, at.length, n == 0 ? 0 : at[n - 1]);
    return at;
  }

  /** Copies planes to the middle of their zeros, which stay as they are. */
  void pad(int planes, float[] x, int from, float[] to, int at) {
    int begin = Math.max(0, -lo[2]);
    int length = Math.min(in[2], padded[2] - lo[2]) - begin;
    if (length <= 0) {
      return;
    }
    for (int p = 0; p < planes; p++) {
      for (int i = 0; i < in[0]; i++) {
        int ti = i + lo[0];
        for (int j = 0; ti >= 0 && ti < padded[0] && j < in[1]; j++) {
          int tj = j + lo[1];
          if (tj >= 0 && tj < padded[1]) {
            int source = from + ((p * in[0] + i) * in[1] + j) * in[2] + begin;
            int target = at + p * plane + (ti * padded[1] + tj) * padded[2] + lo[2] + begin;
            System.arraycopy(x, source, to, target, length);
          }
        }
      }
    }
  }
}
