package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;

/**
 * x for x above 0, else weight x (He et al. 2015); one weight, or one per channel of [n, c, ...].
 */
public final class PRelu extends Layer {
  private final Parameter weight;

  private PRelu(int channels, double start) {
    if (channels < 1) {
      throw new IllegalArgumentException("PRelu: channels must be positive, got " + channels);
    }
    weight = parameter("weight", Tensor.full(DType.FLOAT32, Shape.of(channels), start));
  }

  /** One weight, 0.25 at first. */
  public static PRelu of() {
    return new PRelu(1, 0.25);
  }

  /** With a number of weights and their first value. */
  public static PRelu of(int channels, double start) {
    return new PRelu(channels, start);
  }

  @Override
  public Tensor forward(Tensor x) {
    return dev.arrowmill.tensor.op.Activations.prelu(x, weight.tensor());
  }

  @Override
  public String toString() {
    return "PRelu(" + weight.tensor().size(0) + ")";
  }
}
