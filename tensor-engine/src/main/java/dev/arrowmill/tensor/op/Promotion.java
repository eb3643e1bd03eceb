package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** PyTorch's rules for the element type of a result. */
final class Promotion {
  private Promotion() {}

  /**
   * The type of a result of several operands: a scalar tensor only counts when it is of a higher
   * category of number than all arrays.
   */
  static DType result(Tensor... operands) {
    DType arrays = null;
    DType scalars = null;
    for (Tensor t : operands) {
      if (t.rank() > 0) {
        arrays = arrays == null ? t.dtype() : DType.promote(arrays, t.dtype());
      } else {
        scalars = scalars == null ? t.dtype() : DType.promote(scalars, t.dtype());
      }
    }
    if (arrays == null || scalars == null) {
      return arrays == null ? (scalars == null ? DType.FLOAT32 : scalars) : arrays;
    }
    return scalars.category() > arrays.category() ? DType.promote(arrays, scalars) : arrays;
  }

  /** x as a float tensor: integers and bools become float32. */
  static Tensor floating(Tensor x) {
    return x.dtype().isFloat() ? x : x.toType(DType.FLOAT32);
  }

  /**
   * x, when its type has gradients.
   *
   * @throws IllegalArgumentException for other types
   */
  static Tensor needsFloat(String op, Tensor x) {
    if (!x.dtype().isFloat()) {
      throw new IllegalArgumentException(
          op + ": needs a float tensor, got " + x.dtype() + "; use toType(FLOAT32)");
    }
    return x;
  }

  /** The type to round a result to, when there are 16-bit floats among the inputs; else null. */
  static @Nullable DType half(Tensor... in) {
    DType half = null;
    for (Tensor t : in) {
      if (t.dtype().isHalf()) {
        half = half == null ? t.dtype() : DType.promote(half, t.dtype());
      }
    }
    if (half != null) {
      for (Tensor t : in) {
        half = t.rank() > 0 && t.dtype() == DType.FLOAT32 ? DType.FLOAT32 : half;
      }
    }
    return half;
  }

  /** The inputs with float32 in place of 16-bit floats. */
  static Tensor[] widen(Tensor... in) {
    Tensor[] out = in.clone();
    for (int i = 0; i < out.length; i++) {
      out[i] = in[i].dtype().isHalf() ? in[i].toType(DType.FLOAT32) : in[i];
    }
    return out;
  }
}
