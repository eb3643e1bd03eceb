package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.op.Conv;

/**
 * The windows of [n, channels, h, w] as columns: [n, channels * window, windows]. A convolution
 * with kernels of a single one.
 */
public final class Unfold extends Layer {
  private final ConvSpec spec;

  private Unfold(ConvSpec spec) {
    this.spec = spec.spread("Unfold", 2);
  }

  /** With kernel, stride, padding and dilation of the settings. */
  public static Unfold of(ConvSpec spec) {
    return new Unfold(spec);
  }

  /** Kernels [channels * taps, 1, k1, k2] that pick one element each. */
  static Tensor picks(int channels, int[] kernel, DType type) {
    int taps = kernel[0] * kernel[1];
    Tensor w = Tensor.zeros(DType.FLOAT32, Shape.of(channels * taps, 1, kernel[0], kernel[1]));
    for (int i = 0; i < channels * taps; i++) {
      w.floats()[i * taps + i % taps] = 1;
    }
    return w.toType(type);
  }

  @Override
  public Tensor forward(Tensor x) {
    if (x.rank() != 4) {
      throw new IllegalArgumentException("Unfold: expected [n, channels, h, w], got " + x.shape());
    }
    int channels = x.size(1);
    Tensor w = picks(channels, spec.kernel(), x.dtype());
    Tensor y =
        Conv.of(
            x, w, null, spec.stride(), spec.padding(), spec.padding(), spec.dilation(), channels);
    return y.reshape(y.size(0), y.size(1), y.size(2) * y.size(3));
  }

  @Override
  public String toString() {
    return "Unfold(" + spec + ")";
  }
}
