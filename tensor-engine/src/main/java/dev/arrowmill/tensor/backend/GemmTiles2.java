package dev.arrowmill.tensor.backend;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Tiles two vectors wide: C += A B over kc steps, each element one fma chain. */
final class GemmTiles2 {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private GemmTiles2() {}

  /** Runs the tile with {@code mr} rows: 8 (where {@link GemmTilesWide} is on), 4, 2 or 1. */
  static void run(
      int mr,
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
    switch (mr) {
      case 8 -> GemmTilesWide.tile8(kc, a, ao, ars, acs, b, bo, bs, init, io, ild, c, co, ldc);
      case 4 -> tile4(kc, a, ao, ars, acs, b, bo, bs, init, io, ild, c, co, ldc);
      case 2 -> tile2(kc, a, ao, ars, acs, b, bo, bs, init, io, ild, c, co, ldc);
      default -> tile1(kc, a, ao, acs, b, bo, bs, init, io, c, co);
    }
  }

  private static void tile4(
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
    int r1 = ars;
    int r2 = 2 * ars;
    int r3 = 3 * ars;
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
  }

  private static void tile2(
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
    int r1 = ars;
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
      ap += acs;
      bp += bs;
    }
    c00.intoArray(c, co);
    c01.intoArray(c, co + L);
    c10.intoArray(c, co + ldc);
    c11.intoArray(c, co + ldc + L);
  }

  private static void tile1(
      int kc,
      float[] a,
      int ao,
      int acs,
      float[] b,
      int bo,
      int bs,
      float[] init,
      int io,
      float[] c,
      int co) {
    FloatVector c00 = FloatVector.fromArray(S, init, io);
    FloatVector c01 = FloatVector.fromArray(S, init, io + L);
    int ap = ao;
    int bp = bo;
    for (int p = 0; p < kc; p++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bp);
      FloatVector b1 = FloatVector.fromArray(S, b, bp + L);
      FloatVector v = FloatVector.broadcast(S, a[ap]);
      c00 = v.fma(b0, c00);
      c01 = v.fma(b1, c01);
      ap += acs;
      bp += bs;
    }
    c00.intoArray(c, co);
    c01.intoArray(c, co + L);
  }
}
