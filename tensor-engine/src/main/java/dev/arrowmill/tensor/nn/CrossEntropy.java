package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cross entropy of softmax(logits) with all of PyTorch's options. Immutable.
 *
 * <pre>{@code
 * Tensor loss = CrossEntropy.of().labelSmoothing(0.1).apply(logits, classes);
 * }</pre>
 *
 * @param weight a factor per class, [classes], or null
 * @param ignoreIndex rows of this class count nothing
 * @param labelSmoothing the part of each target spread evenly over all classes, in [0, 1]
 * @param reduction MEAN divides by the sum of the rows' class weights, or by the number of rows
 *     when the targets are probabilities
 */
public record CrossEntropy(
    @Nullable Tensor weight, long ignoreIndex, double labelSmoothing, Reduction reduction) {
  /** Checks. */
  public CrossEntropy {
    if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
      throw new IllegalArgumentException(
          "crossEntropy: labelSmoothing must lie in [0, 1], got " + labelSmoothing);
    }
  }

  /** No weights, classes of -100 ignored, no smoothing, MEAN. */
  public static CrossEntropy of() {
    return new CrossEntropy(null, -100, 0, Reduction.MEAN);
  }

  /** With a factor per class, [classes]. */
  public CrossEntropy weight(@Nullable Tensor classWeights) {
    return new CrossEntropy(classWeights, ignoreIndex, labelSmoothing, reduction);
  }

  /** With another class whose rows count nothing. */
  public CrossEntropy ignoreIndex(long index) {
    return new CrossEntropy(weight, index, labelSmoothing, reduction);
  }

  /** With a part of each target spread evenly over all classes. */
  public CrossEntropy labelSmoothing(double part) {
    return new CrossEntropy(weight, ignoreIndex, part, reduction);
  }

  /** With another reduction. */
  public CrossEntropy reduction(Reduction r) {
    return new CrossEntropy(weight, ignoreIndex, labelSmoothing, r);
  }

  /**
   * The loss.
   *
   * @param logits [n, classes, d1, ...] or [classes]
   * @param target class indices (int32, int64) [n, d1, ...], or probabilities of logits' shape
   * @throws IllegalArgumentException when shapes do not fit or a class is outside
   */
  public Tensor apply(Tensor logits, Tensor target) {
    return run("crossEntropy", logits, target, true);
  }

  /** The same of log probabilities: PyTorch's nll_loss; the target must be class indices. */
  Tensor ofLogProbabilities(Tensor logProbs, Tensor classes) {
    if (classes.dtype().isFloat()) {
      throw new IllegalArgumentException(
          "nll: classes must be int32 or int64, got " + classes.dtype());
    }
    return run("nll", logProbs, classes, false);
  }

  private Tensor run(String op, Tensor x, Tensor target, boolean logits) {
    check(op, x, target);
    if (x.rank() == 1) {
      Tensor y = run(op, x.unsqueeze(0), target.unsqueeze(0), logits);
      return reduction == Reduction.NONE ? y.squeeze(0) : y;
    }
    Tensor logProbs = logits ? x.logSoftmax(1) : x;
    return target.dtype().isFloat() ? soft(logProbs, target) : hard(logProbs, target);
  }

  private void check(String op, Tensor x, Tensor target) {
    boolean fits = x.rank() > 0;
    if (fits && target.dtype().isFloat()) {
      fits = target.shape().equals(x.shape());
    } else if (fits) {
      int[] d = x.shape().dims();
      int[] rows = d.length == 1 ? new int[0] : Arrays.copyOfRange(d, 1, d.length);
      if (d.length > 1) {
        rows[0] = d[0];
      }
      fits = Arrays.equals(rows, target.shape().dims());
    }
    if (!fits) {
      throw new IllegalArgumentException(
          op
              + ": expected logits [n, classes, ...] and classes [n, ...] or probabilities of the"
              + " logits' shape, got "
              + x.shape()
              + " and "
              + target.shape());
    }
    if (weight != null && (weight.rank() != 1 || weight.size(0) != x.size(x.rank() == 1 ? 0 : 1))) {
      throw new IllegalArgumentException(
          op + ": expected one weight per class of " + x.shape() + ", got " + weight.shape());
    }
  }

  private Tensor hard(Tensor logProbs, Tensor classes) {
    Tensor keep = classes.ne(ignoreIndex);
    Tensor safe = classes.where(keep, 0);
    Tensor picked = logProbs.gather(1, safe.unsqueeze(1)).squeeze(1).neg();
    Tensor w = rowWeights(logProbs, safe, keep);
    Tensor each = w == null ? picked.where(keep, 0) : picked.mul(w);
    if (labelSmoothing > 0) {
      Tensor all = weighted(logProbs).sum(1).neg().where(keep, 0);
      double spread = labelSmoothing / logProbs.size(1);
      each = each.mul(1 - labelSmoothing).add(all.mul(spread));
    }
    return switch (reduction) {
      case NONE -> each;
      case SUM -> each.sum();
      case MEAN -> each.sum().div((w == null ? keep.toType(each.dtype()) : w).sum());
    };
  }

  private @Nullable Tensor rowWeights(Tensor logProbs, Tensor safe, Tensor keep) {
    if (weight == null) {
      return null;
    }
    Tensor w = weight.toType(logProbs.dtype()).indexSelect(0, safe.flatten());
    return w.reshape(safe.shape().dims()).where(keep, 0);
  }

  private Tensor weighted(Tensor x) {
    if (weight == null) {
      return x;
    }
    int[] dims = new int[x.rank()];
    Arrays.fill(dims, 1);
    dims[1] = x.size(1);
    return x.mul(weight.toType(x.dtype()).reshape(dims));
  }

  private Tensor soft(Tensor logProbs, Tensor target) {
    Tensor t = target;
    if (labelSmoothing > 0) {
      t = t.mul(1 - labelSmoothing).add(labelSmoothing / logProbs.size(1));
    }
    return Reducing.of(weighted(logProbs.mul(t)).sum(1).neg(), null, reduction);
  }
}
