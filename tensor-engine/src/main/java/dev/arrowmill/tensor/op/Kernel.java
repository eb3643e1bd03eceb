package dev.arrowmill.tensor.op;

/**
 * One op bound to its input and output arrays: each run computes the output anew from what the
 * inputs hold then, and allocates nothing.
 */
@FunctionalInterface
public interface Kernel {
  /**
   * Computes a share of the output. Shares are disjoint, together they are the whole, and no
   * element's bits depend on the number of shares. A kernel that cannot be split does everything in
   * share 0.
   *
   * @param part the share, {@code 0 <= part < parts}
   * @param parts number of shares, which may run on as many threads at once
   */
  void run(int part, int parts);

  /** Start of share {@code part} of n things. */
  static int from(int n, int part, int parts) {
    return (int) ((long) n * part / parts);
  }
}
