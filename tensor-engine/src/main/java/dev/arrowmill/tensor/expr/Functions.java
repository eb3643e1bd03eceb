package dev.arrowmill.tensor.expr;

import dev.arrowmill.tensor.backend.FloatMath;

/**
 * The functions of {@link FloatMath} as expressions, operation by operation, so that every emitter
 * gives FloatMath's bits. Whole numbers are moved between float and int by adding 1.5 * 2^23, which
 * is exact where they are used and needs no conversion instruction.
 */
public final class Functions {
  private static final float ROUND = 12582912f;
  private static final int ROUND_BITS = Float.floatToRawIntBits(ROUND);
  private static final float[] EXP = {
    1.9875691500e-4f,
    1.3981999507e-3f,
    8.3334519073e-3f,
    4.1665795894e-2f,
    1.6666665459e-1f,
    5.0000001201e-1f
  };
  private static final float[] LOG = {
    7.0376836292e-2f,
    -1.1514610310e-1f,
    1.1676998740e-1f,
    -1.2420140846e-1f,
    1.4249322787e-1f,
    -1.6668057665e-1f,
    2.0000714765e-1f,
    -2.4999993993e-1f,
    3.3333331174e-1f
  };
  private static final float[] TANH = {
    -5.70498872745e-3f, 2.06390887954e-2f, -5.37397155531e-2f, 1.33314422036e-1f, -3.33332819422e-1f
  };
  private static final float[] ERF = {
    -5.96761703e-4f,
    4.99119423e-3f,
    -2.67681349e-2f,
    1.12819925e-1f,
    -3.76125336e-1f,
    1.28379166e-1f
  };

  private Functions() {}

  /** Horner's scheme by fma, highest power first. */
  private static Expr polynomial(float[] c, Expr x) {
    Expr p = Expr.of(c[0]);
    for (int i = 1; i < c.length; i++) {
      p = p.fma(x, c[i]);
    }
    return p;
  }

  private static Expr pow2(Expr k) {
    return k.iadd(127).shl(23).floats();
  }

  /** The magnitude of a with the sign of b. */
  public static Expr copySign(Expr a, Expr b) {
    return a.bits().iand(0x7fffffff).ior(b.bits().iand(0x80000000)).floats();
  }

  /** {@link FloatMath#exp}. */
  public static Expr exp(Expr x) {
    Expr c = x.max(Expr.of(FloatMath.EXP_MIN - 1)).min(Expr.of(FloatMath.EXP_MAX + 1));
    Expr shifted = c.fma(FloatMath.LOG2E, Expr.of(ROUND));
    Expr n = shifted.sub(ROUND);
    Expr r = n.fma(-FloatMath.LN2_HI, c);
    r = n.fma(-FloatMath.LN2_LO, r);
    Expr p = polynomial(EXP, r).fma(r.mul(r), r).add(1f);
    Expr k = shifted.bits().isub(ROUND_BITS);
    Expr h = k.shr(1);
    return p.mul(pow2(h)).mul(pow2(k.isub(h)));
  }

  /** {@link FloatMath#expm1}. */
  public static Expr expm1(Expr x) {
    Expr c = x.max(Expr.of(FloatMath.EXP_MIN - 1)).min(Expr.of(FloatMath.EXP_MAX + 1));
    Expr shifted = c.fma(FloatMath.LOG2E, Expr.of(ROUND));
    Expr n = shifted.sub(ROUND);
    Expr r = n.fma(-FloatMath.LN2_HI, c);
    r = n.fma(-FloatMath.LN2_LO, r);
    Expr q = polynomial(EXP, r).fma(r.mul(r), r);
    Expr k = shifted.bits().isub(ROUND_BITS);
    Expr h = k.shr(1);
    Expr e = pow2(h);
    Expr y = q.fma(e, e.sub(pow2(h.isub(k)))).mul(pow2(k.isub(h)));
    return x.eq(0f).select(x, y);
  }

  /** {@link FloatMath#log1p}. */
  public static Expr log1p(Expr x) {
    Expr w = x.add(1f);
    Expr y = log(w).add(x.sub(w.sub(1f)).div(w));
    y = x.eq(-1f).select(Expr.of(Float.NEGATIVE_INFINITY), y);
    y = x.eq(Float.POSITIVE_INFINITY).select(x, y);
    return x.eq(0f).select(x, y);
  }

  /** {@link FloatMath#log}. */
  public static Expr log(Expr x) {
    Expr tiny = x.lt(FloatMath.MIN_NORMAL);
    Expr bits = tiny.select(x.mul(33554432f), x).bits();
    Expr e = bits.isub(0x3f3504f3).shr(23);
    Expr m = bits.isub(e.shl(23)).floats().sub(1f);
    Expr k = e.iadd(ROUND_BITS).floats().sub(ROUND);
    k = tiny.select(k.sub(25f), k);
    Expr z = m.mul(m);
    Expr t = m.mul(z).mul(polynomial(LOG, m));
    t = k.fma(FloatMath.LN2_LO, t);
    t = Expr.of(-0.5f).fma(z, t);
    Expr r = k.fma(FloatMath.LN2_HI, m.add(t));
    r = x.eq(Float.POSITIVE_INFINITY).select(Expr.of(Float.POSITIVE_INFINITY), r);
    r = x.gt(0f).select(r, Expr.of(Float.NaN));
    return x.eq(0f).select(Expr.of(Float.NEGATIVE_INFINITY), r);
  }

  /** {@link FloatMath#tanh}. */
  public static Expr tanh(Expr x) {
    Expr a = x.abs();
    Expr z = x.mul(x);
    Expr small = polynomial(TANH, z).mul(z).fma(x, x);
    Expr big = Expr.of(1f).sub(Expr.of(2f).div(exp(a.add(a)).add(1f)));
    return a.lt(FloatMath.TANH_SMALL).select(small, copySign(big, x));
  }

  /** {@link FloatMath#sigmoid}. */
  public static Expr sigmoid(Expr x) {
    Expr e = exp(x.abs().neg());
    return x.ge(Expr.of(0f)).select(Expr.of(1f), e).div(e.add(1f));
  }

  /** {@link FloatMath#silu}. */
  public static Expr silu(Expr x) {
    return x.mul(sigmoid(x));
  }

  /** {@link FloatMath#erf}. */
  public static Expr erf(Expr x) {
    Expr t = x.abs();
    Expr s = x.mul(x);
    Expr r = Expr.of(-1.72853470e-5f).fma(t, 3.83197126e-4f);
    Expr u = Expr.of(-3.88396438e-3f).fma(t, 2.42546219e-2f);
    r = r.fma(s, u);
    r = r.fma(t, -1.06777877e-1f);
    r = r.fma(t, -6.34846687e-1f);
    r = r.fma(t, -1.28717512e-1f);
    r = r.fma(t, t.neg());
    Expr big = copySign(Expr.of(1f).sub(exp(r)), x);
    Expr small = polynomial(ERF, s).fma(x, x);
    return t.gt(FloatMath.ERF_SMALL).select(big, small);
  }

  /** {@link FloatMath#gelu}. */
  public static Expr gelu(Expr x) {
    return x.mul(0.5f).mul(erf(x.mul(FloatMath.GELU_C)).add(1f));
  }

  /** The gradient of gelu: g times Phi(x) + x phi(x). */
  public static Expr geluGrad(Expr x, Expr g) {
    Expr cdf = erf(x.mul(FloatMath.GELU_C)).add(1f).mul(0.5f);
    Expr pdf = exp(x.mul(-0.5f).mul(x));
    return g.mul(cdf.add(x.mul(0.39894228f).mul(pdf)));
  }

  /** {@link FloatMath#softplus}. */
  public static Expr softplus(Expr x) {
    Expr e = exp(x.abs().neg());
    Expr w = e.add(1f);
    return x.max(Expr.of(0f)).add(log(w).add(e.sub(w.sub(1f)).div(w)));
  }

  /** {@link FloatMath#relu}. */
  public static Expr relu(Expr x) {
    return x.le(Expr.of(0f)).select(Expr.of(0f), x);
  }

  /** 1, 0 or -1; 0 for NaN. */
  public static Expr sign(Expr x) {
    Expr zero = Expr.of(0f);
    return x.gt(zero).select(Expr.of(1f), x.lt(zero).select(Expr.of(-1f), zero));
  }

  /** The nearest whole number, ties to even. */
  public static Expr rint(Expr x) {
    Expr t = copySign(Expr.of(8388608f), x);
    return x.abs().lt(8388608f).select(copySign(x.add(t).sub(t), x), x);
  }

  /** The largest whole number that is not above. */
  public static Expr floor(Expr x) {
    Expr r = rint(x);
    return r.gt(x).select(r.sub(1f), r);
  }

  /** The smallest whole number that is not below. */
  public static Expr ceil(Expr x) {
    Expr r = rint(x);
    return r.lt(x).select(copySign(r.add(1f), x), r);
  }

  /** Towards 0. */
  public static Expr trunc(Expr x) {
    Expr r = rint(x.abs());
    return copySign(r.gt(x.abs()).select(r.sub(1f), r), x);
  }

  /** 1 where the mask holds, else 0. */
  public static Expr number(Expr mask) {
    return mask.select(Expr.of(1f), Expr.of(0f));
  }

  /** Whether a float is not 0; NaN is not. */
  public static Expr truth(Expr x) {
    return Expr.of(Code.NE, x, Expr.of(0f));
  }
}
