package dev.arrowmill.tensor.backend;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Tiles of {@link SimdIndirect} for processors with 32 vector registers. */
final class SimdIndirectWide {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private SimdIndirectWide() {}

  static void rows8(
      int from,
      int end,
      float[] a,
      int a0,
      int a1,
      int a2,
      int a3,
      int a4,
      int a5,
      int a6,
      int a7,
      int[] steps,
      float[] b,
      int bo,
      int ld,
      boolean fresh,
      float[] c,
      int co) {
    FloatVector c00 = FloatVector.zero(S);
    FloatVector c01 = FloatVector.zero(S);
    FloatVector c10 = FloatVector.zero(S);
    FloatVector c11 = FloatVector.zero(S);
    FloatVector c20 = FloatVector.zero(S);
    FloatVector c21 = FloatVector.zero(S);
    FloatVector c30 = FloatVector.zero(S);
    FloatVector c31 = FloatVector.zero(S);
    FloatVector c40 = FloatVector.zero(S);
    FloatVector c41 = FloatVector.zero(S);
    FloatVector c50 = FloatVector.zero(S);
    FloatVector c51 = FloatVector.zero(S);
    FloatVector c60 = FloatVector.zero(S);
    FloatVector c61 = FloatVector.zero(S);
    FloatVector c70 = FloatVector.zero(S);
    FloatVector c71 = FloatVector.zero(S);
    if (!fresh) {
      c00 = FloatVector.fromArray(S, c, co);
      c01 = FloatVector.fromArray(S, c, co + L);
      c10 = FloatVector.fromArray(S, c, co + ld);
      c11 = FloatVector.fromArray(S, c, co + ld + L);
      c20 = FloatVector.fromArray(S, c, co + 2 * ld);
      c21 = FloatVector.fromArray(S, c, co + 2 * ld + L);
      c30 = FloatVector.fromArray(S, c, co + 3 * ld);
      c31 = FloatVector.fromArray(S, c, co + 3 * ld + L);
      c40 = FloatVector.fromArray(S, c, co + 4 * ld);
      c41 = FloatVector.fromArray(S, c, co + 4 * ld + L);
      c50 = FloatVector.fromArray(S, c, co + 5 * ld);
      c51 = FloatVector.fromArray(S, c, co + 5 * ld + L);
      c60 = FloatVector.fromArray(S, c, co + 6 * ld);
      c61 = FloatVector.fromArray(S, c, co + 6 * ld + L);
      c70 = FloatVector.fromArray(S, c, co + 7 * ld);
      c71 = FloatVector.fromArray(S, c, co + 7 * ld + L);
    }
    int at = bo + from * ld;
    for (int p = from; p < end; p++) {
      int k = steps[p];
      FloatVector b0 = FloatVector.fromArray(S, b, at);
      FloatVector b1 = FloatVector.fromArray(S, b, at + L);
      FloatVector v = FloatVector.broadcast(S, a[a0 + k]);
      c00 = v.fma(b0, c00);
      c01 = v.fma(b1, c01);
      v = FloatVector.broadcast(S, a[a1 + k]);
      c10 = v.fma(b0, c10);
      c11 = v.fma(b1, c11);
      v = FloatVector.broadcast(S, a[a2 + k]);
      c20 = v.fma(b0, c20);
      c21 = v.fma(b1, c21);
      v = FloatVector.broadcast(S, a[a3 + k]);
      c30 = v.fma(b0, c30);
      c31 = v.fma(b1, c31);
      v = FloatVector.broadcast(S, a[a4 + k]);
      c40 = v.fma(b0, c40);
      c41 = v.fma(b1, c41);
      v = FloatVector.broadcast(S, a[a5 + k]);
      c50 = v.fma(b0, c50);
      c51 = v.fma(b1, c51);
      v = FloatVector.broadcast(S, a[a6 + k]);
      c60 = v.fma(b0, c60);
      c61 = v.fma(b1, c61);
      v = FloatVector.broadcast(S, a[a7 + k]);
      c70 = v.fma(b0, c70);
      c71 = v.fma(b1, c71);
      at += ld;
    }
    c00.intoArray(c, co);
    c01.intoArray(c, co + L);
    c10.intoArray(c, co + ld);
    c11.intoArray(c, co + ld + L);
    c20.intoArray(c, co + 2 * ld);
    c21.intoArray(c, co + 2 * ld + L);
    c30.intoArray(c, co + 3 * ld);
    c31.intoArray(c, co + 3 * ld + L);
    c40.intoArray(c, co + 4 * ld);
    c41.intoArray(c, co + 4 * ld + L);
    c50.intoArray(c, co + 5 * ld);
    c51.intoArray(c, co + 5 * ld + L);
    c60.intoArray(c, co + 6 * ld);
    c61.intoArray(c, co + 6 * ld + L);
    c70.intoArray(c, co + 7 * ld);
    c71.intoArray(c, co + 7 * ld + L);
  }
}
