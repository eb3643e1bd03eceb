package dev.arrowmill.tensor.backend;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Tiles one vector wide: C += A B over kc steps, each element one fma chain. */
final class GemmTiles1 {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  private GemmTiles1() {}

  /** Runs the tile with {@code mr} rows: 8, 4, 2 or 1. */
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
      case 8 -> tile8(kc, a, ao, ars, acs, b, bo, bs, init, io, ild, c, co, ldc);
      case 4 -> tile4(kc, a, ao, ars, acs, b, bo, bs, init, io, ild, c, co, ldc);
      case 2 -> tile2(kc, a, ao, ars, acs, b, bo, bs, init, io, ild, c, co, ldc);
      default -> tile1(kc, a, ao, acs, b, bo, bs, init, io, c, co);
    }
  }

  private static void tile8(
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
    FloatVector c10 = FloatVector.fromArray(S, init, io + ild);
    FloatVector c20 = FloatVector.fromArray(S, init, io + 2 * ild);
    FloatVector c30 = FloatVector.fromArray(S, init, io + 3 * ild);
    FloatVector c40 = FloatVector.fromArray(S, init, io + 4 * ild);
    FloatVector c50 = FloatVector.fromArray(S, init, io + 5 * ild);
    FloatVector c60 = FloatVector.fromArray(S, init, io + 6 * ild);
    FloatVector c70 = FloatVector.fromArray(S, init, io + 7 * ild);
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
      FloatVector v = FloatVector.broadcast(S, a[ap]);
      c00 = v.fma(b0, c00);
      v = FloatVector.broadcast(S, a[ap + r1]);
      c10 = v.fma(b0, c10);
      v = FloatVector.broadcast(S, a[ap + r2]);
      c20 = v.fma(b0, c20);
      v = FloatVector.broadcast(S, a[ap + r3]);
      c30 = v.fma(b0, c30);
      v = FloatVector.broadcast(S, a[ap + r4]);
      c40 = v.fma(b0, c40);
      v = FloatVector.broadcast(S, a[ap + r5]);
      c50 = v.fma(b0, c50);
      v = FloatVector.broadcast(S, a[ap + r6]);
      c60 = v.fma(b0, c60);
      v = FloatVector.broadcast(S, a[ap + r7]);
      c70 = v.fma(b0, c70);
      ap += acs;
      bp += bs;
    }
    c00.intoArray(c, co);
    c10.intoArray(c, co + ldc);
    c20.intoArray(c, co + 2 * ldc);
    c30.intoArray(c, co + 3 * ldc);
    c40.intoArray(c, co + 4 * ldc);
    c50.intoArray(c, co + 5 * ldc);
    c60.intoArray(c, co + 6 * ldc);
    c70.intoArray(c, co + 7 * ldc);
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
    FloatVector c10 = FloatVector.fromArray(S, init, io + ild);
    FloatVector c20 = FloatVector.fromArray(S, init, io + 2 * ild);
    FloatVector c30 = FloatVector.fromArray(S, init, io + 3 * ild);
    int r1 = ars;
    int r2 = 2 * ars;
    int r3 = 3 * ars;
    int ap = ao;
    int bp = bo;
    for (int p = 0; p < kc; p++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bp);
      FloatVector v = FloatVector.broadcast(S, a[ap]);
      c00 = v.fma(b0, c00);
      v = FloatVector.broadcast(S, a[ap + r1]);
      c10 = v.fma(b0, c10);
      v = FloatVector.broadcast(S, a[ap + r2]);
      c20 = v.fma(b0, c20);
      v = FloatVector.broadcast(S, a[ap + r3]);
      c30 = v.fma(b0, c30);
      ap += acs;
      bp += bs;
    }
    c00.intoArray(c, co);
    c10.intoArray(c, co + ldc);
    c20.intoArray(c, co + 2 * ldc);
    c30.intoArray(c, co + 3 * ldc);
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
    FloatVector c10 = FloatVector.fromArray(S, init, io + ild);
    int r1 = ars;
    int ap = ao;
    int bp = bo;
    for (int p = 0; p < kc; p++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bp);
      FloatVector v = FloatVector.broadcast(S, a[ap]);
      c00 = v.fma(b0, c00);
      v = FloatVector.broadcast(S, a[ap + r1]);
      c10 = v.fma(b0, c10);
      ap += acs;
      bp += bs;
    }
    c00.intoArray(c, co);
    c10.intoArray(c, co + ldc);
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
    int ap = ao;
    int bp = bo;
    for (int p = 0; p < kc; p++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bp);
      FloatVector v = FloatVector.broadcast(S, a[ap]);
      c00 = v.fma(b0, c00);
      ap += acs;
      bp += bs;
    }
    c00.intoArray(c, co);
  }
}
