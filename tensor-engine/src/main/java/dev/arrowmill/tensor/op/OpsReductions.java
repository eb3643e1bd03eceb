package dev.arrowmill.tensor.op;

import java.util.List;

/** Rows of {@link Ops#ALL}: reductions, running values and sorting. */
final class OpsReductions {
  static final List<OpSpec> ALL =
      List.of(
          Amax.SPEC,
          Amin.SPEC,
          ArgExtremum.ARGMAX,
          ArgExtremum.ARGMIN,
          Argsort.SPEC,
          Argsort.SORT,
          Argsort.TOPK,
          Counts.ALL,
          Counts.ANY,
          Counts.COUNT_NONZERO,
          Counts.NANMEAN,
          Counts.NANSUM,
          Cumsum.SPEC,
          Cumulative.CUMMAX,
          Cumulative.CUMMIN,
          Cumulative.DIFF,
          Cumulative.LOGCUMSUMEXP,
          LogSoftmax.SPEC,
          LogSumExp.SPEC,
          Mean.SPEC,
          Norm.SPEC,
          Norm.NORMALIZE,
          Norm.COSINE,
          Norm.CDIST,
          Prod.PROD,
          Prod.CUMPROD,
          Quantile.SPEC,
          Rank.KTHVALUE,
          Rank.MEDIAN,
          Rank.NANMEDIAN,
          Softmax.SPEC,
          Sum.SPEC,
          Variance.STD,
          Variance.VAR);

  private OpsReductions() {}
}
