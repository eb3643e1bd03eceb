package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;

/** The float64 convolution and its two gradients, as plain sums in a fixed order. */
final class ConvLoops {
  /** Which of the three is summed up. */
  enum Target {
    OUTPUT,
    INPUT,
    WEIGHT
  }

  private ConvLoops() {}

  /** Adds to the target for samples from..end (all filters for a weight). */
  static void run(Target target, ConvShape s, Tensor x, Tensor w, Tensor y, int from, int end) {
    for (int i = from; i < end; i++) {
      for (int o = 0; o < s.filters; o++) {
        int first = o / s.groupFilters() * s.groupChannels();
        for (int c = 0; c < s.groupChannels(); c++) {
          int xo = x.offset() + (i * s.channels + first + c) * s.inputs();
          int wo = w.offset() + (o * s.groupChannels() + c) * s.taps();
          int yo = y.offset() + (i * s.filters + o) * s.outputs();
          plane(target, s, x.doubles(), xo, w.doubles(), wo, y.doubles(), yo);
        }
      }
    }
  }

  private static void plane(
      Target target, ConvShape s, double[] x, int xo, double[] w, int wo, double[] y, int yo) {
    for (int q = 0; q < s.outputs(); q++) {
      int o2 = q % s.out[2];
      int o1 = q / s.out[2] % s.out[1];
      int o0 = q / s.out[2] / s.out[1];
      for (int t = 0; t < s.taps(); t++) {
        int i2 = o2 * s.stride[2] - s.lo[2] + t % s.kernel[2] * s.dilation[2];
        int i1 = o1 * s.stride[1] - s.lo[1] + t / s.kernel[2] % s.kernel[1] * s.dilation[1];
        int i0 = o0 * s.stride[0] - s.lo[0] + t / s.kernel[2] / s.kernel[1] * s.dilation[0];
        if (i0 < 0 || i1 < 0 || i2 < 0 || i0 >= s.in[0] || i1 >= s.in[1] || i2 >= s.in[2]) {
          continue;
        }
        int at = xo + (i0 * s.in[1] + i1) * s.in[2] + i2;
        switch (target) {
          case OUTPUT -> y[yo + q] += x[at] * w[wo + t];
          case INPUT -> x[at] += y[yo + q] * w[wo + t];
          case WEIGHT -> w[wo + t] += y[yo + q] * x[at];
        }
      }
    }
  }
}
