package dev.arrowmill.tensor.op;

/**
 * Asks for the memory of some rows of a large table at once, so that the cache misses of rows far
 * apart overlap instead of following each other.
 */
public final class Touch {
  /** Rows to ask for in advance. */
  public static final int AHEAD = 16;

  /** Written so that the reads are not dropped; nobody needs the value. */
  @SuppressWarnings("UnusedVariable")
  private static volatile float sink;

  private Touch() {}

  /** Touches rows {@code rows[from..end]} of {@code width} elements; nothing but time changes. */
  public static void rows(Object table, int at, int width, int[] rows, int from, int end) {
    if (!(table instanceof float[] a) || width < 4) {
      return;
    }
    float sum = 0;
    for (int i = from; i < end; i++) {
      sum += a[at + rows[i] * width];
    }
    if (sum == 1.2345678e-30f) {
      sink = sum;
    }
  }
}
