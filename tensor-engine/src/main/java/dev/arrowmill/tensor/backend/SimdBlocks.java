package dev.arrowmill.tensor.backend;

/** Scratch of kernels that work in stages: blocks that stay in L1, two per thread. */
final class SimdBlocks {
  private static final int BLOCK = 512;
  private static final ThreadLocal<float[][]> OWN =
      ThreadLocal.withInitial(() -> new float[2][BLOCK]);

  private SimdBlocks() {}

  static float[] first() {
    return OWN.get()[0];
  }

  static float[] second() {
    return OWN.get()[1];
  }

  /** How many of the elements from i on the next block takes: whole vectors, 0 at the end. */
  static int whole(int n, int i) {
    return Math.min(BLOCK, (n - i) & -SimdBackend.width());
  }
}
