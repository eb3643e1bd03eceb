package dev.arrowmill.tensor;

import dev.arrowmill.tensor.op.Abs;
import dev.arrowmill.tensor.op.Add;
import dev.arrowmill.tensor.op.And;
import dev.arrowmill.tensor.op.Cast;
import dev.arrowmill.tensor.op.Ceil;
import dev.arrowmill.tensor.op.Clamp;
import dev.arrowmill.tensor.op.Cos;
import dev.arrowmill.tensor.op.Div;
import dev.arrowmill.tensor.op.Eq;
import dev.arrowmill.tensor.op.Erf;
import dev.arrowmill.tensor.op.Exp;
import dev.arrowmill.tensor.op.Expm1;
import dev.arrowmill.tensor.op.Floor;
import dev.arrowmill.tensor.op.Ge;
import dev.arrowmill.tensor.op.Gelu;
import dev.arrowmill.tensor.op.Gt;
import dev.arrowmill.tensor.op.Le;
import dev.arrowmill.tensor.op.Log;
import dev.arrowmill.tensor.op.Log1p;
import dev.arrowmill.tensor.op.Lt;
import dev.arrowmill.tensor.op.Maximum;
import dev.arrowmill.tensor.op.Minimum;
import dev.arrowmill.tensor.op.Mul;
import dev.arrowmill.tensor.op.Ne;
import dev.arrowmill.tensor.op.Neg;
import dev.arrowmill.tensor.op.Or;
import dev.arrowmill.tensor.op.Pow;
import dev.arrowmill.tensor.op.Reciprocal;
import dev.arrowmill.tensor.op.Relu;
import dev.arrowmill.tensor.op.Round;
import dev.arrowmill.tensor.op.Rsqrt;
import dev.arrowmill.tensor.op.Sigmoid;
import dev.arrowmill.tensor.op.Sign;
import dev.arrowmill.tensor.op.Silu;
import dev.arrowmill.tensor.op.Sin;
import dev.arrowmill.tensor.op.Softplus;
import dev.arrowmill.tensor.op.Sqrt;
import dev.arrowmill.tensor.op.Square;
import dev.arrowmill.tensor.op.Sub;
import dev.arrowmill.tensor.op.Tanh;
import dev.arrowmill.tensor.op.Trunc;
import dev.arrowmill.tensor.op.Where;
import dev.arrowmill.tensor.op.Xor;

/**
 * The elementwise ops as methods of a tensor, each one line that calls its op; names are PyTorch's.
 */
abstract sealed class ElementwiseMethods extends Factories permits FunctionMethods {
  abstract Tensor self();

  /* Elementwise, one argument */

  /** |x|; derivative sign(x). */
  public Tensor abs() {
    return Abs.of(self());
  }

  /** -x. */
  public Tensor neg() {
    return Neg.of(self());
  }

  /** 1, 0 or -1; derivative 0. */
  public Tensor sign() {
    return Sign.of(self());
  }

  /** X * x. */
  public Tensor square() {
    return Square.of(self());
  }

  /** Square root. */
  public Tensor sqrt() {
    return Sqrt.of(self());
  }

  /** 1 / sqrt(x). */
  public Tensor rsqrt() {
    return Rsqrt.of(self());
  }

  /** 1 / x. */
  public Tensor reciprocal() {
    return Reciprocal.of(self());
  }

  /** E^x. */
  public Tensor exp() {
    return Exp.of(self());
  }

  /** E^x - 1 without cancellation. */
  public Tensor expm1() {
    return Expm1.of(self());
  }

  /** Natural logarithm. */
  public Tensor log() {
    return Log.of(self());
  }

  /** Log(1 + x) without cancellation. */
  public Tensor log1p() {
    return Log1p.of(self());
  }

  /** Sine. */
  public Tensor sin() {
    return Sin.of(self());
  }

  /** Cosine. */
  public Tensor cos() {
    return Cos.of(self());
  }

  /** Hyperbolic tangent; derivative 1 - y^2. */
  public Tensor tanh() {
    return Tanh.of(self());
  }

  /** 1 / (1 + e^-x); derivative y (1 - y). */
  public Tensor sigmoid() {
    return Sigmoid.of(self());
  }

  /** Max(x, 0); derivative 0 at 0. */
  public Tensor relu() {
    return Relu.of(self());
  }

  /** X sigmoid(x). */
  public Tensor silu() {
    return Silu.of(self());
  }

  /** X Phi(x), Phi the standard normal distribution function. */
  public Tensor gelu() {
    return Gelu.of(self());
  }

  /** Log(1 + e^x); derivative sigmoid(x). */
  public Tensor softplus() {
    return Softplus.of(self());
  }

  /** Error function; derivative 2 e^(-x^2) / sqrt(pi). */
  public Tensor erf() {
    return Erf.of(self());
  }

  /** Largest integer not above x; derivative 0. */
  public Tensor floor() {
    return Floor.of(self());
  }

  /** Smallest integer not below x; derivative 0. */
  public Tensor ceil() {
    return Ceil.of(self());
  }

  /** Nearest integer, ties to even; derivative 0. */
  public Tensor round() {
    return Round.of(self());
  }

  /** X without its fraction; derivative 0. */
  public Tensor trunc() {
    return Trunc.of(self());
  }

  /** x limited to {@code [lo, hi]}; an infinite bound is none. */
  public Tensor clamp(double lo, double hi) {
    return Clamp.of(self(), lo, hi);
  }

  /** True where the element is 0. */
  public Tensor not() {
    return eq(0);
  }

  /** The same values in another element type; this when it has it already. */
  public Tensor toType(DType type) {
    return Cast.of(self(), type);
  }

  /* Elementwise, two arguments; shapes broadcast */

  /** A + b. */
  public Tensor add(Tensor b) {
    return Add.of(self(), b);
  }

  /** As {@link #add(Tensor)} with a number. */
  public Tensor add(double b) {
    return Add.of(self(), number(b));
  }

  /** A - b. */
  public Tensor sub(Tensor b) {
    return Sub.of(self(), b);
  }

  /** As {@link #sub(Tensor)} with a number. */
  public Tensor sub(double b) {
    return Sub.of(self(), number(b));
  }

  /** A * b. */
  public Tensor mul(Tensor b) {
    return Mul.of(self(), b);
  }

  /** As {@link #mul(Tensor)} with a number. */
  public Tensor mul(double b) {
    return Mul.of(self(), number(b));
  }

  /** A / b; integers give float32. */
  public Tensor div(Tensor b) {
    return Div.of(self(), b);
  }

  /** As {@link #div(Tensor)} with a number. */
  public Tensor div(double b) {
    return Div.of(self(), number(b));
  }

  /** A to the power b; derivative 0 for b = 0. */
  public Tensor pow(Tensor b) {
    return Pow.of(self(), b);
  }

  /** As {@link #pow(Tensor)} with a number. */
  public Tensor pow(double b) {
    return Pow.of(self(), b);
  }

  /** The larger, NaN when either is; ties share the gradient. */
  public Tensor maximum(Tensor b) {
    return Maximum.of(self(), b);
  }

  /** As {@link #maximum(Tensor)} with a number. */
  public Tensor maximum(double b) {
    return Maximum.of(self(), number(b));
  }

  /** The smaller, NaN when either is; ties share the gradient. */
  public Tensor minimum(Tensor b) {
    return Minimum.of(self(), b);
  }

  /** As {@link #minimum(Tensor)} with a number. */
  public Tensor minimum(double b) {
    return Minimum.of(self(), number(b));
  }

  /** True where a = b, as bool. */
  public Tensor eq(Tensor b) {
    return Eq.of(self(), b);
  }

  /** As {@link #eq(Tensor)} with a number. */
  public Tensor eq(double b) {
    return Eq.of(self(), number(b));
  }

  /** True where a differs from b, as bool. */
  public Tensor ne(Tensor b) {
    return Ne.of(self(), b);
  }

  /** As {@link #ne(Tensor)} with a number. */
  public Tensor ne(double b) {
    return Ne.of(self(), number(b));
  }

  /** True where a is less than b, as bool. */
  public Tensor lt(Tensor b) {
    return Lt.of(self(), b);
  }

  /** As {@link #lt(Tensor)} with a number. */
  public Tensor lt(double b) {
    return Lt.of(self(), number(b));
  }

  /** True where a is at most b, as bool. */
  public Tensor le(Tensor b) {
    return Le.of(self(), b);
  }

  /** As {@link #le(Tensor)} with a number. */
  public Tensor le(double b) {
    return Le.of(self(), number(b));
  }

  /** True where a is greater than b, as bool. */
  public Tensor gt(Tensor b) {
    return Gt.of(self(), b);
  }

  /** As {@link #gt(Tensor)} with a number. */
  public Tensor gt(double b) {
    return Gt.of(self(), number(b));
  }

  /** True where a is at least b, as bool. */
  public Tensor ge(Tensor b) {
    return Ge.of(self(), b);
  }

  /** As {@link #ge(Tensor)} with a number. */
  public Tensor ge(double b) {
    return Ge.of(self(), number(b));
  }

  /** True where neither is 0, as bool. */
  public Tensor and(Tensor b) {
    return And.of(self(), b);
  }

  /** True where not both are 0, as bool. */
  public Tensor or(Tensor b) {
    return Or.of(self(), b);
  }

  /** True where exactly one is not 0, as bool. */
  public Tensor xor(Tensor b) {
    return Xor.of(self(), b);
  }

  /** This where the condition holds, else b. */
  public Tensor where(Tensor condition, Tensor b) {
    return Where.of(condition, self(), b);
  }

  /** This where the condition holds, else the number. */
  public Tensor where(Tensor condition, double b) {
    return Where.of(condition, self(), number(b));
  }

  /** A scalar that does not widen this tensor, unless this is whole and the number is not. */
  private Tensor number(double v) {
    DType type = self().rank() == 0 ? self().dtype() : self().dtype().computed();
    if (!type.isFloat()) {
      type = v == Math.rint(v) ? DType.INT64 : DType.FLOAT32;
    }
    return Tensor.full(type, Shape.SCALAR, v);
  }
}
