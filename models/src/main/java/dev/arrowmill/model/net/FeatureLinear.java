package dev.arrowmill.model.net;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Init;
import dev.arrowmill.tensor.nn.Layer;
import dev.arrowmill.tensor.nn.Parameter;
import dev.arrowmill.tensor.random.Rng;

/**
 * A linear map for each feature: [rows, features, in] to [rows, features, out]. Parameters weight
 * [features, in, out] and bias [features, out].
 */
final class FeatureLinear extends Layer {
  private final Parameter weight;
  private final Parameter bias;

  private FeatureLinear(Tensor weight, Tensor bias) {
    this.weight = parameter("weight", weight);
    this.bias = parameter("bias", bias);
  }

  /** Initialised as {@link dev.arrowmill.tensor.nn.Linear}. */
  static FeatureLinear of(int features, int in, int out, Rng rng) {
    return new FeatureLinear(
        Init.kaimingUniform(rng.fold(0), in, features, in, out),
        Init.kaimingUniform(rng.fold(1), in, features, out));
  }

  /** With given values, owned from now on. */
  static FeatureLinear of(Tensor weight, Tensor bias) {
    return new FeatureLinear(weight, bias);
  }

  Parameter weight() {
    return weight;
  }

  Parameter bias() {
    return bias;
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor y = x.transpose(0, 1).matmul(weight.tensor());
    return y.transpose(0, 1).add(bias.tensor());
  }
}
