package dev.arrowmill.tensor;

import java.util.Arrays;

/** The sizes of a tensor's dimensions, outermost first. Immutable; a scalar has rank 0. */
public final class Shape {
  /** The shape of a scalar. */
  public static final Shape SCALAR = new Shape(new int[0], 1);

  private final int[] dims;
  private final int numel;

  private Shape(int[] dims, int numel) {
    this.dims = dims;
    this.numel = numel;
  }

  /**
   * A shape of the given sizes.
   *
   * @throws IllegalArgumentException for a negative size, or more than 2^31 - 1 elements
   */
  public static Shape of(int... dims) {
    long n = 1;
    for (int d : dims) {
      if (d < 0) {
        throw new IllegalArgumentException("shape: negative size in " + Arrays.toString(dims));
      }
      n *= d;
      if (n > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "shape: more than 2^31 - 1 elements in " + Arrays.toString(dims));
      }
    }
    return new Shape(dims.clone(), (int) n);
  }

  /** Number of dimensions. */
  public int rank() {
    return dims.length;
  }

  /** Number of elements. */
  public int numel() {
    return numel;
  }

  /** Size of dimension {@code i}; negative counts from the end. */
  public int dim(int i) {
    return dims[i < 0 ? i + dims.length : i];
  }

  /** A copy of the sizes. */
  public int[] dims() {
    return dims.clone();
  }

  /** Row-major strides, in elements. */
  public int[] strides() {
    int[] s = new int[dims.length];
    int step = 1;
    for (int i = dims.length - 1; i >= 0; i--) {
      s[i] = step;
      step *= Math.max(dims[i], 1);
    }
    return s;
  }

  /** Whether elements at these steps lie row-major without gaps. */
  boolean isRowMajor(int[] steps) {
    int step = 1;
    for (int i = dims.length - 1; i >= 0; i--) {
      if (dims[i] != 1 && steps[i] != step) {
        return numel == 0;
      }
      step *= dims[i];
    }
    return true;
  }

  /**
   * The dimension's index from the front.
   *
   * @param op the op to name in the error
   * @throws IllegalArgumentException when it lies outside {@code [-rank, rank)}
   */
  public int axis(String op, int dim) {
    int rank = Math.max(dims.length, 1);
    if (dim < -rank || dim >= rank) {
      throw new IllegalArgumentException(
          op
              + ": dim "
              + dim
              + " is out of range for shape "
              + this
              + ", expected "
              + -rank
              + ".."
              + (rank - 1));
    }
    return dim < 0 ? dim + rank : dim;
  }

  /** This shape with dimension {@code axis} set to {@code size}. */
  public Shape with(int axis, int size) {
    int[] d = dims.clone();
    d[axis] = size;
    return of(d);
  }

  /**
   * The common shape of two operands under broadcasting.
   *
   * @throws IllegalArgumentException when two sizes differ and neither is 1
   */
  public static Shape broadcast(String op, Shape a, Shape b) {
    if (a.equals(b)) {
      return a;
    }
    int rank = Math.max(a.rank(), b.rank());
    int[] out = new int[rank];
    for (int i = 1; i <= rank; i++) {
      int x = i <= a.rank() ? a.dim(-i) : 1;
      int y = i <= b.rank() ? b.dim(-i) : 1;
      if (x != y && x != 1 && y != 1) {
        throw new IllegalArgumentException(
            op + ": shapes do not broadcast, lhs " + a + ", rhs " + b);
      }
      out[rank - i] = x == 1 ? y : x;
    }
    return of(out);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Shape s && Arrays.equals(dims, s.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  @Override
  public String toString() {
    return Arrays.toString(dims);
  }
}
