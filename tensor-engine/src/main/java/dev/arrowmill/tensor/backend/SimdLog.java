package dev.arrowmill.tensor.backend;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Vector twins of log and softplus, operation by operation as in FloatMath. */
final class SimdLog {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final float INFINITY = Float.POSITIVE_INFINITY;

  private SimdLog() {}

  static void log(float[] x, int xo, float[] y, int yo, int n) {
    int i = 0;
    for (; i + L <= n; i += L) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      VectorMask<Float> tiny = v.compare(VectorOperators.LT, FloatMath.MIN_NORMAL);
      IntVector bits = v.blend(v.mul(33554432f), tiny).reinterpretAsInts();
      IntVector e = bits.sub(0x3f3504f3).lanewise(VectorOperators.ASHR, 23);
      FloatVector m = bits.sub(e.lanewise(VectorOperators.LSHL, 23)).reinterpretAsFloats().sub(1f);
      FloatVector k = e.add(SimdExp.ROUND_BITS).reinterpretAsFloats().sub(FloatMath.ROUND);
      k = k.blend(k.sub(25f), tiny);
      FloatVector z = m.mul(m);
      FloatVector p = FloatVector.broadcast(S, 7.0376836292e-2f);
      p = p.fma(m, FloatVector.broadcast(S, -1.1514610310e-1f));
      p = p.fma(m, FloatVector.broadcast(S, 1.1676998740e-1f));
      p = p.fma(m, FloatVector.broadcast(S, -1.2420140846e-1f));
      p = p.fma(m, FloatVector.broadcast(S, 1.4249322787e-1f));
      p = p.fma(m, FloatVector.broadcast(S, -1.6668057665e-1f));
      p = p.fma(m, FloatVector.broadcast(S, 2.0000714765e-1f));
      p = p.fma(m, FloatVector.broadcast(S, -2.4999993993e-1f));
      p = p.fma(m, FloatVector.broadcast(S, 3.3333331174e-1f));
      FloatVector t = m.mul(z).mul(p);
      t = k.fma(FloatVector.broadcast(S, FloatMath.LN2_LO), t);
      t = FloatVector.broadcast(S, -0.5f).fma(z, t);
      FloatVector r = k.fma(FloatVector.broadcast(S, FloatMath.LN2_HI), m.add(t));
      r = r.blend(INFINITY, v.compare(VectorOperators.EQ, INFINITY));
      r = r.blend(Float.NaN, v.compare(VectorOperators.GT, 0f).not());
      r.blend(-INFINITY, v.compare(VectorOperators.EQ, 0f)).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = FloatMath.log(x[xo + i]);
    }
  }

  /** In stages, as those of {@link SimdExp}. */
  static void softplus(float[] x, int xo, float[] y, int yo, int n) {
    float[] e = SimdBlocks.first();
    float[] l = SimdBlocks.second();
    int i = 0;
    for (int m = SimdBlocks.whole(n, i); m > 0; m = SimdBlocks.whole(n, i)) {
      for (int j = 0; j < m; j += L) {
        FloatVector.fromArray(S, x, xo + i + j).abs().neg().intoArray(e, j);
      }
      SimdExp.exp(e, 0, e, 0, m);
      for (int j = 0; j < m; j += L) {
        FloatVector.fromArray(S, e, j).add(1f).intoArray(l, j);
      }
      log(l, 0, l, 0, m);
      for (int j = 0; j < m; j += L) {
        FloatVector v = FloatVector.fromArray(S, e, j);
        FloatVector w = v.add(1f);
        FloatVector rest = v.sub(w.sub(1f)).div(w);
        FloatVector.fromArray(S, x, xo + i + j)
            .max(0f)
            .add(FloatVector.fromArray(S, l, j).add(rest))
            .intoArray(y, yo + i + j);
      }
      i += m;
    }
    for (; i < n; i++) {
      y[yo + i] = FloatMath.softplus(x[xo + i]);
    }
  }
}
