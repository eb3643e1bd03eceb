package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import java.util.Arrays;

/**
 * The sizes of a convolution y[n, o, q] = sum over c, k of x[n, c, q stride - lo + k dilation] w[o,
 * c, k], with one to three spatial dimensions, filled up to three by leading ones.
 */
final class ConvShape {
  final int n;
  final int groups;
  final int channels;
  final int filters;
  final int[] in;
  final int[] kernel;
  final int[] out;
  final int[] stride;
  final int[] lo;
  final int[] dilation;
  private final int rank;

  private ConvShape(
      int n, int channels, int filters, int[] in, int[] kernel, int[] out, Attrs attrs) {
    this.n = n;
    this.channels = channels;
    this.filters = filters;
    this.rank = in.length;
    this.in = three(in, 1);
    this.kernel = three(kernel, 1);
    this.out = three(out, 1);
    this.stride = three(attrs.ints("stride"), 1);
    this.lo = three(attrs.ints("lo"), 0);
    this.dilation = three(attrs.ints("dilation"), 1);
    this.groups = attrs.integer("groups");
  }

  private static int[] three(int[] a, int fill) {
    int[] b = new int[3];
    Arrays.fill(b, 0, 3 - a.length, fill);
    System.arraycopy(a, 0, b, 3 - a.length, a.length);
    return b;
  }

  private static int[] spatial(Tensor t) {
    int[] d = t.shape().dims();
    return Arrays.copyOfRange(d, 2, d.length);
  }

  /** Of an input and a kernel. */
  static ConvShape forward(Tensor x, Tensor w, Attrs attrs) {
    int[] in = spatial(x);
    int[] kernel = spatial(w);
    int[] out = new int[in.length];
    for (int i = 0; i < in.length; i++) {
      out[i] = size(in, kernel, attrs, i);
    }
    return new ConvShape(x.size(0), x.size(1), w.size(0), in, kernel, out, attrs);
  }

  static int size(int[] in, int[] kernel, Attrs attrs, int i) {
    int padded = in[i] + attrs.ints("lo")[i] + attrs.ints("hi")[i];
    int reach = attrs.ints("dilation")[i] * (kernel[i] - 1) + 1;
    return padded < reach ? 0 : (padded - reach) / attrs.ints("stride")[i] + 1;
  }

  /** Of an output and a kernel; attribute size holds the input's spatial sizes. */
  static ConvShape input(Tensor y, Tensor w, Attrs attrs) {
    int channels = w.size(1) * attrs.integer("groups");
    return new ConvShape(
        y.size(0), channels, w.size(0), attrs.ints("size"), spatial(w), spatial(y), attrs);
  }

  /** Of an input and an output; attribute kernel holds the kernel's spatial sizes. */
  static ConvShape weight(Tensor x, Tensor y, Attrs attrs) {
    return new ConvShape(
        x.size(0), x.size(1), y.size(1), spatial(x), attrs.ints("kernel"), spatial(y), attrs);
  }

  private Shape shape(int first, int second, int[] rest) {
    int[] d = new int[rank + 2];
    d[0] = first;
    d[1] = second;
    System.arraycopy(rest, 3 - rank, d, 2, rank);
    return Shape.of(d);
  }

  Shape inputShape() {
    return shape(n, channels, in);
  }

  Shape weightShape() {
    return shape(filters, channels / groups, kernel);
  }

  Shape outputShape() {
    return shape(n, filters, out);
  }

  /** Input elements of a channel. */
  int inputs() {
    return in[0] * in[1] * in[2];
  }

  /** Output elements of a filter. */
  int outputs() {
    return out[0] * out[1] * out[2];
  }

  /** Kernel elements of a channel. */
  int taps() {
    return kernel[0] * kernel[1] * kernel[2];
  }

  /** Kernel elements of a filter: rows of the unfolded input. */
  int rows() {
    return channels / groups * taps();
  }

  /** Channels of a group. */
  int groupChannels() {
    return channels / groups;
  }

  /** Filters of a group. */
  int groupFilters() {
    return filters / groups;
  }
}
