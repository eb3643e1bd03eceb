package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.random.Rng;
import org.jspecify.annotations.Nullable;

/** y = x W^T + b. Parameters weight [out, in] and bias [out]; x [..., in], y [..., out]. */
public final class Linear extends Layer {
  private final Parameter weight;
  private final @Nullable Parameter bias;

  private Linear(int in, int out, boolean withBias, Rng rng) {
    if (in < 1 || out < 1) {
      throw new IllegalArgumentException(
          "Linear: sizes must be positive, got in " + in + ", out " + out);
    }
    weight = parameter("weight", Init.kaimingUniform(rng.fold(0), in, out, in));
    bias = withBias ? parameter("bias", Init.kaimingUniform(rng.fold(1), in, out)) : null;
  }

  /** Initialised as PyTorch does, from this thread's sequence ({@link Init#seed}). */
  public static Linear of(int in, int out) {
    return new Linear(in, out, true, Init.next());
  }

  /** Initialised as PyTorch does, from the generator. */
  public static Linear of(int in, int out, Rng rng) {
    return new Linear(in, out, true, rng);
  }

  /** Without bias. */
  public static Linear noBias(int in, int out, Rng rng) {
    return new Linear(in, out, false, rng);
  }

  /** The weight, [out, in]. */
  public Parameter weight() {
    return weight;
  }

  /** The bias, [out], or null. */
  public @Nullable Parameter bias() {
    return bias;
  }

  @Override
  public Tensor forward(Tensor x) {
    return dev.arrowmill.tensor.op.Linear.of(
        x, weight.tensor(), bias == null ? null : bias.tensor());
  }

  @Override
  public String toString() {
    var s = weight.tensor().shape();
    return "Linear(" + s.dim(1) + ", " + s.dim(0) + (bias == null ? ", no bias)" : ")");
  }
}
