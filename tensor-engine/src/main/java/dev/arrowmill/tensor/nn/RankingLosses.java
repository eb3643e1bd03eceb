package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Learning to rank from scores, relevances and groups (queries), as columns of one batch. Rows of
 * different groups are never compared. Memory grows with the square of the number of rows.
 */
public final class RankingLosses {
  private RankingLosses() {}

  /**
   * RankNet (Burges et al. 2005): log(1 + e^-(s_i - s_j)) over the pairs of a group in which i is
   * more relevant than j.
   *
   * @param scores [n]
   * @param relevance [n], any number type
   * @param group [n], int32 or int64, or null for one group
   * @param reduction MEAN divides by the number of pairs (0 without pairs); NONE gives [n, n]
   */
  public static Tensor pairwiseLogistic(
      Tensor scores, Tensor relevance, @Nullable Tensor group, Reduction reduction) {
    check("pairwiseLogistic", scores, relevance, group);
    Tensor d = scores.unsqueeze(1).sub(scores.unsqueeze(0));
    return pairs(d.neg().softplus(), relevance, group, reduction);
  }

  /** As {@link #pairwiseLogistic} with max(0, margin - (s_i - s_j)). */
  public static Tensor pairwiseHinge(
      Tensor scores, Tensor relevance, @Nullable Tensor group, double margin, Reduction reduction) {
    check("pairwiseHinge", scores, relevance, group);
    Tensor d = scores.unsqueeze(1).sub(scores.unsqueeze(0));
    return pairs(Reducing.positive(d.neg().add(margin)), relevance, group, reduction);
  }

  private static Tensor pairs(
      Tensor each, Tensor relevance, @Nullable Tensor group, Reduction reduction) {
    Tensor counted = relevance.unsqueeze(1).gt(relevance.unsqueeze(0));
    if (group != null) {
      counted = counted.and(group.unsqueeze(1).eq(group.unsqueeze(0)));
    }
    Tensor kept = each.where(counted, 0);
    return switch (reduction) {
      case NONE -> kept;
      case SUM -> kept.sum();
      case MEAN ->
          kept.sum().div(counted.toType(each.dtype()).sum().clamp(1, Double.POSITIVE_INFINITY));
    };
  }

  /**
   * ListNet (Cao et al. 2007): the cross entropy, in each group, of softmax(scores) against
   * softmax(relevance).
   *
   * @param scores [n]
   * @param relevance [n], of the scores' type
   * @param group [n], int32 or int64, or null for one group
   * @param reduction MEAN divides by the number of groups; NONE gives each row's part, [n]
   */
  public static Tensor listwiseSoftmax(
      Tensor scores, Tensor relevance, @Nullable Tensor group, Reduction reduction) {
    check("listwiseSoftmax", scores, relevance, group);
    int n = scores.size(0);
    Tensor index = group == null ? Tensor.zeros(n) : group;
    Tensor same = index.unsqueeze(1).eq(index.unsqueeze(0));
    Tensor target = inGroup(relevance.toType(scores.dtype()), same).exp();
    Tensor each = target.mul(inGroup(scores, same)).neg();
    return switch (reduction) {
      case NONE -> each;
      case SUM -> each.sum();
      case MEAN -> each.sum().div(same.toType(each.dtype()).sum(1).reciprocal().sum());
    };
  }

  /** log softmax of x within each row's group. */
  private static Tensor inGroup(Tensor x, Tensor same) {
    int n = x.size(0);
    Tensor rows = x.unsqueeze(0).expand(n, n).where(same, Double.NEGATIVE_INFINITY);
    return x.sub(rows.logsumexp(new int[] {1}, false));
  }

  private static void check(String op, Tensor scores, Tensor relevance, @Nullable Tensor group) {
    boolean fits = scores.rank() == 1 && relevance.shape().equals(scores.shape());
    if (!fits || (group != null && !group.shape().equals(scores.shape()))) {
      throw new IllegalArgumentException(
          op
              + ": expected scores, relevances and groups [n], got "
              + scores.shape()
              + ", "
              + relevance.shape()
              + (group == null ? "" : " and " + group.shape()));
    }
  }
}
