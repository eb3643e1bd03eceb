package dev.arrowmill.tensor;

import dev.arrowmill.tensor.op.ArgExtremum;
import dev.arrowmill.tensor.op.Argsort;
import dev.arrowmill.tensor.op.Bins;
import dev.arrowmill.tensor.op.Blends;
import dev.arrowmill.tensor.op.Counts;
import dev.arrowmill.tensor.op.Cumsum;
import dev.arrowmill.tensor.op.Cumulative;
import dev.arrowmill.tensor.op.Indexed;
import dev.arrowmill.tensor.op.Norm;
import dev.arrowmill.tensor.op.Prod;
import dev.arrowmill.tensor.op.Quantile;
import dev.arrowmill.tensor.op.Rank;
import dev.arrowmill.tensor.op.Softmax;
import dev.arrowmill.tensor.op.Variance;

/** Reductions, running values and sorting as methods of a tensor. */
abstract sealed class ReductionMethods extends FunctionMethods permits ShapeMethods {
  /** The product of all elements. */
  public Tensor prod() {
    return Prod.all(self());
  }

  /** The product along a dimension. */
  public Tensor prod(int dim, boolean keepDim) {
    return Prod.of(self(), dim, keepDim);
  }

  /** The unbiased variance over dimensions; none mean all. */
  public Tensor var(int... dims) {
    return Variance.var(self(), dims, 1, false);
  }

  /** The variance divided by (count - correction). */
  public Tensor var(int[] dims, double correction, boolean keepDim) {
    return Variance.var(self(), dims, correction, keepDim);
  }

  /** The unbiased standard deviation over dimensions; none mean all. */
  public Tensor std(int... dims) {
    return Variance.std(self(), dims, 1, false);
  }

  /** The standard deviation with a divisor of (count - correction). */
  public Tensor std(int[] dims, double correction, boolean keepDim) {
    return Variance.std(self(), dims, correction, keepDim);
  }

  /** The p-norm over dimensions; none mean all. */
  public Tensor norm(double p, int... dims) {
    return Norm.of(self(), p, dims, false);
  }

  /** The p-norm over dimensions. */
  public Tensor norm(double p, int[] dims, boolean keepDim) {
    return Norm.of(self(), p, dims, keepDim);
  }

  /** This divided by its p-norm along a dimension. */
  public Tensor normalize(double p, int dim) {
    return Norm.normalize(self(), p, dim);
  }

  /** Whether no element over dimensions is 0. */
  public Tensor all(int... dims) {
    return Counts.all(self(), dims, false);
  }

  /** Whether some element over dimensions is not 0. */
  public Tensor any(int... dims) {
    return Counts.any(self(), dims, false);
  }

  /** How many elements over dimensions are not 0, int64. */
  public Tensor countNonzero(int... dims) {
    return Counts.countNonzero(self(), dims);
  }

  /** The sum of what is not NaN. */
  public Tensor nansum(int... dims) {
    return Counts.nansum(self(), dims, false);
  }

  /** The mean of what is not NaN. */
  public Tensor nanmean(int... dims) {
    return Counts.nanmean(self(), dims, false);
  }

  /** The running sum along a dimension. */
  public Tensor cumsum(int dim) {
    return Cumsum.of(self(), dim);
  }

  /** The running product along a dimension. */
  public Tensor cumprod(int dim) {
    return Prod.cumprod(self(), dim);
  }

  /** The running log(sum(e^x)) along a dimension. */
  public Tensor logcumsumexp(int dim) {
    return Cumulative.logcumsumexp(self(), dim);
  }

  /** The running maximum along a dimension. */
  public Indexed cummax(int dim) {
    return Cumulative.cummax(self(), dim);
  }

  /** The running minimum along a dimension. */
  public Indexed cummin(int dim) {
    return Cumulative.cummin(self(), dim);
  }

  /** The largest elements along a dimension and where the first of them lies. */
  public Indexed max(int dim, boolean keepDim) {
    return ArgExtremum.max(self(), dim, keepDim);
  }

  /** The smallest elements along a dimension and where the first of them lies. */
  public Indexed min(int dim, boolean keepDim) {
    return ArgExtremum.min(self(), dim, keepDim);
  }

  /** The largest element. */
  public Tensor max() {
    return ArgExtremum.whole("max", self(), true);
  }

  /** The smallest element. */
  public Tensor min() {
    return ArgExtremum.whole("min", self(), false);
  }

  /** A dimension in order, stable; NaN is largest. */
  public Indexed sort(int dim, boolean descending) {
    return Argsort.sort(self(), dim, descending);
  }

  /** The indices that sort a dimension, stable. */
  public Tensor argsort(int dim, boolean descending) {
    return Argsort.of(self(), dim, descending);
  }

  /** The k largest or smallest of a dimension, in order. */
  public Indexed topk(int k, int dim, boolean largest) {
    return Argsort.topk(self(), k, dim, largest);
  }

  /** The k-th smallest of a dimension, k from 1. */
  public Indexed kthvalue(int k, int dim, boolean keepDim) {
    return Rank.kthvalue(self(), k, dim, keepDim);
  }

  /** The lower median of a dimension. */
  public Indexed median(int dim, boolean keepDim) {
    return Rank.median(self(), dim, keepDim);
  }

  /** The lower median of all elements. */
  public Tensor median() {
    return Rank.median(self().flatten(), 0, false).values();
  }

  /** The lower median of what is not NaN. */
  public Indexed nanmedian(int dim, boolean keepDim) {
    return Rank.nanmedian(self(), dim, keepDim);
  }

  /** A quantile of a dimension, interpolated linearly. */
  public Tensor quantile(double q, int dim, boolean keepDim) {
    return Quantile.of(self(), q, dim, keepDim, Quantile.Interpolation.LINEAR);
  }

  /** e^-x / sum(e^-x) along a dimension. */
  public Tensor softmin(int dim) {
    return Softmax.of(self().neg(), dim);
  }

  /** Counts in equal bins. */
  public Tensor histc(int bins, double lo, double hi) {
    return Bins.histc(self(), bins, lo, hi);
  }

  /** Whether no element over dimensions is 0. */
  public Tensor all(int[] dims, boolean keepDim) {
    return Counts.all(self(), dims, keepDim);
  }

  /** Whether some element over dimensions is not 0. */
  public Tensor any(int[] dims, boolean keepDim) {
    return Counts.any(self(), dims, keepDim);
  }

  /** Differences of neighbours along a dimension, which gets one shorter. */
  public Tensor diff(int dim) {
    return Cumulative.diff(self(), dim);
  }

  /** Whether each element is within absolute + relative |b| of b's; NaN equals nothing. */
  public Tensor isclose(Tensor b, double relative, double absolute) {
    return Blends.isclose(self(), b, relative, absolute);
  }
}
