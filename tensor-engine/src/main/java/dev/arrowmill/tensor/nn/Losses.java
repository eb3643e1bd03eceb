package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.op.BinaryCrossEntropy;
import dev.arrowmill.tensor.op.CtcLoss;
import org.jspecify.annotations.Nullable;

/**
 * Losses of regression and classification, numerically stable, as PyTorch's; {@link MarginLosses}
 * and {@link RankingLosses} hold the others. A weight multiplies the element losses and broadcasts
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
    Reducing.same("bceWithLogits", logits, target);
    return Reducing.of(logits.softplus().sub(logits.mul(target)), weight, reduction);
  }

  /**
   * As {@link #bceWithLogits(Tensor, Tensor, Tensor, Reduction)}, with a factor on the positive
   * part.
   *
   * @param posWeight broadcasts to the logits; above 1 it raises recall
   */
  public static Tensor bceWithLogits(
      Tensor logits,
      Tensor target,
      @Nullable Tensor weight,
      Tensor posWeight,
      Reduction reduction) {
    Reducing.same("bceWithLogits", logits, target);
    Tensor y = target.toType(logits.dtype());
    Tensor rest = y.neg().add(1);
    Tensor factor = posWeight.toType(logits.dtype()).sub(1).mul(y).add(1);
    Tensor each = rest.mul(logits).add(factor.mul(logits.neg().softplus()));
    return Reducing.of(each, weight, reduction);
  }

  /**
   * Binary cross entropy of probabilities, with logarithms of at least -100; prefer {@link
   * #bceWithLogits(Tensor, Tensor)}.
   *
   * @param x probabilities of class 1
   * @param target the same shape
   */
  public static Tensor bce(Tensor x, Tensor target, @Nullable Tensor weight, Reduction reduction) {
    Reducing.same("bce", x, target);
    return Reducing.of(BinaryCrossEntropy.of(x, target.toType(x.dtype())), weight, reduction);
  }

  /**
   * Focal loss of sigmoid(logits) (Lin et al. 2017): (1 - p)^gamma times the cross entropy, p the
   * probability of the true class.
   *
   * @param alpha weight of class 1, the other class gets 1 - alpha; negative for none
   * @param gamma how much easy examples are played down, 2 is usual
   */
  public static Tensor focal(
      Tensor logits, Tensor target, double alpha, double gamma, Reduction reduction) {
    Reducing.same("focal", logits, target);
    Tensor y = target.toType(logits.dtype());
    Tensor each = logits.softplus().sub(logits.mul(y));
    Tensor other = y.mul(-2).add(1).mul(logits).sigmoid();
    each = each.mul(other.pow(gamma));
    if (alpha >= 0) {
      each = each.mul(y.mul(2 * alpha - 1).add(1 - alpha));
    }
    return Reducing.of(each, null, reduction);
  }

  /** The mean of {@link #crossEntropy(Tensor, Tensor, Tensor, Reduction)}. */
  public static Tensor crossEntropy(Tensor logits, Tensor classes) {
    return CrossEntropy.of().apply(logits, classes);
  }

  /**
   * Cross entropy of softmax(logits); {@link CrossEntropy} has all options.
   *
   * @param logits [n, classes]
   * @param classes [n], int32 or int64 class indices
   * @param weight [n] row weights, or null
   * @throws IllegalArgumentException when shapes do not fit or a class is outside
   */
  public static Tensor crossEntropy(
      Tensor logits, Tensor classes, @Nullable Tensor weight, Reduction reduction) {
    if (weight == null) {
      return CrossEntropy.of().reduction(reduction).apply(logits, classes);
    }
    Tensor each = CrossEntropy.of().reduction(Reduction.NONE).apply(logits, classes);
    if (reduction != Reduction.MEAN) {
      return Reducing.of(each, weight, reduction);
    }
    Tensor w = weight.toType(each.dtype());
    return each.mul(w).sum().div(w.sum());
  }

  /**
   * Minus the log probability of the true class.
   *
   * @param logProbs [n, classes, d1, ...], from logSoftmax
   * @param classes [n, d1, ...], int32 or int64
   * @param options class weights, ignored class and reduction
   */
  public static Tensor nll(Tensor logProbs, Tensor classes, CrossEntropy options) {
    return options.ofLogProbabilities(logProbs, classes);
  }

  /**
   * Connectionist temporal classification: minus the log-likelihood of each sequence; MEAN first
   * divides by the target's length.
   *
   * @param logProbs [time, n, classes], from logSoftmax
   * @param targets int32 or int64, [n, longest] or all one after the other
   * @param inputLengths [n], int32 or int64
   * @param targetLengths [n], int32 or int64
   * @param blank the class that means no label
   * @param zeroInfinity whether impossible alignments count 0 instead of infinity
   */
  public static Tensor ctc(
      Tensor logProbs,
      Tensor targets,
      Tensor inputLengths,
      Tensor targetLengths,
      int blank,
      boolean zeroInfinity,
      Reduction reduction) {
    Tensor each = CtcLoss.of(logProbs, targets, inputLengths, targetLengths, blank, zeroInfinity);
    if (reduction == Reduction.MEAN) {
      each = each.div(targetLengths.toType(each.dtype()).clamp(1, Double.POSITIVE_INFINITY));
    }
    return Reducing.of(each, null, reduction);
  }

  /** The mean of {@link #mse(Tensor, Tensor, Tensor, Reduction)}. */
  public static Tensor mse(Tensor x, Tensor target) {
    return mse(x, target, null, Reduction.MEAN);
  }

  /** Squared error, (x - y)^2. */
  public static Tensor mse(Tensor x, Tensor target, @Nullable Tensor weight, Reduction reduction) {
    Reducing.same("mse", x, target);
    return Reducing.of(x.sub(target).square(), weight, reduction);
  }

  /** Absolute error, |x - y|. */
  public static Tensor l1(Tensor x, Tensor target, @Nullable Tensor weight, Reduction reduction) {
    Reducing.same("l1", x, target);
    return Reducing.of(x.sub(target).abs(), weight, reduction);
  }

  /**
   * Huber's loss: d^2 / 2 within delta, else delta (|d| - delta / 2).
   *
   * @throws IllegalArgumentException unless delta is positive
   */
  public static Tensor huber(
      Tensor x, Tensor target, double delta, @Nullable Tensor weight, Reduction reduction) {
    Reducing.same("huber", x, target);
    if (!(delta > 0)) {
      throw new IllegalArgumentException("huber: delta must be positive, got " + delta);
    }
    Tensor d = x.sub(target);
    Tensor a = d.abs();
    Tensor outside = a.sub(delta / 2).mul(delta);
    return Reducing.of(d.square().mul(0.5).where(a.detach().le(delta), outside), weight, reduction);
  }

  /** PyTorch's smooth L1: Huber's loss divided by its delta; |x - y| for beta 0. */
  public static Tensor smoothL1(
      Tensor x, Tensor target, double beta, @Nullable Tensor weight, Reduction reduction) {
    return beta == 0
        ? l1(x, target, weight, reduction)
        : huber(x, target, beta, weight, reduction).div(beta);
  }

  /**
   * Pinball loss: q d for d above 0, else (q - 1) d, d = target - x, so that x becomes the q-th
   * quantile.
   *
   * @param quantile in (0, 1)
   */
  public static Tensor quantile(
      Tensor x, Tensor target, double quantile, @Nullable Tensor weight, Reduction reduction) {
    Reducing.same("quantile", x, target);
    if (!(quantile > 0 && quantile < 1)) {
      throw new IllegalArgumentException(
          "quantile: the quantile must lie in (0, 1), got " + quantile);
    }
    Tensor d = target.sub(x);
    return Reducing.of(d.mul(quantile).maximum(d.mul(quantile - 1)), weight, reduction);
  }

  /**
   * Kullback-Leibler divergence of the target from x, elementwise: t (log t - x), 0 where t is 0.
   *
   * @param logProbs log probabilities
   * @param target probabilities, or their logarithms
   * @param logTarget whether the target is given as logarithms
   */
  public static Tensor klDiv(
      Tensor logProbs, Tensor target, boolean logTarget, Reduction reduction) {
    Reducing.same("klDiv", logProbs, target);
    return Reducing.of(divergence(logProbs, target, logTarget), null, reduction);
  }

  /** {@link #klDiv} summed and divided by the number of rows: PyTorch's "batchmean". */
  public static Tensor klDivBatchMean(Tensor logProbs, Tensor target, boolean logTarget) {
    return klDiv(logProbs, target, logTarget, Reduction.SUM).div(logProbs.size(0));
  }

  private static Tensor divergence(Tensor logProbs, Tensor target, boolean logTarget) {
    if (logTarget) {
      return target.exp().mul(target.sub(logProbs));
    }
    Tensor present = target.detach().gt(0);
    Tensor entropy = target.mul(target.where(present, 1).log()).where(present, 0);
    return entropy.sub(target.mul(logProbs));
  }

  /**
   * Minus the log-likelihood of counts, without its constant: e^x - t x, or x - t log(x + eps).
   *
   * @param logInput whether x is the logarithm of the rate
   * @param full whether to add Stirling's approximation of log t! for t above 1
   * @param eps added to x when it is not a logarithm, 1e-8 in PyTorch
   */
  public static Tensor poissonNll(
      Tensor x, Tensor target, boolean logInput, boolean full, double eps, Reduction reduction) {
    Reducing.same("poissonNll", x, target);
    Tensor each = logInput ? x.exp().sub(target.mul(x)) : x.sub(target.mul(x.add(eps).log()));
    if (full) {
      Tensor many = target.detach().gt(1);
      Tensor stirling = target.mul(target.log()).sub(target);
      stirling = stirling.add(target.mul(2 * Math.PI).log().mul(0.5));
      each = each.add(stirling.where(many, 0));
    }
    return Reducing.of(each, null, reduction);
  }

  /**
   * Minus the log-likelihood under a normal distribution: (log var + (x - t)^2 / var) / 2.
   *
   * @param var variances, broadcasting to x; below eps they count as eps
   * @param full whether to add log(2 pi) / 2
   */
  public static Tensor gaussianNll(
      Tensor x, Tensor target, Tensor var, boolean full, double eps, Reduction reduction) {
    Reducing.same("gaussianNll", x, target);
    Tensor v = var.detach().clamp(eps, Double.POSITIVE_INFINITY).add(var.sub(var.detach()));
    Tensor each = v.log().add(x.sub(target).square().div(v)).mul(0.5);
    if (full) {
      each = each.add(0.5 * StrictMath.log(2 * Math.PI));
    }
    return Reducing.of(each, null, reduction);
  }
}
