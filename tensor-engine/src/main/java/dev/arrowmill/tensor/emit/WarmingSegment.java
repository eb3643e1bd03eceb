package dev.arrowmill.tensor.emit;

/**
 * Runs the plain twin until C2 has compiled the vector code. A kernel that is used a lot is handed
 * to a thread in the background, which runs the vector code on data of its own until it is fast.
 * (Vector code that is not compiled yet is slower than interpreted plain code; both give the same
 * bits, so that it does not matter who computes what.) A kernel that C2 cannot compile well stays
 * plain.
 */
final class WarmingSegment implements Segment {
  private static final int WORTH = 200_000;

  private final TwinSegment code;
  private final FusedSpec spec;
  private int seen;
  private volatile boolean warm;

  WarmingSegment(TwinSegment code, FusedSpec spec) {
    this.code = code;
    this.spec = spec;
  }

  boolean isWarm() {
    return warm;
  }

  @Override
  public void run(float[][] in, int[] at, float[][] out, int[] outAt, int n) {
    if (warm) {
      code.run(in, at, out, outAt, n);
      return;
    }
    code.plain(in, at, out, outAt, n);
    if (seen >= 0) {
      seen += n;
      if (seen > WORTH) {
        seen = -1;
        WarmUp.submit(code, spec, () -> warm = true);
      }
    }
  }
}
