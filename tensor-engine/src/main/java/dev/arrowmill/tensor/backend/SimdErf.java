package dev.arrowmill.tensor.backend;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Vector twins of erf, gelu and gelu's gradient, operation by operation as in FloatMath. Each works
 * in stages, as those of {@link SimdExp}.
 */
final class SimdErf {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private SimdErf() {}

  static void erf(float[] x, int xo, float[] y, int yo, int n) {
    float[] e = SimdBlocks.first();
    int i = 0;
    for (int m = SimdBlocks.whole(n, i); m > 0; m = SimdBlocks.whole(n, i)) {
      tails(x, xo + i, 1f, e, m);
      join(x, xo + i, 1f, e, m);
      System.arraycopy(e, 0, y, yo + i, m);
      i += m;
    }
    for (; i < n; i++) {
      y[yo + i] = FloatMath.erf(x[xo + i]);
    }
  }

  static void gelu(float[] x, int xo, float[] y, int yo, int n) {
    float[] e = SimdBlocks.first();
    int i = 0;
    for (int m = SimdBlocks.whole(n, i); m > 0; m = SimdBlocks.whole(n, i)) {
      tails(x, xo + i, FloatMath.GELU_C, e, m);
      join(x, xo + i, FloatMath.GELU_C, e, m);
      for (int j = 0; j < m; j += L) {
        FloatVector v = FloatVector.fromArray(S, x, xo + i + j);
        FloatVector half = FloatVector.fromArray(S, e, j).add(1f);
        v.mul(0.5f).mul(half).intoArray(y, yo + i + j);
      }
      i += m;
    }
    for (; i < n; i++) {
      y[yo + i] = FloatMath.gelu(x[xo + i]);
    }
  }

  static void geluGrad(float[] a, int ao, float[] g, int go, float[] y, int yo, int n) {
    float[] e = SimdBlocks.first();
    float[] p = SimdBlocks.second();
    int i = 0;
    for (int m = SimdBlocks.whole(n, i); m > 0; m = SimdBlocks.whole(n, i)) {
      tails(a, ao + i, FloatMath.GELU_C, e, m);
      join(a, ao + i, FloatMath.GELU_C, e, m);
      for (int j = 0; j < m; j += L) {
        FloatVector v = FloatVector.fromArray(S, a, ao + i + j);
        v.mul(-0.5f).mul(v).intoArray(p, j);
      }
      SimdExp.exp(p, 0, p, 0, m);
      for (int j = 0; j < m; j += L) {
        FloatVector v = FloatVector.fromArray(S, a, ao + i + j);
        FloatVector cdf = FloatVector.fromArray(S, e, j).add(1f).mul(0.5f);
        FloatVector pdf = v.mul(0.39894228f).mul(FloatVector.fromArray(S, p, j));
        FloatVector.fromArray(S, g, go + i + j).mul(cdf.add(pdf)).intoArray(y, yo + i + j);
      }
      i += m;
    }
    BinaryKernel.F32 f = BinaryKernel.GELU_GRAD.f32();
    for (; i < n; i++) {
      y[yo + i] = f.at(a[ao + i], g[go + i]);
    }
  }

  /** e = exp of the tail's polynomial at |x scale|. */
  private static void tails(float[] x, int xo, float scale, float[] e, int m) {
    for (int j = 0; j < m; j += L) {
      FloatVector v = FloatVector.fromArray(S, x, xo + j).mul(scale);
      FloatVector t = v.abs();
      FloatVector s = v.mul(v);
      FloatVector r =
          FloatVector.broadcast(S, -1.72853470e-5f)
              .fma(t, FloatVector.broadcast(S, 3.83197126e-4f));
      FloatVector u =
          FloatVector.broadcast(S, -3.88396438e-3f)
              .fma(t, FloatVector.broadcast(S, 2.42546219e-2f));
      r = r.fma(s, u);
      r = r.fma(t, FloatVector.broadcast(S, -1.06777877e-1f));
      r = r.fma(t, FloatVector.broadcast(S, -6.34846687e-1f));
      r = r.fma(t, FloatVector.broadcast(S, -1.28717512e-1f));
      r.fma(t, t.neg()).intoArray(e, j);
    }
    SimdExp.exp(e, 0, e, 0, m);
  }

  /** e = erf(x scale), given the tails in e. */
  private static void join(float[] x, int xo, float scale, float[] e, int m) {
    for (int j = 0; j < m; j += L) {
      FloatVector v = FloatVector.fromArray(S, x, xo + j).mul(scale);
      FloatVector s = v.mul(v);
      FloatVector big = FloatVector.broadcast(S, 1f).sub(FloatVector.fromArray(S, e, j));
      FloatVector p =
          FloatVector.broadcast(S, -5.96761703e-4f)
              .fma(s, FloatVector.broadcast(S, 4.99119423e-3f));
      p = p.fma(s, FloatVector.broadcast(S, -2.67681349e-2f));
      p = p.fma(s, FloatVector.broadcast(S, 1.12819925e-1f));
      p = p.fma(s, FloatVector.broadcast(S, -3.76125336e-1f));
      p = p.fma(s, FloatVector.broadcast(S, 1.28379166e-1f));
      p = p.fma(v, v);
      IntVector sign = v.reinterpretAsInts().and(0x80000000);
      IntVector magnitude = big.reinterpretAsInts().and(0x7fffffff);
      FloatVector signed = magnitude.or(sign).reinterpretAsFloats();
      p.blend(signed, v.abs().compare(VectorOperators.GT, FloatMath.ERF_SMALL)).intoArray(e, j);
    }
  }
}
