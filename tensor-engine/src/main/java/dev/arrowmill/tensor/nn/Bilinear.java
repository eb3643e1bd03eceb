package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.random.Rng;
import org.jspecify.annotations.Nullable;

/** y_o = a^T W_o b + bias_o. Parameters weight [out, in1, in2] and bias [out]. */
public final class Bilinear extends Module {
  private final Parameter weight;
  private final @Nullable Parameter bias;

  private Bilinear(int in1, int in2, int out, boolean withBias, Rng rng) {
    if (in1 < 1 || in2 < 1 || out < 1) {
      throw new IllegalArgumentException(
          "Bilinear: sizes must be positive, got " + in1 + ", " + in2 + " and " + out);
    }
    double bound = 1 / Math.sqrt(in1);
    weight = parameter("weight", Init.uniform(rng.fold(0), bound, out, in1, in2));
    bias = withBias ? parameter("bias", Init.uniform(rng.fold(1), bound, out)) : null;
  }

  /** With bias, from this thread's sequence. */
  public static Bilinear of(int in1, int in2, int out) {
    return new Bilinear(in1, in2, out, true, Init.next());
  }

  /** With or without bias, from the generator. */
  public static Bilinear of(int in1, int in2, int out, boolean bias, Rng rng) {
    return new Bilinear(in1, in2, out, bias, rng);
  }

  /** [..., out] of a [..., in1] and b [..., in2]. */
  public Tensor forward(Tensor a, Tensor b) {
    Tensor w = weight.tensor();
    int out = w.size(0);
    int in1 = w.size(1);
    int in2 = w.size(2);
    if (a.rank() < 1 || a.size(-1) != in1 || b.rank() != a.rank() || b.size(-1) != in2) {
      throw new IllegalArgumentException(
          this
              + ": expected [..., "
              + in1
              + "] and [..., "
              + in2
              + "], got "
              + a.shape()
              + " and "
              + b.shape());
    }
    int[] dims = java.util.Arrays.copyOf(a.shape().dims(), a.rank() + 1);
    dims[a.rank() - 1] = out;
    dims[a.rank()] = in2;
    Tensor left = a.matmul(w.permute(1, 0, 2).reshape(in1, out * in2)).reshape(dims);
    Tensor y = left.mul(b.unsqueeze(-2)).sum(-1);
    return bias == null ? y : y.add(bias.tensor());
  }

  @Override
  public String toString() {
    var s = weight.tensor().shape();
    return "Bilinear(" + s.dim(1) + ", " + s.dim(2) + ", " + s.dim(0) + ")";
  }
}
