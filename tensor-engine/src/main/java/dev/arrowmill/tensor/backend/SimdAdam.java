package dev.arrowmill.tensor.backend;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Vector twin of Adam's step, operation by operation as the scalar one. */
final class SimdAdam {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private SimdAdam() {}

  static void run(float[] p, int po, float[] g, int go, float[] m, float[] v, int n, AdamScales s) {
    FloatVector root = FloatVector.broadcast(S, s.root());
    float l2 = s.l2();
    float beta1 = s.beta1();
    float gain1 = s.gain1();
    float beta2 = s.beta2();
    float gain2 = s.gain2();
    float shrink = s.shrink();
    float stepSize = s.stepSize();
    float eps = s.eps();
    int i = 0;
    for (; i + L <= n; i += L) {
      FloatVector w = FloatVector.fromArray(S, p, po + i);
      FloatVector d = FloatVector.fromArray(S, g, go + i).add(w.mul(l2));
      FloatVector mi = FloatVector.fromArray(S, m, i).mul(beta1).add(d.mul(gain1));
      FloatVector vi = FloatVector.fromArray(S, v, i).mul(beta2).add(d.mul(gain2).mul(d));
      mi.intoArray(m, i);
      vi.intoArray(v, i);
      FloatVector step = mi.div(vi.sqrt().div(root).add(eps));
      w.mul(shrink).sub(step.mul(stepSize)).intoArray(p, po + i);
    }
    ScalarBackend.adam(p, po, g, go, m, v, i, n, s);
  }
}
