package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import java.util.Arrays;

/**
 * Max pooling of float32 planes by windows of 2 x 2 that do not overlap: the common case, without a
 * search. The first of equal elements wins, as in the general case.
 */
final class MaxPoolPairs {
  private MaxPoolPairs() {}

  static Kernel forward(Windows w, Tensor in, Tensor out) {
    float[] x = in.floats();
    float[] y = out.floats();
    return (part, parts) -> {
      int end = Kernel.from(w.planes, part + 1, parts);
      for (int p = Kernel.from(w.planes, part, parts); p < end; p++) {
        int from = in.offset() + p * w.inputs;
        int to = out.offset() + p * w.outputs;
        for (int o = 0; o < w.out[1]; o++) {
          row(x, from + 2 * o * w.in[2], w.in[2], y, to + o * w.out[2], w.out[2]);
        }
      }
    };
  }

  private static void row(float[] x, int at, int width, float[] y, int to, int n) {
    for (int i = 0; i < n; i++) {
      int k = at + 2 * i;
      y[to + i] = Math.max(Math.max(x[k], x[k + 1]), Math.max(x[k + width], x[k + width + 1]));
    }
  }

  static Kernel backward(Windows w, Tensor in, Tensor gradient, Tensor out) {
    float[] x = in.floats();
    float[] g = gradient.floats();
    float[] y = out.floats();
    return (part, parts) -> {
      int end = Kernel.from(w.planes, part + 1, parts);
      for (int p = Kernel.from(w.planes, part, parts); p < end; p++) {
        int from = in.offset() + p * w.inputs;
        int to = out.offset() + p * w.inputs;
        int go = gradient.offset() + p * w.outputs;
        Arrays.fill(y, to, to + w.inputs, 0f);
        for (int o = 0; o < w.out[1]; o++) {
          int row = 2 * o * w.in[2];
          spread(x, from + row, w.in[2], g, go + o * w.out[2], y, to + row, w.out[2]);
        }
      }
    };
  }

  private static void spread(
      float[] x, int at, int width, float[] g, int go, float[] y, int to, int n) {
    for (int i = 0; i < n; i++) {
      int k = 2 * i;
      y[to + k + winner(x, at + k, width)] = g[go + i];
    }
  }

  /** Where the window's winner lies, relative to its first element; the last NaN wins. */
  private static int winner(float[] x, int k, int width) {
    float a = x[k];
    float b = x[k + 1];
    float c = x[k + width];
    float d = x[k + width + 1];
    float top = Math.max(Math.max(a, b), Math.max(c, d));
    if (Float.isNaN(top)) {
      return Float.isNaN(d) ? width + 1 : Float.isNaN(c) ? width : Float.isNaN(b) ? 1 : 0;
    }
    int lower = c == top ? width : width + 1;
    int right = b == top ? 1 : lower;
    return a == top ? 0 : right;
  }
}
