package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Losses that ask for a margin, as PyTorch's. */
public final class MarginLosses {
  private static final double COSINE_EPS = 1e-12;

  private MarginLosses() {}

  /**
   * x where the target is 1, max(0, margin - x) where it is -1.
   *
   * @param x distances, any shape
   * @param target 1 or -1, the same shape
   */
  public static Tensor hingeEmbedding(Tensor x, Tensor target, double margin, Reduction reduction) {
    Reducing.same("hingeEmbedding", x, target);
    Tensor far = Reducing.positive(x.neg().add(margin)).where(target.ne(1), 0);
    return Reducing.of(far.add(x.where(target.ne(-1), 0)), null, reduction);
  }

  /**
   * max(0, margin - y (a - b)): a shall rank above b where y is 1, below where it is -1.
   *
   * @param y 1 or -1, of a's shape
   */
  public static Tensor marginRanking(
      Tensor a, Tensor b, Tensor y, double margin, Reduction reduction) {
    Reducing.same("marginRanking", a, b);
    return Reducing.of(Reducing.positive(a.sub(b).mul(y).neg().add(margin)), null, reduction);
  }

  /**
   * 1 - cos(a, b) where y is 1, max(0, cos(a, b) - margin) where it is -1.
   *
   * @param a [n, width]
   * @param b [n, width]
   * @param y [n], 1 or -1
   */
  public static Tensor cosineEmbedding(
      Tensor a, Tensor b, Tensor y, double margin, Reduction reduction) {
    Reducing.same("cosineEmbedding", a, b);
    Tensor norms = a.square().sum(-1).add(COSINE_EPS).mul(b.square().sum(-1).add(COSINE_EPS));
    Tensor cos = a.mul(b).sum(-1).div(norms.sqrt());
    Tensor near = cos.neg().add(1).where(y.eq(1), 0);
    Tensor far = Reducing.positive(cos.sub(margin)).where(y.eq(-1), 0);
    return Reducing.of(near.add(far), null, reduction);
  }

  /** {@link #tripletMargin(Tensor, Tensor, Tensor, double, double, boolean, Reduction)}, p = 2. */
  public static Tensor tripletMargin(
      Tensor anchor, Tensor positive, Tensor negative, double margin, Reduction reduction) {
    return tripletMargin(anchor, positive, negative, margin, 2, false, reduction);
  }

  /**
   * max(0, margin + d(anchor, positive) - d(anchor, negative)), d the p-norm of the difference plus
   * 1e-6.
   *
   * @param anchor [n, width], as the other two
   * @param swap whether d(positive, negative) counts when it is the smaller one
   */
  public static Tensor tripletMargin(
      Tensor anchor,
      Tensor positive,
      Tensor negative,
      double margin,
      double p,
      boolean swap,
      Reduction reduction) {
    Reducing.same("tripletMargin", anchor, positive);
    Reducing.same("tripletMargin", anchor, negative);
    Tensor near = PairwiseDistance.apply(anchor, positive, p, 1e-6, false);
    Tensor far = PairwiseDistance.apply(anchor, negative, p, 1e-6, false);
    if (swap) {
      far = far.minimum(PairwiseDistance.apply(positive, negative, p, 1e-6, false));
    }
    return Reducing.of(Reducing.positive(near.sub(far).add(margin)), null, reduction);
  }

  /**
   * The mean over the other classes c of max(0, margin - x[y] + x[c])^p, the sum divided by the
   * number of classes.
   *
   * @param x scores [n, classes]
   * @param y [n], int32 or int64
   * @param p 1 or 2
   * @param weight a factor per class of y, or null
   */
  public static Tensor multiMargin(
      Tensor x, Tensor y, int p, double margin, @Nullable Tensor weight, Reduction reduction) {
    if (x.rank() != 2 || y.rank() != 1 || y.size(0) != x.size(0) || p < 1 || p > 2) {
      throw new IllegalArgumentException(
          "multiMargin: expected scores [n, classes], classes [n] and p 1 or 2, got "
              + x.shape()
              + ", "
              + y.shape()
              + " and "
              + p);
    }
    Tensor index = y.unsqueeze(1);
    Tensor gap = Reducing.positive(x.sub(x.gather(1, index)).add(margin));
    Tensor each = p == 1 ? gap : gap.square();
    if (weight != null) {
      each = each.mul(weight.toType(x.dtype()).indexSelect(0, y).unsqueeze(1));
    }
    Tensor other = Tensor.arange(x.size(1)).ne(index.toType(DType.INT64));
    return Reducing.of(each.where(other, 0).sum(1).div(x.size(1)), null, reduction);
  }

  /**
   * The sum over true classes t and other classes c of max(0, 1 - x[t] + x[c]), divided by the
   * number of classes.
   *
   * @param x scores [n, classes]
   * @param y int64 [n, classes]: the true classes of a row, then -1
   */
  public static Tensor multilabelMargin(Tensor x, Tensor y, Reduction reduction) {
    if (x.rank() != 2 || !y.shape().equals(x.shape())) {
      throw new IllegalArgumentException(
          "multilabelMargin: expected scores and classes [n, classes], got "
              + x.shape()
              + " and "
              + y.shape());
    }
    int classes = x.size(1);
    Tensor places = Tensor.arange(classes);
    Tensor stop = Tensor.full(y.dtype(), dev.arrowmill.tensor.Shape.of(x.size(0), 1), -1);
    Tensor end = Tensor.cat(List.of(y, stop), 1).lt(0).toType(DType.INT64).argmax(1);
    Tensor listed = places.lt(end.unsqueeze(1));
    Tensor safe = y.where(listed, 0);
    Tensor hits = safe.unsqueeze(2).eq(places).and(listed.unsqueeze(2));
    Tensor isTrue = hits.toType(DType.INT64).sum(1).gt(0);
    Tensor scores = x.gather(1, safe).unsqueeze(2);
    Tensor gap = Reducing.positive(x.unsqueeze(1).sub(scores).add(1));
    Tensor counted = listed.unsqueeze(2).and(isTrue.not().unsqueeze(1));
    Tensor each = gap.where(counted, 0).sum(new int[] {1, 2}, false).div(classes);
    return Reducing.of(each, null, reduction);
  }

  /** log(1 + e^(-y x)), y 1 or -1 of x's shape. */
  public static Tensor softMargin(Tensor x, Tensor y, Reduction reduction) {
    Reducing.same("softMargin", x, y);
    return Reducing.of(x.mul(y).neg().softplus(), null, reduction);
  }

  /**
   * The mean over classes of the binary cross entropy of sigmoid(x), per row.
   *
   * @param x [..., classes]
   * @param y 0 or 1, of x's shape
   * @param weight broadcasts to x, or null
   */
  public static Tensor multilabelSoftMargin(
      Tensor x, Tensor y, @Nullable Tensor weight, Reduction reduction) {
    Reducing.same("multilabelSoftMargin", x, y);
    Tensor each = Losses.bceWithLogits(x, y.toType(x.dtype()), weight, Reduction.NONE);
    return Reducing.of(each.mean(-1), null, reduction);
  }
}
