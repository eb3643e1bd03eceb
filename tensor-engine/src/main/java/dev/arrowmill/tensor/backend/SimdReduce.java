package dev.arrowmill.tensor.backend;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Reductions over 16 logical lanes, whatever the processor's width. */
final class SimdReduce {
  /*
   * Only the preferred species may appear in this JVM: a second width of FloatVector makes the profile
   * of the shared FloatVector methods ambiguous, and C2 of JDK 17 then boxes the accumulators of the
   * matrix tiles (measured: 1000 us instead of 70 us for a 256x300x32 product).
   */
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private SimdReduce() {}

  static float sum(float[] x, int xo, int n) {
    double total = 0;
    float[] lanes = ScalarBackend.SCRATCH.get();
    for (int at = 0; at < n; at += ScalarBackend.SUM_BLOCK) {
      total += block(x, xo + at, Math.min(ScalarBackend.SUM_BLOCK, n - at), lanes);
    }
    return (float) total;
  }

  private static float block(float[] x, int xo, int n, float[] lanes) {
    int whole = n & -ScalarBackend.LANES;
    if (L == 16) {
      one(x, xo, whole, lanes);
    } else if (L == 8) {
      two(x, xo, whole, lanes);
    } else {
      return ScalarBackend.blockSum(x, xo, n, lanes);
    }
    for (int i = whole; i < n; i++) {
      lanes[i - whole] += x[xo + i];
    }
    return ScalarBackend.tree(lanes);
  }

  private static void one(float[] x, int xo, int n, float[] lanes) {
    FloatVector acc = FloatVector.zero(S);
    for (int i = 0; i < n; i += 16) {
      acc = acc.add(FloatVector.fromArray(S, x, xo + i));
    }
    acc.intoArray(lanes, 0);
  }

  private static void two(float[] x, int xo, int n, float[] lanes) {
    FloatVector lo = FloatVector.zero(S);
    FloatVector hi = FloatVector.zero(S);
    for (int i = 0; i < n; i += 16) {
      lo = lo.add(FloatVector.fromArray(S, x, xo + i));
      hi = hi.add(FloatVector.fromArray(S, x, xo + i + 8));
    }
    lo.intoArray(lanes, 0);
    hi.intoArray(lanes, 8);
  }

  static float max(float[] x, int xo, int n) {
    FloatVector acc = FloatVector.fromArray(S, x, xo);
    int i = L;
    for (; i + L <= n; i += L) {
      acc = acc.max(FloatVector.fromArray(S, x, xo + i));
    }
    float[] lanes = ScalarBackend.SCRATCH.get();
    acc.intoArray(lanes, 0);
    float m = lanes[0];
    for (int j = 1; j < L; j++) {
      m = Math.max(m, lanes[j]);
    }
    for (; i < n; i++) {
      m = Math.max(m, x[xo + i]);
    }
    return m;
  }
}
