package dev.arrowmill.tensor.backend;

import static dev.arrowmill.tensor.backend.SimdExp.all;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Vector twins of log and softplus, operation by operation as in FloatMath. */
final class SimdLog {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /* Methods on vectors stay below the 325 bytes that C2 inlines: a call would box its vectors. */

  private SimdLog() {}

  private static FloatVector log(FloatVector x) {
    VectorMask<Float> tiny = x.compare(VectorOperators.LT, FloatMath.MIN_NORMAL);
    FloatVector y = x.blend(x.mul(33554432f), tiny);
    IntVector bits = y.reinterpretAsInts();
    IntVector e = bits.sub(0x3f3504f3).lanewise(VectorOperators.ASHR, 23);
    FloatVector m = bits.sub(e.lanewise(VectorOperators.LSHL, 23)).reinterpretAsFloats().sub(1f);
    FloatVector k = e.add(SimdExp.ROUND_BITS).reinterpretAsFloats().sub(FloatMath.ROUND);
    k = k.blend(k.sub(25f), tiny);
    FloatVector z = m.mul(m);
    FloatVector t = tail(m, z, k);
    FloatVector r = k.fma(all(FloatMath.LN2_HI), m.add(t));
    r = r.blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
    r = r.blend(Float.NaN, x.compare(VectorOperators.GT, 0f).not());
    return r.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0f));
  }

  private static FloatVector tail(FloatVector m, FloatVector z, FloatVector k) {
    FloatVector p = all(7.0376836292e-2f).fma(m, all(-1.1514610310e-1f));
    p = p.fma(m, all(1.1676998740e-1f));
    p = p.fma(m, all(-1.2420140846e-1f));
    p = p.fma(m, all(1.4249322787e-1f));
    p = p.fma(m, all(-1.6668057665e-1f));
    p = p.fma(m, all(2.0000714765e-1f));
    p = p.fma(m, all(-2.4999993993e-1f));
    p = p.fma(m, all(3.3333331174e-1f));
    FloatVector t = m.mul(z).mul(p);
    t = k.fma(all(FloatMath.LN2_LO), t);
    return all(-0.5f).fma(z, t);
  }

  private static FloatVector softplus(FloatVector x) {
    FloatVector e = SimdExp.exp(x.abs().neg());
    FloatVector w = e.add(1f);
    return x.max(0f).add(log(w).add(e.sub(w.sub(1f)).div(w)));
  }

  static void log(float[] x, int xo, float[] y, int yo, int n) {
    int i = 0;
    for (; i + L <= n; i += L) {
      log(FloatVector.fromArray(S, x, xo + i)).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = FloatMath.log(x[xo + i]);
    }
  }

  static void softplus(float[] x, int xo, float[] y, int yo, int n) {
    int i = 0;
    for (; i + L <= n; i += L) {
      softplus(FloatVector.fromArray(S, x, xo + i)).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = FloatMath.softplus(x[xo + i]);
    }
  }
}
