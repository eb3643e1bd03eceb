package dev.arrowmill.tensor.emit.ptx;

/**
 * One kernel.
 *
 * @param name its entry
 * @param text the entry's PTX, without the module's header
 * @param threads threads per block, along x
 */
public record PtxKernel(String name, String text, int threads) {
  /** What every module starts with. */
  public static final String HEADER = ".version 7.0\n.target sm_80\n.address_size 64\n\n";

  /** A whole module with this one entry. */
  public String module() {
    return HEADER + text;
  }

  /** Blocks that n things need. */
  static int blocks(int n, int each) {
    return Math.max(1, (n + each - 1) / each);
  }
}
