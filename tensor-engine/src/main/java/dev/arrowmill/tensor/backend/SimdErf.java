package dev.arrowmill.tensor.backend;

import static dev.arrowmill.tensor.backend.SimdExp.all;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Vector twins of erf, gelu and gelu's gradient, operation by operation as in FloatMath. */
final class SimdErf {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /* Methods on vectors stay below the 325 bytes that C2 inlines: a call would box its vectors. */

  private SimdErf() {}

  private static FloatVector erf(FloatVector x) {
    FloatVector t = x.abs();
    FloatVector s = x.mul(x);
    FloatVector big = SimdExp.copySign(all(1f).sub(SimdExp.exp(tail(t, s))), x);
    FloatVector p = center(s).fma(x, x);
    return p.blend(big, t.compare(VectorOperators.GT, FloatMath.ERF_SMALL));
  }

  private static FloatVector tail(FloatVector t, FloatVector s) {
    FloatVector r = all(-1.72853470e-5f).fma(t, all(3.83197126e-4f));
    FloatVector u = all(-3.88396438e-3f).fma(t, all(2.42546219e-2f));
    r = r.fma(s, u);
    r = r.fma(t, all(-1.06777877e-1f));
    r = r.fma(t, all(-6.34846687e-1f));
    r = r.fma(t, all(-1.28717512e-1f));
    return r.fma(t, t.neg());
  }

  private static FloatVector center(FloatVector s) {
    FloatVector p = all(-5.96761703e-4f).fma(s, all(4.99119423e-3f));
    p = p.fma(s, all(-2.67681349e-2f));
    p = p.fma(s, all(1.12819925e-1f));
    p = p.fma(s, all(-3.76125336e-1f));
    return p.fma(s, all(1.28379166e-1f));
  }

  static void erf(float[] x, int xo, float[] y, int yo, int n) {
    int i = 0;
    for (; i + L <= n; i += L) {
      erf(FloatVector.fromArray(S, x, xo + i)).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = FloatMath.erf(x[xo + i]);
    }
  }

  static void gelu(float[] x, int xo, float[] y, int yo, int n) {
    int i = 0;
    for (; i + L <= n; i += L) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      v.mul(0.5f).mul(erf(v.mul(FloatMath.GELU_C)).add(1f)).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = FloatMath.gelu(x[xo + i]);
    }
  }

  static void geluGrad(float[] a, int ao, float[] g, int go, float[] y, int yo, int n) {
    int i = 0;
    for (; i + L <= n; i += L) {
      FloatVector v = FloatVector.fromArray(S, a, ao + i);
      FloatVector cdf = erf(v.mul(FloatMath.GELU_C)).add(1f).mul(0.5f);
      FloatVector pdf = SimdExp.exp(v.mul(-0.5f).mul(v));
      FloatVector d = cdf.add(v.mul(0.39894228f).mul(pdf));
      FloatVector.fromArray(S, g, go + i).mul(d).intoArray(y, yo + i);
    }
    BinaryKernel.F32 f = BinaryKernel.GELU_GRAD.f32();
    for (; i < n; i++) {
      y[yo + i] = f.at(a[ao + i], g[go + i]);
    }
  }
}
