package dev.arrowmill.tensor.backend;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Vector twin of Adam's step, operation by operation as the scalar one. */
final class SimdAdam {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private SimdAdam() {}

  static void run(
      float[] p, int po, float[] g, int go, float[] m, float[] v, int so, int n, float[] c) {
    FloatVector root = FloatVector.broadcast(S, c[7]);
    float shrink = c[0];
    float l2 = c[1];
    float beta1 = c[2];
    float gain1 = c[3];
    float beta2 = c[4];
    float gain2 = c[5];
    float stepSize = c[6];
    float eps = c[8];
    int i = 0;
    for (; i + L <= n; i += L) {
      FloatVector w = FloatVector.fromArray(S, p, po + i);
      FloatVector d = FloatVector.fromArray(S, g, go + i).add(w.mul(l2));
      FloatVector mi = FloatVector.fromArray(S, m, so + i).mul(beta1).add(d.mul(gain1));
      FloatVector vi = FloatVector.fromArray(S, v, so + i).mul(beta2).add(d.mul(gain2).mul(d));
      mi.intoArray(m, so + i);
      vi.intoArray(v, so + i);
      FloatVector step = mi.div(vi.sqrt().mul(root).add(eps));
      w.mul(shrink).sub(step.mul(stepSize)).intoArray(p, po + i);
    }
    ScalarBackend.adam(p, po, g, go, m, v, so, i, n, c);
  }

  static void adagrad(float[] p, int po, float[] g, int go, float[] sum, int so, int n, float[] c) {
    float rate = c[0];
    float decay = c[1];
    float eps = c[2];
    float sign = c[3];
    int i = 0;
    for (; i + L <= n; i += L) {
      FloatVector w = FloatVector.fromArray(S, p, po + i);
      FloatVector d = FloatVector.fromArray(S, g, go + i).mul(sign).add(w.mul(decay));
      FloatVector s = FloatVector.fromArray(S, sum, so + i).add(d.mul(d));
      s.intoArray(sum, so + i);
      w.sub(d.div(s.sqrt().add(eps)).mul(rate)).intoArray(p, po + i);
    }
    ScalarBackend.adagrad(p, po, g, go, sum, so, i, n, c);
  }
}
