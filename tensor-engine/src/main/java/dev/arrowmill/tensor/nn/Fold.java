package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.op.ConvInput;

/** Adds windows up where they came from: [n, channels * window, windows] to [n, channels, h, w]. */
public final class Fold extends Layer {
  private final int[] size;
  private final ConvSpec spec;

  private Fold(int[] size, ConvSpec spec) {
    this.size = ConvSpec.spread("Fold", "output size", size, 2);
    this.spec = spec.spread("Fold", 2);
  }

  /** To a height and a width, with kernel, stride, padding and dilation of the settings. */
  public static Fold of(int[] size, ConvSpec spec) {
    return new Fold(size.clone(), spec);
  }

  @Override
  public Tensor forward(Tensor x) {
    int[] out = new int[2];
    for (int i = 0; i < 2; i++) {
      int reach = spec.dilation()[i] * (spec.kernel()[i] - 1) + 1;
      out[i] = (size[i] + 2 * spec.padding()[i] - reach) / spec.stride()[i] + 1;
    }
    int taps = spec.kernel()[0] * spec.kernel()[1];
    if (x.rank() != 3 || x.size(1) % taps != 0 || x.size(2) != out[0] * out[1]) {
      throw new IllegalArgumentException(
          "Fold: expected [n, channels * " + taps + ", " + out[0] * out[1] + "], got " + x.shape());
    }
    int channels = x.size(1) / taps;
    Tensor y = x.reshape(x.size(0), x.size(1), out[0], out[1]);
    Tensor w = Unfold.picks(channels, spec.kernel(), x.dtype());
    return ConvInput.of(y, w, size, spec.stride(), spec.padding(), spec.dilation(), channels);
  }

  @Override
  public String toString() {
    return "Fold(" + size[0] + ", " + size[1] + ", " + spec + ")";
  }
}
