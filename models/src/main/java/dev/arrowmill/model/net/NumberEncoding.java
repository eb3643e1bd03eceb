package dev.arrowmill.model.net;

/**
 * A fixed function from the numbers of an encoded row, NaN where missing, to what a network reads,
 * without NaN. It has no weights and takes no part in gradients. Immutable and thread-safe.
 */
public interface NumberEncoding {

  /** Floats read per row. */
  int features();

  /** Floats written per row. */
  int width();

  /**
   * Encodes {@code rows} rows that lie row-major in {@code in} from index {@code at} on.
   *
   * @param out receives {@code rows * width()} floats from index 0 on, row-major; every one is
   *     written
   */
  void encode(float[] in, int at, int rows, float[] out);
}
