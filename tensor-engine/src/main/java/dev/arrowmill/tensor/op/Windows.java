package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import java.util.Arrays;

/**
 * The windows of a pooling over one to three spatial dimensions (filled up to three by leading
 * ones): for each dimension and output index the input range, clipped, and its size before.
 */
final class Windows {
  final int planes;
  final int inputs;
  final int outputs;
  final int[] in;
  final int[] out;
  final int[] step;
  private final int[][] start;
  private final int[][] end;
  private final int[][] full;
  private final Shape result;

  private Windows(Tensor x, int[] out, Attrs a) {
    int[] dims = x.shape().dims();
    int rank = out.length;
    in = three(Arrays.copyOfRange(dims, dims.length - rank, dims.length), 1);
    this.out = three(out, 1);
    boolean adaptive = a.flag("adaptive");
    step = adaptive ? new int[] {1, 1, 1} : three(a.ints("dilation"), 1);
    inputs = in[0] * in[1] * in[2];
    outputs = this.out[0] * this.out[1] * this.out[2];
    planes = count(dims, dims.length - rank);
    start = new int[3][];
    end = new int[3][];
    full = new int[3][];
    for (int d = 0; d < 3; d++) {
      ranges(d, adaptive, a, rank);
    }
    System.arraycopy(out, 0, dims, dims.length - rank, rank);
    result = Shape.of(dims);
  }

  /** Whether all windows are whole, 2 x 2 in a plane and do not overlap. */
  boolean isPairs() {
    boolean pairs = in[0] == 1 && out[0] == 1 && step[1] == 1 && step[2] == 1;
    for (int d = 1; d < 3 && pairs; d++) {
      for (int o = 0; o < out[d] && pairs; o++) {
        pairs = start[d][o] == 2 * o && end[d][o] == 2 * o + 2;
      }
    }
    return pairs;
  }

  private static int count(int[] dims, int n) {
    int planes = 1;
    for (int i = 0; i < n; i++) {
      planes *= dims[i];
    }
    return planes;
  }

  private static int[] three(int[] a, int fill) {
    int[] b = new int[3];
    Arrays.fill(b, 0, 3 - a.length, fill);
    System.arraycopy(a, 0, b, 3 - a.length, a.length);
    return b;
  }

  private void ranges(int d, boolean adaptive, Attrs a, int rank) {
    start[d] = new int[out[d]];
    end[d] = new int[out[d]];
    full[d] = new int[out[d]];
    int k = d - (3 - rank);
    for (int o = 0; o < out[d]; o++) {
      if (adaptive || k < 0) {
        start[d][o] = (int) ((long) o * in[d] / out[d]);
        end[d][o] = (int) (((long) (o + 1) * in[d] + out[d] - 1) / out[d]);
        full[d][o] = end[d][o] - start[d][o];
        continue;
      }
      int pad = a.ints("pad")[k];
      int from = o * a.ints("stride")[k] - pad;
      int reach = from + (a.ints("kernel")[k] - 1) * step[d] + 1;
      full[d][o] = Math.min(reach, in[d] + pad) - from;
      int skipped = from < 0 ? (-from + step[d] - 1) / step[d] * step[d] : 0;
      start[d][o] = from + skipped;
      end[d][o] = Math.min(reach, in[d]);
    }
  }

  static Windows of(Tensor x, Attrs a) {
    return new Windows(x, sizes(x.shape().dims(), a), a);
  }

  /** Windows over an input of the given spatial sizes. */
  static Windows of(Tensor y, int[] size, Attrs a) {
    int[] dims = y.shape().dims();
    System.arraycopy(size, 0, dims, dims.length - size.length, size.length);
    Tensor x = y.view(0, Shape.of(dims), new int[dims.length]);
    return new Windows(x, sizes(dims, a), a);
  }

  private static int[] sizes(int[] dims, Attrs a) {
    if (a.flag("adaptive")) {
      return a.ints("out");
    }
    int rank = a.ints("kernel").length;
    int[] out = new int[rank];
    for (int k = 0; k < rank; k++) {
      out[k] = size(dims[dims.length - rank + k], a, k);
    }
    return out;
  }

  /**
   * PyTorch's rule: with ceil, a last window must start inside of the input or its left padding.
   */
  private static int size(int in, Attrs a, int k) {
    int stride = a.ints("stride")[k];
    int pad = a.ints("pad")[k];
    int room = in + 2 * pad - a.ints("dilation")[k] * (a.ints("kernel")[k] - 1) - 1;
    if (room < 0) {
      return 0;
    }
    if (!a.flag("ceil")) {
      return room / stride + 1;
    }
    int n = (room + stride - 1) / stride + 1;
    return (n - 1) * stride >= in + pad ? n - 1 : n;
  }

  /** The attributes of windows of a fixed size. */
  static Attrs fixed(
      String op, Tensor x, int[] kernel, int[] stride, int[] pad, int[] dilation, boolean ceil) {
    Attrs a =
        Attrs.of(
            "adaptive",
            false,
            "kernel",
            kernel,
            "stride",
            stride,
            "pad",
            pad,
            "dilation",
            dilation,
            "ceil",
            ceil);
    check(op, x, kernel.length);
    for (int k = 0; k < kernel.length; k++) {
      if (pad[k] * 2 > kernel[k] || kernel[k] < 1 || stride[k] < 1) {
        throw new IllegalArgumentException(
            op
                + ": padding must be at most half of the kernel, kernel "
                + Arrays.toString(kernel)
                + ", stride "
                + Arrays.toString(stride)
                + ", padding "
                + Arrays.toString(pad));
      }
      if (size(x.size(x.rank() - kernel.length + k), a, k) < 1) {
        throw new IllegalArgumentException(
            op + ": the kernel " + Arrays.toString(kernel) + " does not fit into " + x.shape());
      }
    }
    return a;
  }

  /** The attributes of windows that share the input out evenly. */
  static Attrs adaptive(String op, Tensor x, int[] out) {
    check(op, x, out.length);
    return Attrs.of("adaptive", true, "out", out);
  }

  private static void check(String op, Tensor x, int rank) {
    if (rank < 1 || rank > 3 || x.rank() <= rank || !x.dtype().isFloat() || x.dtype().isHalf()) {
      throw new IllegalArgumentException(
          op
              + ": expected a float tensor with "
              + rank
              + " spatial dimensions behind the channels, got "
              + x.dtype()
              + x.shape());
    }
  }

  Shape result() {
    return result;
  }

  int start(int d, int o) {
    return start[d][o];
  }

  int end(int d, int o) {
    return end[d][o];
  }

  /** Elements of a window, with or without those in the padding. */
  int count(int o0, int o1, int o2, boolean padded) {
    if (padded) {
      return full[0][o0] * full[1][o1] * full[2][o2];
    }
    return length(0, o0) * length(1, o1) * length(2, o2);
  }

  private int length(int d, int o) {
    return end[d][o] - start[d][o];
  }
}
