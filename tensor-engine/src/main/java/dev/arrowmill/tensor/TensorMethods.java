package dev.arrowmill.tensor;

import dev.arrowmill.tensor.autograd.Trace;
import dev.arrowmill.tensor.op.Amax;
import dev.arrowmill.tensor.op.Amin;
import dev.arrowmill.tensor.op.ArgExtremum;
import dev.arrowmill.tensor.op.Cat;
import dev.arrowmill.tensor.op.Expand;
import dev.arrowmill.tensor.op.Gather;
import dev.arrowmill.tensor.op.IndexSelect;
import dev.arrowmill.tensor.op.LogSoftmax;
import dev.arrowmill.tensor.op.LogSumExp;
import dev.arrowmill.tensor.op.Matmul;
import dev.arrowmill.tensor.op.Mean;
import dev.arrowmill.tensor.op.Permute;
import dev.arrowmill.tensor.op.Reshape;
import dev.arrowmill.tensor.op.Slice;
import dev.arrowmill.tensor.op.Softmax;
import dev.arrowmill.tensor.op.Sum;
import java.util.ArrayList;
import java.util.List;

/**
 * The other ops as methods of a tensor, each one line that calls its op. Names are PyTorch's in
 * camelCase.
 */
abstract sealed class TensorMethods extends LinalgMethods permits Tensor {
  /* Reductions; no dimensions mean all */

  /** The sum over dimensions. */
  public Tensor sum(int... dims) {
    return Sum.of(self(), dims, false);
  }

  /** The sum over dimensions, which stay as size 1 if so wanted. */
  public Tensor sum(int[] dims, boolean keepDim) {
    return Sum.of(self(), dims, keepDim);
  }

  /** The mean over dimensions. */
  public Tensor mean(int... dims) {
    return Mean.of(self(), dims, false);
  }

  /** The mean over dimensions, which stay as size 1 if so wanted. */
  public Tensor mean(int[] dims, boolean keepDim) {
    return Mean.of(self(), dims, keepDim);
  }

  /** The largest element over dimensions. */
  public Tensor amax(int... dims) {
    return Amax.of(self(), dims, false);
  }

  /** The largest element over dimensions, which stay as size 1 if so wanted. */
  public Tensor amax(int[] dims, boolean keepDim) {
    return Amax.of(self(), dims, keepDim);
  }

  /** The smallest element over dimensions. */
  public Tensor amin(int... dims) {
    return Amin.of(self(), dims, false);
  }

  /** The smallest element over dimensions, which stay as size 1 if so wanted. */
  public Tensor amin(int[] dims, boolean keepDim) {
    return Amin.of(self(), dims, keepDim);
  }

  /** The index of the first largest element along a dimension, int64. */
  public Tensor argmax(int dim) {
    return ArgExtremum.of("argmax", self(), dim, false, true);
  }

  /** The index of the first smallest element along a dimension, int64. */
  public Tensor argmin(int dim) {
    return ArgExtremum.of("argmin", self(), dim, false, false);
  }

  /** As {@link #argmax(int)}; the dimension stays as size 1 if so wanted. */
  public Tensor argmax(int dim, boolean keepDim) {
    return ArgExtremum.of("argmax", self(), dim, keepDim, true);
  }

  /** As {@link #argmin(int)}; the dimension stays as size 1 if so wanted. */
  public Tensor argmin(int dim, boolean keepDim) {
    return ArgExtremum.of("argmin", self(), dim, keepDim, false);
  }

  /** e^x / sum(e^x) along a dimension. */
  public Tensor softmax(int dim) {
    return Softmax.of(self(), dim);
  }

  /** x - log(sum(e^x)) along a dimension. */
  public Tensor logSoftmax(int dim) {
    return LogSoftmax.of(self(), dim);
  }

  /** log(sum(e^x)) over dimensions. */
  public Tensor logsumexp(int[] dims, boolean keepDim) {
    return LogSumExp.of(self(), dims, keepDim);
  }

  /* Products */

  /** Matrix product; leading dimensions are batches. */
  public Tensor matmul(Tensor b) {
    return Matmul.of(self(), b);
  }

  /** The transposed matrix, a view. */
  public Tensor t() {
    return Permute.transpose(self(), 0, self().rank() < 2 ? 0 : 1);
  }

  /* Geometry */

  /** The same elements in another shape; one size may be -1. */
  public Tensor reshape(int... dims) {
    return Reshape.of(self(), dims);
  }

  /** All elements in one dimension. */
  public Tensor flatten() {
    return Reshape.of(self(), self().numel());
  }

  /** A dimension of size 1 more. */
  public Tensor unsqueeze(int dim) {
    int rank = self().rank() + 1;
    if (dim < -rank || dim >= rank) {
      throw new IllegalArgumentException(
          "unsqueeze: dim "
              + dim
              + " is out of range for shape "
              + self().shape()
              + ", expected "
              + -rank
              + ".."
              + (rank - 1));
    }
    int axis = dim < 0 ? dim + rank : dim;
    List<Integer> d = sizes();
    d.add(axis, 1);
    return Reshape.of(self(), d.stream().mapToInt(i -> i).toArray());
  }

  /** A dimension of size 1 less; other sizes stay. */
  public Tensor squeeze(int dim) {
    int axis = self().shape().axis("squeeze", dim);
    if (self().rank() == 0 || self().size(axis) != 1) {
      Trace.noteOnes();
      return self();
    }
    List<Integer> d = sizes();
    d.remove(axis);
    return Reshape.of(self(), d.stream().mapToInt(i -> i).toArray());
  }

  /** The dimensions in another order, a view. */
  public Tensor permute(int... order) {
    return Permute.of(self(), order);
  }

  /** Two dimensions swapped, a view. */
  public Tensor transpose(int a, int b) {
    return Permute.transpose(self(), a, b);
  }

  /** Dimensions of size 1 repeated, a view; -1 keeps a size. */
  public Tensor expand(int... dims) {
    return Expand.of(self(), dims);
  }

  /** Indices from start to (excluding) end of a dimension, a view. */
  public Tensor slice(int dim, int start, int end) {
    return Slice.of(self(), dim, start, end, 1);
  }

  /** One index of a dimension, which disappears. */
  public Tensor select(int dim, int index) {
    int axis = self().shape().axis("select", dim);
    int n = self().rank() == 0 ? 0 : self().size(axis);
    if (index < -n || index >= n) {
      throw new IllegalArgumentException(
          "select: index " + index + " is outside dim " + dim + " of " + self().shape());
    }
    int at = index < 0 ? index + n : index;
    return Slice.of(self(), axis, at, at + 1, 1).squeeze(axis);
  }

  /** Tensors one after the other along a dimension. */
  public static Tensor cat(List<Tensor> parts, int dim) {
    return Cat.of(parts, dim);
  }

  /** The given indices of a dimension. */
  public Tensor indexSelect(int dim, Tensor index) {
    return IndexSelect.of(self(), dim, index);
  }

  /** Picks along a dimension by an index of the result's shape. */
  public Tensor gather(int dim, Tensor index) {
    return Gather.of(self(), dim, index);
  }

  /* Values, copied row-major */

  /** The elements as floats. */
  public float[] toFloats() {
    return Values.floats(self());
  }

  /** The elements as doubles. */
  public double[] toDoubles() {
    return Values.doubles(self());
  }

  /** The elements as longs. */
  public long[] toLongs() {
    return Values.longs(self());
  }

  /** The elements as booleans: not 0. */
  public boolean[] toBooleans() {
    return Values.booleans(self());
  }

  private List<Integer> sizes() {
    List<Integer> d = new ArrayList<>();
    for (int i : self().shape().dims()) {
      d.add(i);
    }
    return d;
  }
}
