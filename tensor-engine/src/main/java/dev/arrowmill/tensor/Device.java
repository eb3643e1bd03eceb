package dev.arrowmill.tensor;

/** Where a tensor's elements lie. Heap arrays on the CPU are the only device so far. */
public enum Device {
  /** Java heap arrays. */
  CPU;

  @Override
  public String toString() {
    return "cpu";
  }
}
