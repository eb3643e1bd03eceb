package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;
import dev.arrowmill.tensor.random.Rng;
import java.util.Arrays;

/** Matrix product over the last two dimensions; leading dimensions broadcast. */
public final class Matmul extends KernelOp {
  static final OpSpec SPEC =
      OpSpec.of("matmul", "matrix product; leading dimensions are batches and broadcast")
          .anySizes(x -> of(x, x.transpose(1, 2)))
          .anySizes(x -> of(x.select(0, 0), x.transpose(1, 2)))
          .sample(r -> pair(r, new int[] {3, 4}, new int[] {4, 5}), t -> of(t[0], t[1]))
          .sample(r -> pair(r, new int[] {4, 3}, new int[] {5, 4}), t -> of(t[0].t(), t[1].t()))
          .sample(r -> pair(r, new int[] {2, 3, 4}, new int[] {4, 5}), t -> of(t[0], t[1]))
          .sample(r -> pair(r, new int[] {2, 1, 3, 4}, new int[] {3, 4, 2}), t -> of(t[0], t[1]))
          .sample(r -> pair(r, new int[] {4}, new int[] {4, 5}), t -> of(t[0], t[1]))
          .sample(r -> pair(r, new int[] {3, 4}, new int[] {4}), t -> of(t[0], t[1]))
          .sample(r -> pair(r, new int[] {4}, new int[] {4}), t -> of(t[0], t[1]))
          .op("matmul", a -> new Matmul());

  private static final Matmul OP = new Matmul();

  Matmul() {
    super("matmul", Attrs.NONE);
  }

  private static Tensor[] pair(Rng r, int[] a, int[] b) {
    return new Tensor[] {OpSpec.uniform(r.fold(1), -2, 2, a), OpSpec.uniform(r.fold(2), -2, 2, b)};
  }

  /**
   * A vector on the left counts as a row, on the right as a column.
   *
   * @throws IllegalArgumentException when inner sizes differ, for scalars, or for mixed types
   */
  public static Tensor of(Tensor a, Tensor b) {
    if (a.rank() == 0 || b.rank() == 0 || a.size(-1) != b.size(b.rank() == 1 ? 0 : -2)) {
      throw new IllegalArgumentException(
          "matmul: inner sizes differ, lhs " + a.shape() + ", rhs " + b.shape());
    }
    if (a.dtype() != b.dtype() || a.dtype() == DType.BOOL) {
      throw new IllegalArgumentException(
          "matmul: needs two tensors of numbers of one type, lhs "
              + a.dtype()
              + ", rhs "
              + b.dtype());
    }
    Tensor x = a.rank() == 1 ? a.reshape(1, a.size(0)) : a;
    Tensor w = b.rank() == 1 ? b.reshape(b.size(0), 1) : b;
    if (w.rank() == 2 && x.rank() > 2) {
      x = x.reshape(rows(x), x.size(-1));
    }
    Tensor y = OP.call(x, w);
    int[] lead = Arrays.copyOf(a.shape().dims(), Math.max(a.rank() - 2, 0));
    int[] dims = w.rank() > 2 ? Arrays.copyOf(y.shape().dims(), y.rank() - 2) : lead;
    int n = dims.length;
    dims = Arrays.copyOf(dims, n + (a.rank() > 1 ? 1 : 0) + (b.rank() > 1 ? 1 : 0));
    if (a.rank() > 1) {
      dims[n++] = a.size(-2);
    }
    if (b.rank() > 1) {
      dims[n] = b.size(-1);
    }
    return y.shape().equals(Shape.of(dims)) ? y : y.reshape(dims);
  }

  private static int rows(Tensor x) {
    int n = 1;
    for (int i = 0; i < x.rank() - 1; i++) {
      n *= x.size(i);
    }
    return n;
  }

  @Override
  protected Tensor allocate(Tensor... in) {
    Tensor a = in[0];
    Tensor b = in[1];
    Shape lead = Shape.broadcast("matmul", lead(a), lead(b));
    int[] dims = Arrays.copyOf(lead.dims(), lead.rank() + 2);
    return Tensor.zeros(a.dtype(), Shape.of(with(dims, a.size(-2), b.size(-1))));
  }

  /** Shares are cut along the batches, or along the rows of a single product. */
  @Override
  public Kernel kernel(Tensor[] in, Tensor out) {
    Tensor a = in[0];
    Tensor b = in[1];
    if (out.rank() == 2) {
      return (part, parts) -> {
        int from = Kernel.from(out.size(0), part, parts);
        int end = Kernel.from(out.size(0), part + 1, parts);
        Products.rows(a, b, null, out, from, end);
      };
    }
    Shape lead = lead(out);
    int[] dims = out.shape().dims();
    Tensor x = spread(a, with(dims, a.size(-2), a.size(-1)));
    Tensor w = spread(b, with(dims, b.size(-2), b.size(-1)));
    int each = a.size(-2) * b.size(-1);
    return (part, parts) -> {
      int end = Kernel.from(lead.numel(), part + 1, parts);
      for (int i = Kernel.from(lead.numel(), part, parts); i < end; i++) {
        Products.run(x, at(x, lead, i), w, at(w, lead, i), null, out, out.offset() + i * each);
      }
    };
  }

  private static Tensor spread(Tensor t, int[] dims) {
    int[] strides = new int[dims.length];
    int shift = dims.length - t.rank();
    for (int i = shift; i < dims.length; i++) {
      strides[i] = t.size(i - shift) == 1 ? 0 : t.stride(i - shift);
    }
    return t.view(t.offset(), Shape.of(dims), strides);
  }

  private static int[] with(int[] dims, int rows, int columns) {
    int[] d = dims.clone();
    d[d.length - 2] = rows;
    d[d.length - 1] = columns;
    return d;
  }

  private static Shape lead(Tensor t) {
    return Shape.of(Arrays.copyOf(t.shape().dims(), t.rank() - 2));
  }

  private static int at(Tensor t, Shape lead, int index) {
    int offset = t.offset();
    int rest = index;
    for (int d = lead.rank() - 1; d >= 0; d--) {
      offset += rest % lead.dim(d) * t.stride(d);
      rest /= lead.dim(d);
    }
    return offset;
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    Tensor a = call.input(0);
    Tensor b = call.input(1);
    Tensor[] out = new Tensor[2];
    if (call.needs(0)) {
      out[0] = Sum.to(of(g, b.transpose(-2, -1)), a.shape());
    }
    if (call.needs(1)) {
      out[1] = Sum.to(of(a.transpose(-2, -1), g), b.shape());
    }
    return out;
  }
}
