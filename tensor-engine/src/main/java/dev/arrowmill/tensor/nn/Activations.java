package dev.arrowmill.tensor.nn;

/** PyTorch's activations beside those with a class of their own. Any shape, elementwise. */
public final class Activations {
  private Activations() {}

  /** x for x above 0, else slope x; 0.01 in PyTorch. */
  public static Activation leakyRelu(double slope) {
    return new Activation(
        "LeakyRelu(" + slope + ")", x -> dev.arrowmill.tensor.op.Activations.leakyRelu(x, slope));
  }

  /** x for x above 0, else alpha (e^x - 1). */
  public static Activation elu(double alpha) {
    return new Activation(
        "Elu(" + alpha + ")", x -> dev.arrowmill.tensor.op.Activations.elu(x, alpha));
  }

  /** As elu, with e^(x / alpha), so that the slope at 0 is 1. */
  public static Activation celu(double alpha) {
    return new Activation(
        "Celu(" + alpha + ")", x -> dev.arrowmill.tensor.op.Activations.celu(x, alpha));
  }

  /** Self-normalising elu (Klambauer et al. 2017). */
  public static Activation selu() {
    return new Activation("Selu()", x -> dev.arrowmill.tensor.op.Activations.selu(x));
  }

  /** min(max(x, 0), 6). */
  public static Activation relu6() {
    return new Activation("Relu6()", x -> dev.arrowmill.tensor.op.Activations.relu6(x));
  }

  /** x limited to [lo, hi]; [-1, 1] in PyTorch. */
  public static Activation hardtanh(double lo, double hi) {
    return new Activation(
        "Hardtanh(" + lo + ", " + hi + ")",
        x -> dev.arrowmill.tensor.op.Activations.hardtanh(x, lo, hi));
  }

  /** relu6(x + 3) / 6. */
  public static Activation hardsigmoid() {
    return new Activation("Hardsigmoid()", x -> dev.arrowmill.tensor.op.Activations.hardsigmoid(x));
  }

  /** x relu6(x + 3) / 6. */
  public static Activation hardswish() {
    return new Activation("Hardswish()", x -> dev.arrowmill.tensor.op.Activations.hardswish(x));
  }

  /** x where |x| exceeds lambda, else 0. */
  public static Activation hardshrink(double lambda) {
    return new Activation(
        "Hardshrink(" + lambda + ")",
        x -> dev.arrowmill.tensor.op.Activations.hardshrink(x, lambda));
  }

  /** x moved towards 0 by lambda, 0 where it would cross. */
  public static Activation softshrink(double lambda) {
    return new Activation(
        "Softshrink(" + lambda + ")",
        x -> dev.arrowmill.tensor.op.Activations.softshrink(x, lambda));
  }

  /** log(1 + e^(beta x)) / beta; x itself where beta x is above 20. */
  public static Activation softplus(double beta) {
    return new Activation(
        "Softplus(" + beta + ")", x -> dev.arrowmill.tensor.op.Activations.softplus(x, beta, 20));
  }

  /** x / (1 + |x|). */
  public static Activation softsign() {
    return new Activation("Softsign()", x -> dev.arrowmill.tensor.op.Activations.softsign(x));
  }

  /** x - tanh(x). */
  public static Activation tanhshrink() {
    return new Activation("Tanhshrink()", x -> dev.arrowmill.tensor.op.Activations.tanhshrink(x));
  }

  /** log(sigmoid(x)). */
  public static Activation logSigmoid() {
    return new Activation("LogSigmoid()", x -> dev.arrowmill.tensor.op.Activations.logsigmoid(x));
  }

  /** x tanh(softplus(x)). */
  public static Activation mish() {
    return new Activation("Mish()", x -> dev.arrowmill.tensor.op.Activations.mish(x));
  }

  /** x for x above the threshold, else a value. */
  public static Activation threshold(double threshold, double value) {
    return new Activation(
        "Threshold(" + threshold + ", " + value + ")",
        x -> dev.arrowmill.tensor.op.Activations.threshold(x, threshold, value));
  }

  /** gelu by tanh: x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2. */
  public static Activation geluTanh() {
    return new Activation("GeluTanh()", x -> dev.arrowmill.tensor.op.Activations.geluTanh(x));
  }

  /** The first half of a dimension times the sigmoid of the second. */
  public static Activation glu(int dim) {
    return new Activation("Glu(" + dim + ")", x -> dev.arrowmill.tensor.op.Activations.glu(x, dim));
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
