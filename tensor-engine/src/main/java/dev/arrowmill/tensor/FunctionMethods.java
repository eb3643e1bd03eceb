package dev.arrowmill.tensor;

import dev.arrowmill.tensor.op.Acos;
import dev.arrowmill.tensor.op.Acosh;
import dev.arrowmill.tensor.op.Activations;
import dev.arrowmill.tensor.op.Asin;
import dev.arrowmill.tensor.op.Asinh;
import dev.arrowmill.tensor.op.Atan;
import dev.arrowmill.tensor.op.Atan2;
import dev.arrowmill.tensor.op.Atanh;
import dev.arrowmill.tensor.op.BitwiseAnd;
import dev.arrowmill.tensor.op.BitwiseLeftShift;
import dev.arrowmill.tensor.op.BitwiseNot;
import dev.arrowmill.tensor.op.BitwiseOr;
import dev.arrowmill.tensor.op.BitwiseRightShift;
import dev.arrowmill.tensor.op.BitwiseXor;
import dev.arrowmill.tensor.op.Blends;
import dev.arrowmill.tensor.op.Cosh;
import dev.arrowmill.tensor.op.Digamma;
import dev.arrowmill.tensor.op.Erfc;
import dev.arrowmill.tensor.op.Erfinv;
import dev.arrowmill.tensor.op.Exp2;
import dev.arrowmill.tensor.op.FloatTests;
import dev.arrowmill.tensor.op.FloorDivide;
import dev.arrowmill.tensor.op.Fmax;
import dev.arrowmill.tensor.op.Fmin;
import dev.arrowmill.tensor.op.Fmod;
import dev.arrowmill.tensor.op.Hypot;
import dev.arrowmill.tensor.op.Lgamma;
import dev.arrowmill.tensor.op.Log10;
import dev.arrowmill.tensor.op.Log2;
import dev.arrowmill.tensor.op.Logaddexp;
import dev.arrowmill.tensor.op.Picks;
import dev.arrowmill.tensor.op.Remainder;
import dev.arrowmill.tensor.op.Sinh;
import dev.arrowmill.tensor.op.Tan;
import dev.arrowmill.tensor.op.TruncDivide;

/** Further elementwise functions as methods of a tensor, each one line that calls its op. */
abstract sealed class FunctionMethods extends ElementwiseMethods permits ReductionMethods {
  /** 2^x. */
  public Tensor exp2() {
    return Exp2.of(self());
  }

  /** Binary logarithm. */
  public Tensor log2() {
    return Log2.of(self());
  }

  /** Decimal logarithm. */
  public Tensor log10() {
    return Log10.of(self());
  }

  /** Tangent. */
  public Tensor tan() {
    return Tan.of(self());
  }

  /** Arc sine; NaN outside of [-1, 1]. */
  public Tensor asin() {
    return Asin.of(self());
  }

  /** Arc cosine; NaN outside of [-1, 1]. */
  public Tensor acos() {
    return Acos.of(self());
  }

  /** Arc tangent. */
  public Tensor atan() {
    return Atan.of(self());
  }

  /** Hyperbolic sine. */
  public Tensor sinh() {
    return Sinh.of(self());
  }

  /** Hyperbolic cosine. */
  public Tensor cosh() {
    return Cosh.of(self());
  }

  /** Inverse hyperbolic sine. */
  public Tensor asinh() {
    return Asinh.of(self());
  }

  /** Inverse hyperbolic cosine; NaN below 1. */
  public Tensor acosh() {
    return Acosh.of(self());
  }

  /** Inverse hyperbolic tangent; NaN outside of [-1, 1]. */
  public Tensor atanh() {
    return Atanh.of(self());
  }

  /** 1 - erf(x) without cancellation. */
  public Tensor erfc() {
    return Erfc.of(self());
  }

  /** The inverse of erf. */
  public Tensor erfinv() {
    return Erfinv.of(self());
  }

  /** log |Gamma(x)|. */
  public Tensor lgamma() {
    return Lgamma.of(self());
  }

  /** The derivative of lgamma. */
  public Tensor digamma() {
    return Digamma.of(self());
  }

  /** All bits inverted; the opposite for bools. */
  public Tensor bitwiseNot() {
    return BitwiseNot.of(self());
  }

  /** Scaled elu with the self-normalising constants. */
  public Tensor selu() {
    return Activations.selu(self());
  }

  /** The tanh form of gelu. */
  public Tensor geluTanh() {
    return Activations.geluTanh(self());
  }

  /** x limited to [0, 6]. */
  public Tensor relu6() {
    return Activations.relu6(self());
  }

  /** x / 6 + 1 / 2 limited to [0, 1]. */
  public Tensor hardsigmoid() {
    return Activations.hardsigmoid(self());
  }

  /** x times hardsigmoid. */
  public Tensor hardswish() {
    return Activations.hardswish(self());
  }

  /** log(sigmoid(x)). */
  public Tensor logsigmoid() {
    return Activations.logsigmoid(self());
  }

  /** x tanh(softplus(x)). */
  public Tensor mish() {
    return Activations.mish(self());
  }

  /** x / (1 + |x|). */
  public Tensor softsign() {
    return Activations.softsign(self());
  }

  /** x - tanh(x). */
  public Tensor tanhshrink() {
    return Activations.tanhshrink(self());
  }

  /** x where positive, else alpha (e^x - 1). */
  public Tensor elu(double alpha) {
    return Activations.elu(self(), alpha);
  }

  /** x where positive, else alpha (e^(x / alpha) - 1). */
  public Tensor celu(double alpha) {
    return Activations.celu(self(), alpha);
  }

  /** x where positive, else slope x. */
  public Tensor leakyRelu(double slope) {
    return Activations.leakyRelu(self(), slope);
  }

  /** x where positive, else weight x; one weight, or one per channel (dim 1). */
  public Tensor prelu(Tensor weight) {
    return Activations.prelu(self(), weight);
  }

  /** x limited to [lo, hi]; derivative 0 at the bounds. */
  public Tensor hardtanh(double lo, double hi) {
    return Activations.hardtanh(self(), lo, hi);
  }

  /** 0 where |x| is at most lambda, else x. */
  public Tensor hardshrink(double lambda) {
    return Activations.hardshrink(self(), lambda);
  }

  /** x drawn towards 0 by lambda. */
  public Tensor softshrink(double lambda) {
    return Activations.softshrink(self(), lambda);
  }

  /** x above the threshold, else the value. */
  public Tensor threshold(double threshold, double value) {
    return Activations.threshold(self(), threshold, value);
  }

  /** log(1 + e^(beta x)) / beta; x where beta x exceeds the threshold. */
  public Tensor softplus(double beta, double threshold) {
    return Activations.softplus(self(), beta, threshold);
  }

  /** The first half of a dimension times the sigmoid of the second. */
  public Tensor glu(int dim) {
    return Activations.glu(self(), dim);
  }

  /** True where NaN, as bool. */
  public Tensor isnan() {
    return FloatTests.isnan(self());
  }

  /** True where infinite, as bool. */
  public Tensor isinf() {
    return FloatTests.isinf(self());
  }

  /** True where neither NaN nor infinite, as bool. */
  public Tensor isfinite() {
    return FloatTests.isfinite(self());
  }

  /** True where negative or -0, as bool. */
  public Tensor signbit() {
    return FloatTests.signbit(self());
  }

  /** The fraction, of the sign of x. */
  public Tensor frac() {
    return Blends.frac(self());
  }

  /** NaN as 0, infinities as the largest finite numbers. */
  public Tensor nanToNum() {
    return Blends.nanToNum(self(), 0);
  }

  /** x limited to [lo, hi], which broadcast. */
  public Tensor clamp(Tensor lo, Tensor hi) {
    return Blends.clamp(self(), lo, hi);
  }

  /** This + w (end - this). */
  public Tensor lerp(Tensor end, Tensor w) {
    return Blends.lerp(self(), end, w);
  }

  /** This + value a b. */
  public Tensor addcmul(Tensor a, Tensor b, double value) {
    return Blends.addcmul(self(), a, b, value);
  }

  /** This + value a / b. */
  public Tensor addcdiv(Tensor a, Tensor b, double value) {
    return Blends.addcdiv(self(), a, b, value);
  }

  /** The number where the mask holds, else this. */
  public Tensor maskedFill(Tensor mask, double value) {
    return Picks.maskedFill(self(), mask, value);
  }

  /** The angle of the point (b, this). */
  public Tensor atan2(Tensor b) {
    return Atan2.of(self(), b);
  }

  /** sqrt(this^2 + b^2) without overflow. */
  public Tensor hypot(Tensor b) {
    return Hypot.of(self(), b);
  }

  /** log(e^this + e^b) without overflow. */
  public Tensor logaddexp(Tensor b) {
    return Logaddexp.of(self(), b);
  }

  /** The larger, a number when one is NaN. */
  public Tensor fmax(Tensor b) {
    return Fmax.of(self(), b);
  }

  /** The smaller, a number when one is NaN. */
  public Tensor fmin(Tensor b) {
    return Fmin.of(self(), b);
  }

  /** The remainder with the sign of this, as in C. */
  public Tensor fmod(Tensor b) {
    return Fmod.of(self(), b);
  }

  /** The remainder with the sign of b, as in Python. */
  public Tensor remainder(Tensor b) {
    return Remainder.of(self(), b);
  }

  /** The quotient rounded down; an error for integers divided by 0. */
  public Tensor floorDivide(Tensor b) {
    return FloorDivide.of(self(), b);
  }

  /** The quotient rounded to zero; an error for integers divided by 0. */
  public Tensor truncDivide(Tensor b) {
    return TruncDivide.of(self(), b);
  }

  /** Bits that both have; integers or bools. */
  public Tensor bitwiseAnd(Tensor b) {
    return BitwiseAnd.of(self(), b);
  }

  /** Bits that either has; integers or bools. */
  public Tensor bitwiseOr(Tensor b) {
    return BitwiseOr.of(self(), b);
  }

  /** Bits that exactly one has; integers or bools. */
  public Tensor bitwiseXor(Tensor b) {
    return BitwiseXor.of(self(), b);
  }

  /** This times 2^b, cut to the type. */
  public Tensor bitwiseLeftShift(Tensor b) {
    return BitwiseLeftShift.of(self(), b);
  }

  /** This divided by 2^b, rounded down. */
  public Tensor bitwiseRightShift(Tensor b) {
    return BitwiseRightShift.of(self(), b);
  }
}
