package dev.arrowmill.tensor.emit;

/** One thread's memory for running kernels. */
final class Scratch {
  static final int BLOCK = 512;
  private static final Object[] NONE = {};
  private static final ThreadLocal<Scratch> OWN = ThreadLocal.withInitial(Scratch::new);

  final float[][] in = new float[FusedSpec.MAX_ARRAYS][];
  final int[] at = new int[FusedSpec.MAX_ARRAYS];
  final float[][] out = new float[FusedSpec.MAX_ARRAYS][];
  final int[] outAt = new int[FusedSpec.MAX_ARRAYS];
  final double[] totals = new double[FusedSpec.MAX_ARRAYS];
  private final float[][] inBlocks = new float[FusedSpec.MAX_ARRAYS][];
  private final float[][] outBlocks = new float[FusedSpec.MAX_ARRAYS][];
  private final float[][] sums = new float[FusedSpec.MAX_ARRAYS][];

  /* The caller's arguments of the run under way. */
  Object[] src = NONE;
  int[] srcAt = {};
  Object[] dst = NONE;
  int[] dstAt = {};
  int columns;

  private Scratch() {}

  void begin(Object[] src, int[] srcAt, Object[] dst, int[] dstAt, int columns) {
    this.src = src;
    this.srcAt = srcAt;
    this.dst = dst;
    this.dstAt = dstAt;
    this.columns = columns;
  }

  static Scratch own() {
    return OWN.get();
  }

  /** Lets go of the callers' arrays. */
  void end(int inputs, int outputs) {
    java.util.Arrays.fill(in, 0, inputs, null);
    java.util.Arrays.fill(out, 0, outputs, null);
    src = NONE;
    dst = NONE;
  }

  float[] inBlock(int i) {
    return block(inBlocks, i);
  }

  float[] outBlock(int i) {
    return block(outBlocks, i);
  }

  float[] sum(int i) {
    return block(sums, i);
  }

  private static float[] block(float[][] blocks, int i) {
    float[] b = blocks[i];
    if (b == null) {
      b = new float[BLOCK];
      blocks[i] = b;
    }
    return b;
  }
}
