package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.op.ConvInput;
import dev.arrowmill.tensor.random.Rng;
import org.jspecify.annotations.Nullable;

/** What the transposed convolutions share. */
abstract class ConvTransposeNd extends Layer {
  private final int dims;
  private final int in;
  private final int out;
  private final ConvSpec spec;
  private final Parameter weight;
  private final @Nullable Parameter bias;

  ConvTransposeNd(int dims, int in, int out, ConvSpec given, Rng rng) {
    String name = getClass().getSimpleName();
    this.dims = dims;
    this.in = in;
    this.out = out;
    this.spec = given.spread(name, dims);
    int groups = spec.groups();
    if (in < 1 || out < 1 || groups < 1 || in % groups != 0 || out % groups != 0) {
      throw new IllegalArgumentException(
          name
              + ": "
              + in
              + " and "
              + out
              + " channels cannot be split into "
              + groups
              + " groups");
    }
    if (spec.same() || spec.mode() != ConvSpec.Padding.ZEROS) {
      throw new IllegalArgumentException(name + ": only zero padding is defined, got " + spec);
    }
    int[] shape = new int[dims + 2];
    shape[0] = in;
    shape[1] = out / groups;
    System.arraycopy(spec.kernel(), 0, shape, 2, dims);
    int fanIn = shape[1];
    for (int k : spec.kernel()) {
      fanIn *= k;
    }
    weight = parameter("weight", Init.kaimingUniform(rng.fold(0), fanIn, shape));
    bias = spec.bias() ? parameter("bias", Init.kaimingUniform(rng.fold(1), fanIn, out)) : null;
  }

  /** The kernels, [in, out / groups, k1, ...]. */
  public final Parameter weight() {
    return weight;
  }

  @Override
  public final Tensor forward(Tensor x) {
    boolean single = x.rank() == dims + 1;
    if ((!single && x.rank() != dims + 2) || x.size(single ? 0 : 1) != in) {
      throw new IllegalArgumentException(
          getClass().getSimpleName()
              + ": expected [n, "
              + in
              + ", ...] with "
              + dims
              + " spatial dimensions, got "
              + x.shape());
    }
    Tensor y = run(single ? x.unsqueeze(0) : x);
    return single ? y.squeeze(0) : y;
  }

  private Tensor run(Tensor x) {
    int[] size = new int[dims];
    for (int i = 0; i < dims; i++) {
      int reach = spec.dilation()[i] * (spec.kernel()[i] - 1) + 1;
      size[i] =
          (x.size(i + 2) - 1) * spec.stride()[i]
              - 2 * spec.padding()[i]
              + reach
              + spec.outputPadding()[i];
    }
    Tensor y =
        ConvInput.of(
            x,
            weight.tensor(),
            size,
            spec.stride(),
            spec.padding(),
            spec.dilation(),
            spec.groups());
    if (bias == null) {
      return y;
    }
    int[] b = new int[dims + 2];
    java.util.Arrays.fill(b, 1);
    b[1] = out;
    return y.add(bias.tensor().reshape(b));
  }

  @Override
  public final String toString() {
    return getClass().getSimpleName() + "(" + in + ", " + out + ", " + spec + ")";
  }
}
