package dev.arrowmill.data.op;

/**
 * Which elements a window takes: element j of window i is the input's {@code i * shift + j *
 * stride}.
 *
 * @param size elements of a window, at least 1
 * @param shift elements between the beginnings of two windows, at least 1
 * @param stride elements between two elements of a window, at least 1
 * @param dropRemainder whether windows that the input's end cuts off are left out
 */
public record Windows(int size, int shift, int stride, boolean dropRemainder) {
  public Windows {
    if (size <= 0 || shift <= 0 || stride <= 0) {
      throw new IllegalArgumentException(
          "window: size, shift and stride must be at least 1, got "
              + size
              + ", "
              + shift
              + " and "
              + stride);
    }
  }

  long first(long window) {
    return window * shift;
  }

  long last(long window) {
    return first(window) + (size - 1L) * stride;
  }

  /** How many elements of a window lie before the input's end. */
  int count(long window, long end) {
    return last(window) < end ? size : (int) ((end - 1 - first(window)) / stride + 1);
  }

  /** How many windows an input of {@code n} elements has. */
  long windows(long n) {
    if (n < 0) {
      return n;
    }
    long span = (size - 1L) * stride + 1;
    return dropRemainder ? (n < span ? 0 : (n - span) / shift + 1) : (n + shift - 1) / shift;
  }

  @Override
  public String toString() {
    return "window("
        + size
        + ", "
        + shift
        + ", "
        + stride
        + (dropRemainder ? ", dropRemainder)" : ")");
  }
}
