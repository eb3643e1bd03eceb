package dev.arrowmill.tensor;

import dev.arrowmill.tensor.op.Diagonal;
import dev.arrowmill.tensor.op.Flip;
import dev.arrowmill.tensor.op.Pad;
import dev.arrowmill.tensor.op.Shapes;
import dev.arrowmill.tensor.op.Triangle;
import dev.arrowmill.tensor.op.Unfold;
import java.util.List;

/** Geometry as methods of a tensor. */
abstract sealed class ShapeMethods extends ReductionMethods permits IndexMethods {
  /** All dimensions of size 1 less. */
  public Tensor squeeze() {
    return Shapes.squeeze(self());
  }

  /** Dimensions start to end (included) as one. */
  public Tensor flatten(int start, int end) {
    return Shapes.flatten(self(), start, end);
  }

  /** One dimension at another place, a view. */
  public Tensor movedim(int from, int to) {
    return Shapes.movedim(self(), from, to);
  }

  /** The same elements in another shape, as a view; an error where that needs a copy. */
  public Tensor viewAs(int... dims) {
    return Shapes.view(self(), dims);
  }

  /** Length indices of a dimension from start on, a view. */
  public Tensor narrow(int dim, int start, int length) {
    return Shapes.narrow(self(), dim, start, length);
  }

  /** The whole tensor several times along each dimension. */
  public Tensor repeat(int... repeats) {
    return Shapes.repeat(self(), repeats);
  }

  /** As repeat; missing leading repeats count as 1. */
  public Tensor tile(int... repeats) {
    return Shapes.tile(self(), repeats);
  }

  /** Each index of a dimension several times. */
  public Tensor repeatInterleave(int repeats, int dim) {
    return Shapes.repeatInterleave(self(), repeats, dim);
  }

  /** Dimensions in reverse order. */
  public Tensor flip(int... dims) {
    return Flip.of(self(), dims);
  }

  /** Elements shifted along dimensions, around the end. */
  public Tensor roll(int[] shifts, int... dims) {
    return Flip.roll(self(), shifts, dims);
  }

  /** Views of slices with the given sizes. */
  public List<Tensor> split(int dim, int... sizes) {
    return Shapes.split(self(), dim, sizes);
  }

  /** Views of slices of one size, the last one smaller. */
  public List<Tensor> splitEvenly(int size, int dim) {
    return Shapes.splitEvenly(self(), size, dim);
  }

  /** At most that many slices of one size. */
  public List<Tensor> chunk(int chunks, int dim) {
    return Shapes.chunk(self(), chunks, dim);
  }

  /** Tensors of one shape along a new dimension. */
  public static Tensor stack(List<Tensor> parts, int dim) {
    return Shapes.stack(parts, dim);
  }

  /** Borders of one number: before and after the last dimension, then the one before it. */
  public Tensor pad(double value, int... pads) {
    return Pad.constant(self(), value, pads);
  }

  /** Borders of the own elements. */
  public Tensor pad(Pad.Mode mode, int... pads) {
    return Pad.of(self(), mode, pads);
  }

  /** Elements at or below a diagonal, else 0. */
  public Tensor tril(int diagonal) {
    return Triangle.tril(self(), diagonal);
  }

  /** Elements at or above a diagonal, else 0. */
  public Tensor triu(int diagonal) {
    return Triangle.triu(self(), diagonal);
  }

  /** The diagonal of a matrix, or the matrix of a diagonal. */
  public Tensor diag(int offset) {
    return Diagonal.diag(self(), offset);
  }

  /** The diagonal of two dimensions, a view. */
  public Tensor diagonal(int offset, int dim1, int dim2) {
    return Diagonal.of(self(), offset, dim1, dim2);
  }

  /** Matrices with the last dimension on a diagonal. */
  public Tensor diagEmbed(int offset) {
    return Diagonal.embed(self(), offset);
  }

  /** Windows that slide along a dimension, a view. */
  public Tensor unfold(int dim, int size, int step) {
    return Unfold.of(self(), dim, size, step);
  }
}
