package dev.arrowmill.tensor.emit.ptx;

/**
 * What runs kernels: a device, or an interpreter in tests. Launches take effect in order. Not
 * thread-safe.
 */
public interface PtxMachine extends AutoCloseable {
  /** Fresh memory, whose values are undefined; its address is a multiple of 256. */
  long allocate(long bytes);

  /** Gives memory back. */
  void free(long address);

  /**
   * Copies into device memory.
   *
   * @param array a {@code float[]}, {@code int[]} or {@code byte[]}
   * @param at its first element
   * @param n number of elements
   */
  void upload(Object array, int at, int n, long address);

  /** Copies from device memory; waits for the launches before. */
  void download(long address, Object array, int at, int n);

  /**
   * Starts a kernel.
   *
   * @param gridX blocks along x
   * @param gridY blocks along y
   * @param arguments a {@code Long} per pointer, an {@code Integer} per number
   */
  void launch(PtxKernel kernel, int gridX, int gridY, Object... arguments);

  /** What it is, in a word or two. */
  String describe();

  @Override
  void close();
}
