package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Losses, numerically stable, as PyTorch's. A weight multiplies the element losses and broadcasts
 * to them, so [n, 1] weighs rows of [n, k]; MEAN divides by the number of elements, weighted or
 * not, except in crossEntropy, which divides by the sum of the weights.
 */
public final class Losses {
  private Losses() {}

  /** The mean of {@link #bceWithLogits(Tensor, Tensor, Tensor, Reduction)}. */
  public static Tensor bceWithLogits(Tensor logits, Tensor target) {
    return bceWithLogits(logits, target, null, Reduction.MEAN);
  }

  /**
   * Binary cross entropy of sigmoid(logits): softplus(x) - x y.
   *
   * @param logits any shape
   * @param target the same shape, probabilities of class 1
   * @param weight broadcasts to the logits, or null
   */
  public static Tensor bceWithLogits(
      Tensor logits, Tensor target, @Nullable Tensor weight, Reduction reduction) {
    same("bceWithLogits", logits, target);
    return reduce(logits.softplus().sub(logits.mul(target)), weight, reduction);
  }

  /** The mean of {@link #crossEntropy(Tensor, Tensor, Tensor, Reduction)}. */
  public static Tensor crossEntropy(Tensor logits, Tensor classes) {
    return crossEntropy(logits, classes, null, Reduction.MEAN);
  }

  /**
   * Cross entropy of softmax(logits).
   *
   * @param logits [n, classes]
   * @param classes [n], int32 or int64 class indices
   * @param weight [n] row weights, or null
   * @throws IllegalArgumentException when shapes do not fit or a class is outside
   */
  public static Tensor crossEntropy(
      Tensor logits, Tensor classes, @Nullable Tensor weight, Reduction reduction) {
    if (logits.rank() != 2 || classes.rank() != 1 || classes.size(0) != logits.size(0)) {
      throw new IllegalArgumentException(
          "crossEntropy: expected logits [n, classes] and classes [n], got "
              + logits.shape()
              + " and "
              + classes.shape());
    }
    Tensor picked = logits.logSoftmax(1).gather(1, classes.unsqueeze(1)).squeeze(1).neg();
    if (weight == null || reduction != Reduction.MEAN) {
      return reduce(picked, weight, reduction);
    }
    return picked.mul(weight).sum().div(weight.sum());
  }

  /** The mean of {@link #mse(Tensor, Tensor, Tensor, Reduction)}. */
  public static Tensor mse(Tensor x, Tensor target) {
    return mse(x, target, null, Reduction.MEAN);
  }

  /** Squared error, (x - y)^2. */
  public static Tensor mse(Tensor x, Tensor target, @Nullable Tensor weight, Reduction reduction) {
    same("mse", x, target);
    return reduce(x.sub(target).square(), weight, reduction);
  }

  /** Absolute error, |x - y|. */
  public static Tensor l1(Tensor x, Tensor target, @Nullable Tensor weight, Reduction reduction) {
    same("l1", x, target);
    return reduce(x.sub(target).abs(), weight, reduction);
  }

  /**
   * Huber's loss: d^2 / 2 within delta, else delta (|d| - delta / 2).
   *
   * @throws IllegalArgumentException unless delta is positive
   */
  public static Tensor huber(
      Tensor x, Tensor target, double delta, @Nullable Tensor weight, Reduction reduction) {
    same("huber", x, target);
    if (!(delta > 0)) {
      throw new IllegalArgumentException("huber: delta must be positive, got " + delta);
    }
    Tensor d = x.sub(target);
    Tensor a = d.abs();
    Tensor outside = a.sub(delta / 2).mul(delta);
    return reduce(d.square().mul(0.5).where(a.detach().le(delta), outside), weight, reduction);
  }

  /** PyTorch's smooth L1: Huber's loss divided by its delta; |x - y| for beta 0. */
  public static Tensor smoothL1(
      Tensor x, Tensor target, double beta, @Nullable Tensor weight, Reduction reduction) {
    return beta == 0
        ? l1(x, target, weight, reduction)
        : huber(x, target, beta, weight, reduction).div(beta);
  }

  private static Tensor reduce(Tensor each, @Nullable Tensor weight, Reduction reduction) {
    Tensor w = weight == null ? each : each.mul(weight.toType(each.dtype()));
    return switch (reduction) {
      case NONE -> w;
      case SUM -> w.sum();
      case MEAN -> w.mean();
    };
  }

  private static void same(String op, Tensor a, Tensor b) {
    if (!a.shape().equals(b.shape())) {
      throw new IllegalArgumentException(
          op
              + ": shapes differ, input "
              + a.shape()
              + ", target "
              + b.shape()
              + "; reshape the target");
    }
    if (!a.dtype().isFloat() || b.dtype() == DType.BOOL) {
      throw new IllegalArgumentException(
          op + ": needs float tensors, input " + a.dtype() + ", target " + b.dtype());
    }
  }
}
