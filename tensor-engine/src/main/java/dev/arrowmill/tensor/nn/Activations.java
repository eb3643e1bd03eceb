package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;

/** PyTorch's activations beside those with a class of their own. Any shape, elementwise. */
public final class Activations {
  private static final double SELU_ALPHA = 1.6732632423543772848170429916717;
  private static final double SELU_SCALE = 1.0507009873554804934193349852946;
  private static final double INF = Double.POSITIVE_INFINITY;

  private Activations() {}

  /** x for x above 0, else slope x; 0.01 in PyTorch. */
  public static Activation leakyRelu(double slope) {
    return new Activation("LeakyRelu(" + slope + ")", x -> x.where(x.detach().gt(0), x.mul(slope)));
  }

  /** x for x above 0, else alpha (e^x - 1). */
  public static Activation elu(double alpha) {
    return new Activation("Elu(" + alpha + ")", x -> elu(x, alpha, 1));
  }

  private static Tensor elu(Tensor x, double alpha, double inner) {
    Tensor low = x.clamp(-INF, 0).div(inner).expm1().mul(alpha);
    return x.where(x.detach().gt(0), low);
  }

  /** As elu, with e^(x / alpha), so that the slope at 0 is 1. */
  public static Activation celu(double alpha) {
    return new Activation("Celu(" + alpha + ")", x -> elu(x, alpha, alpha));
  }

  /** Self-normalising elu (Klambauer et al. 2017). */
  public static Activation selu() {
    return new Activation("Selu()", x -> elu(x, SELU_ALPHA, 1).mul(SELU_SCALE));
  }

  /** min(max(x, 0), 6). */
  public static Activation relu6() {
    return new Activation("Relu6()", x -> x.relu().clamp(-INF, 6));
  }

  /** x limited to [lo, hi]; [-1, 1] in PyTorch. */
  public static Activation hardtanh(double lo, double hi) {
    return new Activation("Hardtanh(" + lo + ", " + hi + ")", x -> x.clamp(lo, hi));
  }

  /** relu6(x + 3) / 6. */
  public static Activation hardsigmoid() {
    return new Activation("Hardsigmoid()", Activations::hardsigmoid);
  }

  private static Tensor hardsigmoid(Tensor x) {
    return x.add(3).clamp(0, 6).div(6);
  }

  /** x relu6(x + 3) / 6. */
  public static Activation hardswish() {
    return new Activation("Hardswish()", x -> x.mul(hardsigmoid(x)));
  }

  /** x where |x| exceeds lambda, else 0. */
  public static Activation hardshrink(double lambda) {
    return new Activation(
        "Hardshrink(" + lambda + ")", x -> x.where(x.detach().abs().gt(lambda), 0));
  }

  /** x moved towards 0 by lambda, 0 where it would cross. */
  public static Activation softshrink(double lambda) {
    return new Activation(
        "Softshrink(" + lambda + ")",
        x -> x.sub(x.clamp(-lambda, lambda)).where(x.detach().abs().gt(lambda), 0));
  }

  /** log(1 + e^(beta x)) / beta. */
  public static Activation softplus(double beta) {
    return new Activation("Softplus(" + beta + ")", x -> x.mul(beta).softplus().div(beta));
  }

  /** x / (1 + |x|). */
  public static Activation softsign() {
    return new Activation("Softsign()", x -> x.div(x.abs().add(1)));
  }

  /** x - tanh(x). */
  public static Activation tanhshrink() {
    return new Activation("Tanhshrink()", x -> x.sub(x.tanh()));
  }

  /** log(sigmoid(x)). */
  public static Activation logSigmoid() {
    return new Activation("LogSigmoid()", x -> x.neg().softplus().neg());
  }

  /** x tanh(softplus(x)). */
  public static Activation mish() {
    return new Activation("Mish()", x -> x.mul(x.softplus().tanh()));
  }

  /** x for x above the threshold, else a value. */
  public static Activation threshold(double threshold, double value) {
    return new Activation(
        "Threshold(" + threshold + ", " + value + ")",
        x -> x.where(x.detach().gt(threshold), value));
  }

  /** gelu by tanh: x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2. */
  public static Activation geluTanh() {
    double root = Math.sqrt(2 / Math.PI);
    return new Activation(
        "GeluTanh()",
        x -> {
          Tensor inner = x.add(x.mul(x).mul(x).mul(0.044715)).mul(root);
          return x.mul(inner.tanh().add(1)).mul(0.5);
        });
  }

  /** The first half of a dimension times the sigmoid of the second. */
  public static Activation glu(int dim) {
    return new Activation(
        "Glu(" + dim + ")",
        x -> {
          int half = x.size(dim) / 2;
          return x.slice(dim, 0, half).mul(x.slice(dim, half, 2 * half).sigmoid());
        });
  }

  /** e^x over its sum along a dimension. */
  public static Activation softmax(int dim) {
    return new Activation("Softmax(" + dim + ")", x -> x.softmax(dim));
  }

  /** The logarithm of softmax. */
  public static Activation logSoftmax(int dim) {
    return new Activation("LogSoftmax(" + dim + ")", x -> x.logSoftmax(dim));
  }

  /** softmax(-x). */
  public static Activation softmin(int dim) {
    return new Activation("Softmin(" + dim + ")", x -> x.neg().softmax(dim));
  }
}
