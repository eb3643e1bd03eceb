package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;

/**
 * PyTorch's activations as compositions of elementwise ops, which fuse into one loop when compiled.
 * Masks are chosen so that the gradients at the corners are PyTorch's, and arguments are limited so
 * that the branch not taken never gives NaN.
 */
public final class Activations {
  private static final double SELU_ALPHA = 1.6732632423543772848170429916717;
  private static final double SELU_SCALE = 1.0507009873554804934193349852946;
  private static final double INF = Double.POSITIVE_INFINITY;

  static final OpSpec CELU =
      OpSpec.of("celu", "x > 0 ? x : alpha (e^(x / alpha) - 1)").unary(-2, 2, x -> celu(x, 1.5));
  static final OpSpec ELU =
      OpSpec.of("elu", "x > 0 ? x : alpha (e^x - 1)").unary(-2, 2, x -> elu(x, 0.7));
  static final OpSpec GELU_TANH =
      OpSpec.of("geluTanh", "x / 2 (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3)))")
          .unary(-2, 2, Activations::geluTanh);
  static final OpSpec GLU =
      OpSpec.of("glu", "a sigmoid(b), a and b the halves of a dimension")
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 6)}, t -> glu(t[0], 1));
  static final OpSpec HARDSHRINK =
      OpSpec.of("hardshrink", "|x| <= lambda ? 0 : x").unary(-2, 2, x -> hardshrink(x, 0.5));
  static final OpSpec HARDSIGMOID =
      OpSpec.of("hardsigmoid", "x / 6 + 1 / 2 limited to [0, 1]")
          .unary(-2, 2, x -> hardsigmoid(x.mul(2)));
  static final OpSpec HARDSWISH =
      OpSpec.of("hardswish", "x hardsigmoid(x)").unary(-2, 2, x -> hardswish(x.mul(2)));
  static final OpSpec HARDTANH =
      OpSpec.of("hardtanh", "x limited to [lo, hi]; derivative 0 at the bounds")
          .unary(-2, 2, x -> hardtanh(x, -1, 1.1));
  static final OpSpec LEAKY_RELU =
      OpSpec.of("leakyRelu", "x > 0 ? x : slope x").unary(-2, 2, x -> leakyRelu(x, 0.1));
  static final OpSpec LOGSIGMOID =
      OpSpec.of("logsigmoid", "log(sigmoid(x))").unary(-2, 2, Activations::logsigmoid);
  static final OpSpec MISH =
      OpSpec.of("mish", "x tanh(softplus(x))").unary(-2, 2, Activations::mish);
  static final OpSpec PRELU =
      OpSpec.of("prelu", "x > 0 ? x : w x, w one number or one per channel (dim 1)")
          .sample(
              r ->
                  new Tensor[] {
                    OpSpec.uniform(r.fold(1), -2, 2, 2, 3, 4), OpSpec.uniform(r.fold(2), 0, 1, 3)
                  },
              t -> prelu(t[0], t[1]));
  static final OpSpec RELU6 =
      OpSpec.of("relu6", "x limited to [0, 6]; derivative 0 at the bounds")
          .unary(-2, 2, x -> relu6(x.mul(4)));
  static final OpSpec SELU =
      OpSpec.of("selu", "scale elu(x, alpha) with the self-normalising constants")
          .unary(-2, 2, Activations::selu);
  static final OpSpec SOFTPLUS =
      OpSpec.of("softplusScaled", "log(1 + e^(beta x)) / beta, x where beta x > threshold")
          .unary(-2, 2, x -> softplus(x, 2, 3));
  static final OpSpec SOFTSHRINK =
      OpSpec.of("softshrink", "x drawn towards 0 by lambda").unary(-2, 2, x -> softshrink(x, 0.5));
  static final OpSpec SOFTSIGN =
      OpSpec.of("softsign", "x / (1 + |x|)").unary(0.1, 2, Activations::softsign);
  static final OpSpec TANHSHRINK =
      OpSpec.of("tanhshrink", "x - tanh(x)").unary(-2, 2, Activations::tanhshrink);
  static final OpSpec THRESHOLD =
      OpSpec.of("threshold", "x > threshold ? x : value").unary(-2, 2, x -> threshold(x, 0.1, 3));

  private Activations() {}

  /** x where positive, else alpha (e^x - 1). */
  public static Tensor elu(Tensor x, double alpha) {
    return x.where(x.detach().gt(0), x.clamp(-INF, 0).expm1().mul(alpha));
  }

  /** elu with the constants of Klambauer et al. 2017. */
  public static Tensor selu(Tensor x) {
    Tensor low = x.clamp(-INF, 0).expm1().mul(SELU_SCALE * SELU_ALPHA);
    return x.mul(SELU_SCALE).where(x.detach().gt(0), low);
  }

  /** x where positive, else alpha (e^(x / alpha) - 1). */
  public static Tensor celu(Tensor x, double alpha) {
    return x.where(x.detach().gt(0), x.clamp(-INF, 0).div(alpha).expm1().mul(alpha));
  }

  /** The tanh form of gelu. */
  public static Tensor geluTanh(Tensor x) {
    Tensor inner = x.add(x.mul(x).mul(x).mul(0.044715)).mul(0.7978845608028654);
    return x.mul(0.5).mul(inner.tanh().add(1));
  }

  /** The first half of a dimension times the sigmoid of the second. */
  public static Tensor glu(Tensor x, int dim) {
    int axis = x.shape().axis("glu", dim);
    int n = x.rank() == 0 ? 1 : x.size(axis);
    if (n % 2 != 0) {
      throw new IllegalArgumentException(
          "glu: dim " + dim + " of " + x.shape() + " must have an even size");
    }
    return x.slice(axis, 0, n / 2).mul(x.slice(axis, n / 2, n).sigmoid());
  }

  /** x limited to [lo, hi], with gradient inside only. */
  public static Tensor hardtanh(Tensor x, double lo, double hi) {
    Tensor d = x.detach();
    Tensor high = x.where(d.lt(hi).or(d.ne(d)), hi);
    return high.where(d.gt(lo).or(d.ne(d)), lo);
  }

  /** x limited to [0, 6]. */
  public static Tensor relu6(Tensor x) {
    return hardtanh(x, 0, 6);
  }

  /** (x + 3) / 6 limited to [0, 1]. */
  public static Tensor hardsigmoid(Tensor x) {
    return hardtanh(x.add(3), 0, 6).div(6);
  }

  /** x times hardsigmoid. */
  public static Tensor hardswish(Tensor x) {
    return x.mul(x.add(3).clamp(0, 6)).div(6);
  }

  /** 0 for |x| up to lambda, else x. */
  public static Tensor hardshrink(Tensor x, double lambda) {
    Tensor d = x.detach();
    return Where.of(d.ge(-lambda).and(d.le(lambda)), Zeros.scalar(x, 0), x);
  }

  /** x drawn towards 0 by lambda. */
  public static Tensor softshrink(Tensor x, double lambda) {
    Tensor d = x.detach();
    Tensor low = x.add(lambda).where(d.lt(-lambda).or(d.ne(d)), 0);
    return x.sub(lambda).where(d.gt(lambda), low);
  }

  /** x where positive, else slope x. */
  public static Tensor leakyRelu(Tensor x, double slope) {
    return x.where(x.detach().gt(0), x.mul(slope));
  }

  /**
   * x where positive, else weight x.
   *
   * @param weight one number, or one per channel: dimension 1 of x
   */
  public static Tensor prelu(Tensor x, Tensor weight) {
    Tensor w = weight;
    if (weight.numel() > 1) {
      if (x.rank() < 2 || x.size(1) != weight.numel()) {
        throw new IllegalArgumentException(
            "prelu: weight " + weight.shape() + " does not fit the channels of " + x.shape());
      }
      int[] dims = new int[x.rank() - 1];
      java.util.Arrays.fill(dims, 1);
      dims[0] = weight.numel();
      w = weight.reshape(dims);
    }
    return x.where(x.detach().gt(0), x.mul(w));
  }

  /** log(sigmoid(x)). */
  public static Tensor logsigmoid(Tensor x) {
    return x.neg().softplus().neg();
  }

  /** x tanh(softplus(x)). */
  public static Tensor mish(Tensor x) {
    return x.mul(x.softplus().tanh());
  }

  /** log(1 + e^(beta x)) / beta, and x itself where beta x exceeds the threshold. */
  public static Tensor softplus(Tensor x, double beta, double threshold) {
    Tensor scaled = x.mul(beta);
    Tensor soft = scaled.clamp(-INF, threshold).softplus().div(beta);
    return x.where(scaled.detach().gt(threshold), soft);
  }

  /** x / (1 + |x|). */
  public static Tensor softsign(Tensor x) {
    return x.div(x.abs().add(1));
  }

  /** x - tanh(x). */
  public static Tensor tanhshrink(Tensor x) {
    return x.sub(x.tanh());
  }

  /** x above the threshold, else the value. */
  public static Tensor threshold(Tensor x, double threshold, double value) {
    Tensor d = x.detach();
    return x.where(d.gt(threshold).or(d.ne(d)), value);
  }
}
