package dev.arrowmill.tensor.backend;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Reductions over 8 logical lanes, whatever the processor's width. */
final class SimdReduce {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_256;
  private static final VectorSpecies<Float> P = FloatVector.SPECIES_PREFERRED;

  private SimdReduce() {}

  static float sum(float[] x, int xo, int n) {
    double total = 0;
    float[] lanes = new float[8];
    for (int at = 0; at < n; at += ScalarBackend.SUM_BLOCK) {
      total += block(x, xo + at, Math.min(ScalarBackend.SUM_BLOCK, n - at), lanes);
    }
    return (float) total;
  }

  private static float block(float[] x, int xo, int n, float[] lanes) {
    FloatVector acc = FloatVector.zero(S);
    int i = 0;
    for (; i + 8 <= n; i += 8) {
      acc = acc.add(FloatVector.fromArray(S, x, xo + i));
    }
    acc.intoArray(lanes, 0);
    for (; i < n; i++) {
      lanes[i & 7] += x[xo + i];
    }
    return ScalarBackend.tree(lanes);
  }

  static float max(float[] x, int xo, int n) {
    int l = P.length();
    FloatVector acc = FloatVector.fromArray(P, x, xo);
    int i = l;
    for (; i + l <= n; i += l) {
      acc = acc.max(FloatVector.fromArray(P, x, xo + i));
    }
    float[] lanes = new float[l];
    acc.intoArray(lanes, 0);
    float m = lanes[0];
    for (float v : lanes) {
      m = Math.max(m, v);
    }
    for (; i < n; i++) {
      m = Math.max(m, x[xo + i]);
    }
    return m;
  }
}
