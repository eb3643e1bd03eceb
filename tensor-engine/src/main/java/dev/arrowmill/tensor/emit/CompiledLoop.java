package dev.arrowmill.tensor.emit;

/**
 * A fused kernel ready to run. Stateless and safe for use by several threads; allocates nothing
 * once it is warm.
 */
public interface CompiledLoop {
  /** What it computes. */
  FusedSpec spec();

  /** How many parts a space can be split into: elements, columns for column sums, else rows. */
  int extent(int rows, int columns);

  /**
   * Computes the parts {@code from..to} of {@code 0..extent(rows, columns)}. No element's bits
   * depend on the split. An output may be the same range of the same array as a FULL input.
   *
   * @param in per slot a {@code float[]} or {@code byte[]}
   * @param inAt per slot its offset
   * @param out per output a {@code float[]} or {@code byte[]}, overwritten
   * @param outAt per output its offset
   */
  void run(
      Object[] in, int[] inAt, Object[] out, int[] outAt, int rows, int columns, int from, int to);

  /** Computes everything. */
  default void run(Object[] in, int[] inAt, Object[] out, int[] outAt, int rows, int columns) {
    run(in, inAt, out, outAt, rows, columns, 0, extent(rows, columns));
  }
}
