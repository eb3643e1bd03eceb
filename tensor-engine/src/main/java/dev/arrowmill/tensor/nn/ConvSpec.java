package dev.arrowmill.tensor.nn;

import java.util.Arrays;
import java.util.Locale;

/**
 * The settings of a convolution. Immutable; one number stands for all dimensions.
 *
 * @param kernel kernel sizes
 * @param stride steps
 * @param padding elements added on both sides; ignored with same
 * @param outputPadding elements added at the end of a transposed convolution's result
 * @param dilation distances of kernel elements
 * @param groups parts that do not meet
 * @param bias whether there is a bias
 * @param same whether the padding is chosen so that the result has the input's sizes
 * @param mode what the padding holds
 */
public record ConvSpec(
    int[] kernel,
    int[] stride,
    int[] padding,
    int[] outputPadding,
    int[] dilation,
    int groups,
    boolean bias,
    boolean same,
    Padding mode) {
  /** What padded elements hold. */
  public enum Padding {
    /** Zeros. */
    ZEROS,
    /** The input mirrored at its first and last element. */
    REFLECT,
    /** The first and last element. */
    REPLICATE,
    /** The input from the other end. */
    CIRCULAR
  }

  private static final int[] ONE = {1};
  private static final int[] ZERO = {0};

  /** A kernel with stride 1, no padding, one group and a bias. */
  public static ConvSpec of(int... kernel) {
    return new ConvSpec(kernel, ONE, ZERO, ZERO, ONE, 1, true, false, Padding.ZEROS);
  }

  /** With steps. */
  public ConvSpec stride(int... s) {
    return new ConvSpec(kernel, s, padding, outputPadding, dilation, groups, bias, same, mode);
  }

  /** With padding on both sides. */
  public ConvSpec padding(int... p) {
    return new ConvSpec(kernel, stride, p, outputPadding, dilation, groups, bias, false, mode);
  }

  /** With a result of the input's sizes; needs stride 1. */
  public ConvSpec samePadding() {
    return new ConvSpec(kernel, stride, ZERO, outputPadding, dilation, groups, bias, true, mode);
  }

  /** With other contents of the padding. */
  public ConvSpec paddingMode(Padding m) {
    return new ConvSpec(kernel, stride, padding, outputPadding, dilation, groups, bias, same, m);
  }

  /** With elements added at the end of a transposed convolution's result. */
  public ConvSpec outputPadding(int... p) {
    return new ConvSpec(kernel, stride, padding, p, dilation, groups, bias, same, mode);
  }

  /** With distances of kernel elements. */
  public ConvSpec dilation(int... d) {
    return new ConvSpec(kernel, stride, padding, outputPadding, d, groups, bias, same, mode);
  }

  /** With groups of channels. */
  public ConvSpec groups(int g) {
    return new ConvSpec(kernel, stride, padding, outputPadding, dilation, g, bias, same, mode);
  }

  /** With or without bias. */
  public ConvSpec bias(boolean on) {
    return new ConvSpec(kernel, stride, padding, outputPadding, dilation, groups, on, same, mode);
  }

  /** This with a number for each of so many dimensions. */
  ConvSpec spread(String op, int dims) {
    return new ConvSpec(
        spread(op, "kernel", kernel, dims),
        spread(op, "stride", stride, dims),
        spread(op, "padding", padding, dims),
        spread(op, "outputPadding", outputPadding, dims),
        spread(op, "dilation", dilation, dims),
        groups,
        bias,
        same,
        mode);
  }

  static int[] spread(String op, String what, int[] a, int dims) {
    if (a.length == dims) {
      return a;
    }
    if (a.length != 1) {
      throw new IllegalArgumentException(
          op + ": " + what + " needs 1 or " + dims + " numbers, got " + Arrays.toString(a));
    }
    int[] out = new int[dims];
    Arrays.fill(out, a[0]);
    return out;
  }

  @Override
  public String toString() {
    StringBuilder s = new StringBuilder("kernel " + Arrays.toString(kernel));
    if (!Arrays.stream(stride).allMatch(v -> v == 1)) {
      s.append(", stride ").append(Arrays.toString(stride));
    }
    if (same) {
      s.append(", same padding");
    } else if (!Arrays.stream(padding).allMatch(v -> v == 0)) {
      s.append(", padding ").append(Arrays.toString(padding));
    }
    if (mode != Padding.ZEROS) {
      s.append(' ').append(mode.name().toLowerCase(Locale.ROOT));
    }
    if (!Arrays.stream(dilation).allMatch(v -> v == 1)) {
      s.append(", dilation ").append(Arrays.toString(dilation));
    }
    return s.append(groups > 1 ? ", " + groups + " groups" : "")
        .append(bias ? "" : ", no bias")
        .toString();
  }
}
