package dev.arrowmill.tensor.backend;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles of 8 rows by two vectors, for processors with 32 vector registers: C = init + A B over kc
 * steps, each element one fma chain.
 */
final class GemmTilesWide {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /** Whether vectors of 512 bits, and so 32 registers, are there. */
  static final boolean ON = L >= 16;

  private GemmTilesWide() {}

  static void tile8(
      int kc,
      float[] a,
      int ao,
      int ars,
      int acs,
      float[] b,
      int bo,
      int bs,
      float[] init,
      int io,
      int ild,
      float[] c,
      int co,
      int ldc) {
    FloatVector c00 = FloatVector.fromArray(S, init, io);
    FloatVector c01 = FloatVector.fromArray(S, init, io + L);
    FloatVector c10 = FloatVector.fromArray(S, init, io + ild);
    FloatVector c11 = FloatVector.fromArray(S, init, io + ild + L);
    FloatVector c20 = FloatVector.fromArray(S, init, io + 2 * ild);
    FloatVector c21 = FloatVector.fromArray(S, init, io + 2 * ild + L);
    FloatVector c30 = FloatVector.fromArray(S, init, io + 3 * ild);
    FloatVector c31 = FloatVector.fromArray(S, init, io + 3 * ild + L);
    FloatVector c40 = FloatVector.fromArray(S, init, io + 4 * ild);
    FloatVector c41 = FloatVector.fromArray(S, init, io + 4 * ild + L);
    FloatVector c50 = FloatVector.fromArray(S, init, io + 5 * ild);
    FloatVector c51 = FloatVector.fromArray(S, init, io + 5 * ild + L);
    FloatVector c60 = FloatVector.fromArray(S, init, io + 6 * ild);
    FloatVector c61 = FloatVector.fromArray(S, init, io + 6 * ild + L);
    FloatVector c70 = FloatVector.fromArray(S, init, io + 7 * ild);
    FloatVector c71 = FloatVector.fromArray(S, init, io + 7 * ild + L);
    int r1 = ars;
    int r2 = 2 * ars;
    int r3 = 3 * ars;
    int r4 = 4 * ars;
    int r5 = 5 * ars;
    int r6 = 6 * ars;
    int r7 = 7 * ars;
    int ap = ao;
    int bp = bo;
    for (int p = 0; p < kc; p++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bp);
      FloatVector b1 = FloatVector.fromArray(S, b, bp + L);
      FloatVector v = FloatVector.broadcast(S, a[ap]);
      c00 = v.fma(b0, c00);
      c01 = v.fma(b1, c01);
      v = FloatVector.broadcast(S, a[ap + r1]);
      c10 = v.fma(b0, c10);
      c11 = v.fma(b1, c11);
      v = FloatVector.broadcast(S, a[ap + r2]);
      c20 = v.fma(b0, c20);
      c21 = v.fma(b1, c21);
      v = FloatVector.broadcast(S, a[ap + r3]);
      c30 = v.fma(b0, c30);
      c31 = v.fma(b1, c31);
      v = FloatVector.broadcast(S, a[ap + r4]);
      c40 = v.fma(b0, c40);
      c41 = v.fma(b1, c41);
      v = FloatVector.broadcast(S, a[ap + r5]);
      c50 = v.fma(b0, c50);
      c51 = v.fma(b1, c51);
      v = FloatVector.broadcast(S, a[ap + r6]);
      c60 = v.fma(b0, c60);
      c61 = v.fma(b1, c61);
      v = FloatVector.broadcast(S, a[ap + r7]);
      c70 = v.fma(b0, c70);
      c71 = v.fma(b1, c71);
      ap += acs;
      bp += bs;
    }
    c00.intoArray(c, co);
    c01.intoArray(c, co + L);
    c10.intoArray(c, co + ldc);
    c11.intoArray(c, co + ldc + L);
    c20.intoArray(c, co + 2 * ldc);
    c21.intoArray(c, co + 2 * ldc + L);
    c30.intoArray(c, co + 3 * ldc);
    c31.intoArray(c, co + 3 * ldc + L);
    c40.intoArray(c, co + 4 * ldc);
    c41.intoArray(c, co + 4 * ldc + L);
    c50.intoArray(c, co + 5 * ldc);
    c51.intoArray(c, co + 5 * ldc + L);
    c60.intoArray(c, co + 6 * ldc);
    c61.intoArray(c, co + 6 * ldc + L);
    c70.intoArray(c, co + 7 * ldc);
    c71.intoArray(c, co + 7 * ldc + L);
  }
}
