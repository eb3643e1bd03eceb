package dev.arrowmill.tensor;

import dev.arrowmill.tensor.op.Bins;
import dev.arrowmill.tensor.op.Index;
import dev.arrowmill.tensor.op.Nonzero;
import dev.arrowmill.tensor.op.Picks;
import dev.arrowmill.tensor.op.Scatter;
import dev.arrowmill.tensor.op.ScatterReduce;
import dev.arrowmill.tensor.op.Search;
import dev.arrowmill.tensor.op.Unique;
import java.util.List;

/** Picking and placing as methods of a tensor. */
abstract sealed class IndexMethods extends ShapeMethods permits LinalgMethods {
  /** The part by NumPy-like entries. */
  public Tensor index(Index.Spec... specs) {
    return Index.of(self(), specs);
  }

  /** This with values set or added at index tensors of the leading dimensions. */
  public Tensor indexPut(List<Tensor> index, Tensor values, boolean accumulate) {
    return Index.put(self(), index, values, accumulate);
  }

  /** This with alpha src added at indices of a dimension. */
  public Tensor indexAdd(int dim, Tensor index, Tensor src, double alpha) {
    return Picks.indexAdd(self(), dim, index, src, alpha);
  }

  /** This with elements of src at the indices of a dimension. */
  public Tensor scatter(int dim, Tensor index, Tensor src) {
    return Scatter.of(self(), dim, index, src);
  }

  /** This with a number at the indices of a dimension. */
  public Tensor scatter(int dim, Tensor index, double value) {
    return Scatter.of(self(), dim, index, value);
  }

  /** This with elements of src added at the indices of a dimension. */
  public Tensor scatterAdd(int dim, Tensor index, Tensor src) {
    return Scatter.add(self(), dim, index, src);
  }

  /** Combines by sum, mean, prod, amax or amin. */
  public Tensor scatterReduce(
      int dim, Tensor index, Tensor src, String reduce, boolean includeSelf) {
    return ScatterReduce.of(self(), dim, index, src, reduce, includeSelf);
  }

  /** Elements by their row-major index. */
  public Tensor take(Tensor index) {
    return Picks.take(self(), index);
  }

  /** Gather with broadcasting of the other dimensions. */
  public Tensor takeAlongDim(Tensor index, int dim) {
    return Picks.takeAlongDim(self(), index, dim);
  }

  /** The elements where a mask holds; the size depends on values. */
  public Tensor maskedSelect(Tensor mask) {
    return Nonzero.maskedSelect(self(), mask);
  }

  /** The indices of elements that are not 0, [n, rank]; the size depends on values. */
  public Tensor nonzero() {
    return Nonzero.of(self());
  }

  /** The different elements; the size depends on values. */
  public Unique.Result unique() {
    return Unique.of(self());
  }

  /** Where values belong in this sorted line. */
  public Tensor searchsorted(Tensor values, boolean right) {
    return Search.sorted(self(), values, right);
  }

  /** The bucket of each element between boundaries. */
  public Tensor bucketize(Tensor boundaries, boolean right) {
    return Search.bucketize(self(), boundaries, right);
  }

  /** How often each of 0, 1, ... occurs; the size depends on values. */
  public Tensor bincount(int minLength) {
    return Bins.bincount(self(), minLength);
  }

  /** Whether each element occurs in a list. */
  public Tensor isin(Tensor list) {
    return Bins.isin(self(), list);
  }

  /** Int64 rows with a 1 at each class. */
  public Tensor oneHot(int classes) {
    return Bins.oneHot(self(), classes);
  }
}
