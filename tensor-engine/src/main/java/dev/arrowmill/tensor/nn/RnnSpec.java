package dev.arrowmill.tensor.nn;

/**
 * The settings of a recurrent layer. Immutable.
 *
 * @param layers layers on top of each other
 * @param bidirectional whether each layer also runs backwards
 * @param batchFirst whether inputs are [n, time, in] instead of [time, n, in]
 * @param bias whether there are biases
 * @param dropout probability of dropout between layers
 * @param projection size to which an LSTM's hidden state is projected, or 0
 */
public record RnnSpec(
    int layers,
    boolean bidirectional,
    boolean batchFirst,
    boolean bias,
    double dropout,
    int projection) {
  /** Checks. */
  public RnnSpec {
    if (layers < 1 || projection < 0) {
      throw new IllegalArgumentException(
          "RnnSpec: layers must be positive and projection not negative, got "
              + layers
              + " and "
              + projection);
    }
  }

  /** One layer forwards, time first, with biases. */
  public static RnnSpec of() {
    return new RnnSpec(1, false, false, true, 0, 0);
  }

  /** With a number of layers. */
  public RnnSpec layers(int n) {
    return new RnnSpec(n, bidirectional, batchFirst, bias, dropout, projection);
  }

  /** With or without a backward direction. */
  public RnnSpec bidirectional(boolean on) {
    return new RnnSpec(layers, on, batchFirst, bias, dropout, projection);
  }

  /** With or without the batch first. */
  public RnnSpec batchFirst(boolean on) {
    return new RnnSpec(layers, bidirectional, on, bias, dropout, projection);
  }

  /** With or without biases. */
  public RnnSpec bias(boolean on) {
    return new RnnSpec(layers, bidirectional, batchFirst, on, dropout, projection);
  }

  /** With dropout between layers. */
  public RnnSpec dropout(double p) {
    return new RnnSpec(layers, bidirectional, batchFirst, bias, p, projection);
  }

  /** With a projected hidden state. */
  public RnnSpec projection(int size) {
    return new RnnSpec(layers, bidirectional, batchFirst, bias, dropout, size);
  }

  int directions() {
    return bidirectional ? 2 : 1;
  }
}
