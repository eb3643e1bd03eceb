package dev.arrowmill.tensor.backend;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Vector twins of sin and cos, operation by operation as in FloatMath. */
final class SimdTrig {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private SimdTrig() {}

  /** Sine for shift 0, cosine for shift 1 (a quarter turn ahead). */
  static void run(float[] x, int xo, float[] y, int yo, int n, int shift) {
    int i = 0;
    for (; i + L <= n; i += L) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      if (v.abs().compare(VectorOperators.LE, FloatMath.TRIG_MAX).allTrue()) {
        small(v, shift).intoArray(y, yo + i);
      } else {
        scalar(x, xo + i, y, yo + i, L, shift);
      }
    }
    scalar(x, xo + i, y, yo + i, n - i, shift);
  }

  private static void scalar(float[] x, int xo, float[] y, int yo, int n, int shift) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = shift == 0 ? FloatMath.sin(x[xo + i]) : FloatMath.cos(x[xo + i]);
    }
  }

  private static FloatVector small(FloatVector x, int shift) {
    FloatVector shifted =
        x.fma(
            FloatVector.broadcast(S, FloatMath.TWO_OVER_PI),
            FloatVector.broadcast(S, FloatMath.ROUND));
    FloatVector n = shifted.sub(FloatMath.ROUND);
    FloatVector r = n.fma(FloatVector.broadcast(S, -FloatMath.PIO2_1), x);
    r = n.fma(FloatVector.broadcast(S, -FloatMath.PIO2_2), r);
    r = n.fma(FloatVector.broadcast(S, -FloatMath.PIO2_3), r);
    IntVector q = shifted.reinterpretAsInts().sub(SimdExp.ROUND_BITS).add(shift);
    FloatVector z = r.mul(r);
    FloatVector s =
        FloatVector.broadcast(S, -1.9515295891e-4f)
            .fma(z, FloatVector.broadcast(S, 8.3321608736e-3f));
    s = s.fma(z, FloatVector.broadcast(S, -1.6666654611e-1f));
    s = s.mul(z).fma(r, r);
    FloatVector c =
        FloatVector.broadcast(S, 2.443315711809948e-5f)
            .fma(z, FloatVector.broadcast(S, -1.388731625493765e-3f));
    c = c.fma(z, FloatVector.broadcast(S, 4.166664568298827e-2f));
    c = c.mul(z).fma(z, FloatVector.broadcast(S, -0.5f).fma(z, FloatVector.broadcast(S, 1f)));
    FloatVector v = s.blend(c, q.and(1).compare(VectorOperators.NE, 0).cast(S));
    return v.blend(v.neg(), q.and(2).compare(VectorOperators.NE, 0).cast(S));
  }
}
