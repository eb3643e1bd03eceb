package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.op.Conv;
import dev.arrowmill.tensor.random.Rng;
import org.jspecify.annotations.Nullable;

/** What the convolutions of one to three dimensions share. */
abstract class ConvNd extends Layer {
  private final int dims;
  private final int in;
  private final int out;
  private final ConvSpec spec;
  private final Parameter weight;
  private final @Nullable Parameter bias;

  ConvNd(int dims, int in, int out, ConvSpec given, Rng rng) {
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
    if (spec.same() && !java.util.Arrays.stream(spec.stride()).allMatch(s -> s == 1)) {
      throw new IllegalArgumentException(name + ": same padding needs stride 1, got " + spec);
    }
    int[] shape = new int[dims + 2];
    shape[0] = out;
    shape[1] = in / groups;
    System.arraycopy(spec.kernel(), 0, shape, 2, dims);
    int fanIn = shape[1];
    for (int k : spec.kernel()) {
      fanIn *= k;
    }
    weight = parameter("weight", Init.kaimingUniform(rng.fold(0), fanIn, shape));
    bias = spec.bias() ? parameter("bias", Init.kaimingUniform(rng.fold(1), fanIn, out)) : null;
  }

  /** The kernels, [out, in / groups, k1, ...]. */
  public final Parameter weight() {
    return weight;
  }

  /** The bias, [out], or null. */
  public final @Nullable Parameter bias() {
    return bias;
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
    int[] lo = spec.padding().clone();
    int[] hi = spec.padding().clone();
    if (spec.same()) {
      for (int i = 0; i < dims; i++) {
        int total = spec.dilation()[i] * (spec.kernel()[i] - 1);
        lo[i] = total / 2;
        hi[i] = total - lo[i];
      }
    }
    Tensor padded = x;
    if (spec.mode() != ConvSpec.Padding.ZEROS) {
      for (int i = 0; i < dims; i++) {
        padded = pad(padded, i + 2, lo[i], hi[i]);
        lo[i] = 0;
        hi[i] = 0;
      }
    }
    Tensor b = bias == null ? null : bias.tensor();
    return Conv.of(
        padded, weight.tensor(), b, spec.stride(), lo, hi, spec.dilation(), spec.groups());
  }

  private Tensor pad(Tensor x, int dim, int lo, int hi) {
    int n = x.size(dim);
    boolean wraps = spec.mode() == ConvSpec.Padding.CIRCULAR;
    int most = spec.mode() == ConvSpec.Padding.REPLICATE ? Integer.MAX_VALUE : wraps ? n : n - 1;
    if (lo > most || hi > most) {
      throw new IllegalArgumentException(
          getClass().getSimpleName() + ": padding " + spec + " is too large for " + x.shape());
    }
    if (lo == 0 && hi == 0) {
      return x;
    }
    long[] from = new long[lo + n + hi];
    for (int i = 0; i < from.length; i++) {
      from[i] = source(i - lo, n);
    }
    return x.indexSelect(dim, Tensor.of(from));
  }

  private int source(int i, int n) {
    return switch (spec.mode()) {
      case REFLECT -> i < 0 ? -i : i >= n ? 2 * (n - 1) - i : i;
      case CIRCULAR -> Math.floorMod(i, n);
      case REPLICATE, ZEROS -> Math.min(Math.max(i, 0), n - 1);
    };
  }

  @Override
  public final String toString() {
    return getClass().getSimpleName() + "(" + in + ", " + out + ", " + spec + ")";
  }
}
