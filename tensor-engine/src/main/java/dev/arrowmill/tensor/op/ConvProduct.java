package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.backend.Backend;
import dev.arrowmill.tensor.backend.Backends;

/**
 * Float32 convolutions without unfolding: the planes are copied between zeros, then read through
 * the tables of a {@link Window} by {@link Backend#gemmIndirect}. Each element is one fma chain, so
 * bits do not depend on how samples are shared.
 */
final class ConvProduct {
  /** Samples whose pixels are one step of a kernel's gradient. */
  private static final int SAMPLES = 8;

  private ConvProduct() {}

  /** Multiple of the vector length that holds n columns. */
  static int wide(int n) {
    int lanes = Backends.get().lanes();
    return (n + lanes - 1) / lanes * lanes;
  }

  /** Floats that {@link #forward} needs. */
  static long forwardScratch(Window w, int channels, int filters) {
    int n = wide(filters);
    return (long) channels * w.plane + (long) w.tapCount * n + (long) w.outputs.length * n;
  }

  /**
   * Convolves samples from..end of one group.
   *
   * @param x planes of sample s at {@code xo + s * xs}
   * @param weights writes the turned kernels, [taps, wide(filters)], at an index of the scratch
   * @param bias one per filter from {@code bo}, or an empty array
   * @param y planes of sample s at {@code yo + s * ys}
   */
  static void forward(
      Window w,
      int channels,
      int filters,
      int from,
      int end,
      float[] x,
      int xo,
      int xs,
      Weights weights,
      float[] bias,
      int bo,
      float[] y,
      int yo,
      int ys,
      float[] scratch) {
    int n = wide(filters);
    int wo = channels * w.plane;
    int co = wo + w.tapCount * n;
    weights.turned(scratch, wo, n);
    Backend backend = Backends.get();
    int m = w.outputs.length;
    for (int s = from; s < end; s++) {
      w.pad(channels, x, xo + s * xs, scratch, 0);
      backend.gemmIndirect(
          m, n, w.tapCount, scratch, 0, w.outputs, 0, w.taps, scratch, wo, false, scratch, co);
      int to = yo + s * ys;
      Turn.copy(scratch, co, n, w.outputCount, filters, y, to, w.outputCount);
      for (int f = 0; f < filters && bias.length > 0; f++) {
        add(y, to + f * w.outputCount, w.outputCount, bias[bo + f]);
      }
    }
  }

  private static void add(float[] y, int at, int n, float b) {
    for (int i = 0; i < n; i++) {
      y[at + i] += b;
    }
  }

  /** Kernels as the right side of a product. */
  @FunctionalInterface
  interface Weights {
    /** Writes element (tap, filter) at {@code at + tap * n + filter}. */
    void turned(float[] to, int at, int n);
  }

  /** Floats that {@link #weight} needs. */
  static long weightScratch(Window w, int channels, int filters) {
    long n = wide(filters);
    return SAMPLES * ((long) channels * w.plane + w.outputCount * n) + w.taps.length * n;
  }

  /** The table of the pixels of {@link #SAMPLES} samples. */
  static int[] pixels(Window w, int channels) {
    int[] at = new int[SAMPLES * w.outputCount];
    for (int s = 0; s < SAMPLES; s++) {
      for (int o = 0; o < w.outputCount; o++) {
        at[s * w.outputCount + o] = s * channels * w.plane + w.outputs[o];
      }
    }
    return at;
  }

  /**
   * Rows from..end (multiples of 4, or the last) of one group's kernel gradient.
   *
   * @param g gradients of sample s at {@code go + s * gs}
   * @param dw element (filter, tap) at {@code wo + filter * tapCount + tap}
   */
  static void weight(
      Window w,
      int[] pixels,
      int channels,
      int filters,
      int samples,
      int from,
      int end,
      float[] x,
      int xo,
      int xs,
      float[] g,
      int go,
      int gs,
      float[] dw,
      int wo,
      float[] scratch) {
    int n = wide(filters);
    int bo = SAMPLES * channels * w.plane;
    int co = bo + SAMPLES * w.outputCount * n;
    int m = (end - from + 3) / 4 * 4;
    for (int s = 0; s < samples; s += SAMPLES) {
      int count = Math.min(SAMPLES, samples - s);
      for (int i = 0; i < count; i++) {
        w.pad(channels, x, xo + (s + i) * xs, scratch, i * channels * w.plane);
        int to = bo + i * w.outputCount * n;
        Turn.copy(g, go + (s + i) * gs, w.outputCount, filters, w.outputCount, scratch, to, n);
      }
      int k = count * w.outputCount;
      Backends.get()
          .gemmIndirect(m, n, k, scratch, 0, w.taps, from, pixels, scratch, bo, s > 0, scratch, co);
    }
    Turn.copy(scratch, co, n, end - from, filters, dw, wo + from, w.tapCount);
  }
}
