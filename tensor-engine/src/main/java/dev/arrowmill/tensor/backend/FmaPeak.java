package dev.arrowmill.tensor.backend;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** How many multiply-adds a core does when it does nothing else. */
final class FmaPeak {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int STEPS = 200_000;
  private static final int CHAINS = 12;
  private static final int RUNS = 60;

  private FmaPeak() {}

  /** GFLOP/s, the best of many short runs. */
  static double measure() {
    float[] sink = new float[S.length()];
    double best = 0;
    for (int i = 0; i < RUNS; i++) {
      long start = System.nanoTime();
      chains(STEPS, 0.999f, sink);
      double seconds = (System.nanoTime() - start) * 1e-9;
      best = Math.max(best, 2e-9 * STEPS * CHAINS * S.length() / seconds);
    }
    return best;
  }

  private static void chains(int steps, float factor, float[] sink) {
    FloatVector f = FloatVector.broadcast(S, factor);
    FloatVector c0 = FloatVector.broadcast(S, 0f);
    FloatVector c1 = FloatVector.broadcast(S, 1f);
    FloatVector c2 = FloatVector.broadcast(S, 2f);
    FloatVector c3 = FloatVector.broadcast(S, 3f);
    FloatVector c4 = FloatVector.broadcast(S, 4f);
    FloatVector c5 = FloatVector.broadcast(S, 5f);
    FloatVector c6 = FloatVector.broadcast(S, 6f);
    FloatVector c7 = FloatVector.broadcast(S, 7f);
    FloatVector c8 = FloatVector.broadcast(S, 8f);
    FloatVector c9 = FloatVector.broadcast(S, 9f);
    FloatVector c10 = FloatVector.broadcast(S, 10f);
    FloatVector c11 = FloatVector.broadcast(S, 11f);
    for (int p = 0; p < steps; p++) {
      c0 = c0.fma(f, f);
      c1 = c1.fma(f, f);
      c2 = c2.fma(f, f);
      c3 = c3.fma(f, f);
      c4 = c4.fma(f, f);
      c5 = c5.fma(f, f);
      c6 = c6.fma(f, f);
      c7 = c7.fma(f, f);
      c8 = c8.fma(f, f);
      c9 = c9.fma(f, f);
      c10 = c10.fma(f, f);
      c11 = c11.fma(f, f);
    }
    FloatVector sum = c0;
    sum = sum.add(c1);
    sum = sum.add(c2);
    sum = sum.add(c3);
    sum = sum.add(c4);
    sum = sum.add(c5);
    sum = sum.add(c6);
    sum = sum.add(c7);
    sum = sum.add(c8);
    sum = sum.add(c9);
    sum = sum.add(c10);
    sum = sum.add(c11);
    sum.intoArray(sink, 0);
  }
}
