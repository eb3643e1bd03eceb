package dev.arrowmill.tensor.emit.ptx;

import dev.arrowmill.tensor.emit.FusedSpec;

/**
 * A fused kernel for a device.
 *
 * @param spec what it computes
 * @param kernel its text; the parameters are an address per slot, one per output, rows, columns
 * @param grid how threads are laid over the space
 */
public record FusedPtx(FusedSpec spec, PtxKernel kernel, Grid grid) {
  /** How threads are laid over the space. */
  public enum Grid {
    /** Without sums. */
    THREAD_PER_ELEMENT,
    /** For row sums. */
    BLOCK_PER_ROW,
    /** For column sums. */
    THREAD_PER_COLUMN
  }

  /**
   * Runs it.
   *
   * @param in per slot the address of its first element
   * @param out per output the address of its first element
   */
  public void launch(PtxMachine machine, long[] in, long[] out, int rows, int columns) {
    int blocks =
        switch (grid) {
          case THREAD_PER_ELEMENT -> PtxKernel.blocks(rows * columns, kernel.threads());
          case BLOCK_PER_ROW -> rows;
          case THREAD_PER_COLUMN -> PtxKernel.blocks(columns, kernel.threads());
        };
    if (rows == 0 && grid == Grid.BLOCK_PER_ROW) {
      return;
    }
    Object[] arguments = new Object[in.length + out.length + 2];
    int n = 0;
    for (long a : in) {
      arguments[n++] = a;
    }
    for (long a : out) {
      arguments[n++] = a;
    }
    arguments[n++] = rows;
    arguments[n] = columns;
    machine.launch(kernel, blocks, 1, arguments);
  }
}
