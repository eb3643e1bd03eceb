package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;

/** A diagonal of the last two dimensions, as a view, and the matrix that has one. */
public final class Diagonal extends Op {
  static final OpSpec SPEC =
      OpSpec.of("diagonal", "elements [.., i, i + offset] of two dimensions, a view")
          .anySizes(x -> of(x, 0, 0, 2))
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 2, 3, 4)}, t -> of(t[0], 1, 1, 2))
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 4, 3)}, t -> of(t[0], -1, 0, 1))
          .op("diagonal", Diagonal::new)
          .op("diagonalBack", Back::new);
  static final OpSpec DIAG =
      OpSpec.of("diag", "the diagonal of a matrix, or the matrix of a diagonal")
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3)}, t -> diag(t[0], 1))
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 4)}, t -> diag(t[0], 0));
  static final OpSpec EMBED =
      OpSpec.of("diagEmbed", "matrices whose diagonal is the last dimension")
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 2, 3)}, t -> embed(t[0], 0));
  static final OpSpec TRACE =
      OpSpec.of("trace", "sum of the diagonal of a matrix")
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 4)}, t -> trace(t[0]));

  private final int shift;

  Diagonal(Attrs attrs) {
    super("diagonal", attrs);
    this.shift = attrs.integer("offset");
  }

  /**
   * The diagonal of two dimensions, which becomes the last one.
   *
   * @param offset 0 for the main diagonal, positive above it
   * @throws IllegalArgumentException when both dimensions are the same
   */
  public static Tensor of(Tensor x, int offset, int dim1, int dim2) {
    int a = x.shape().axis("diagonal", dim1);
    int b = x.shape().axis("diagonal", dim2);
    if (a == b || x.rank() < 2) {
      throw new IllegalArgumentException(
          "diagonal: needs two dimensions of " + x.shape() + ", got " + dim1 + " and " + dim2);
    }
    int[] order = new int[x.rank()];
    int n = 0;
    for (int i = 0; i < order.length; i++) {
      if (i != a && i != b) {
        order[n++] = i;
      }
    }
    order[n++] = a;
    order[n] = b;
    return new Diagonal(Attrs.of("offset", offset)).call(x.permute(order));
  }

  /** The diagonal of a matrix; for a vector the square matrix that has it. */
  public static Tensor diag(Tensor x, int offset) {
    if (x.rank() < 1 || x.rank() > 2) {
      throw new IllegalArgumentException("diag: needs a vector or a matrix, got " + x.shape());
    }
    return x.rank() == 1 ? embed(x, offset) : of(x, offset, 0, 1);
  }

  /** Square matrices of zeros with the last dimension on a diagonal. */
  public static Tensor embed(Tensor x, int offset) {
    int n = x.size(-1) + Math.abs(offset);
    int[] dims = java.util.Arrays.copyOf(x.shape().dims(), x.rank() + 1);
    dims[x.rank() - 1] = n;
    dims[x.rank()] = n;
    return new Back(Attrs.of("offset", offset, "shape", dims)).call(x);
  }

  /**
   * The sum of a matrix's diagonal.
   *
   * @throws IllegalArgumentException when x is no matrix
   */
  public static Tensor trace(Tensor x) {
    if (x.rank() != 2) {
      throw new IllegalArgumentException("trace: needs a matrix, got " + x.shape());
    }
    return of(x, 0, 0, 1).sum();
  }

  private static Tensor cut(Tensor x, int shift) {
    int r = x.rank();
    int rows = x.size(r - 2);
    int columns = x.size(r - 1);
    int n = Math.max(0, Math.min(rows + Math.min(shift, 0), columns - Math.max(shift, 0)));
    int[] dims = java.util.Arrays.copyOf(x.shape().dims(), r - 1);
    int[] strides = java.util.Arrays.copyOf(x.strides(), r - 1);
    dims[r - 2] = n;
    strides[r - 2] = x.stride(r - 2) + x.stride(r - 1);
    int at = shift >= 0 ? shift * x.stride(r - 1) : -shift * x.stride(r - 2);
    return x.view(x.offset() + (n == 0 ? 0 : at), Shape.of(dims), strides);
  }

  @Override
  protected boolean movesOnly() {
    return true;
  }

  @Override
  public boolean isView() {
    return true;
  }

  @Override
  protected Tensor forward(Tensor... in) {
    return cut(in[0], shift);
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    return grads(new Back(attrs().with("shape", call.input(0).shape().dims())).call(g));
  }

  /** Zeros with x on the diagonal. */
  static final class Back extends KernelOp {
    private final int shift;
    private final Shape shape;

    Back(Attrs attrs) {
      super("diagonalBack", attrs);
      this.shift = attrs.integer("offset");
      this.shape = Shape.of(attrs.ints("shape"));
    }

    @Override
    protected boolean movesOnly() {
      return true;
    }

    @Override
    protected Tensor allocate(Tensor... in) {
      return Tensor.zeros(in[0].dtype(), shape);
    }

    @Override
    public Kernel kernel(Tensor[] in, Tensor out) {
      Tensor place = cut(out, shift);
      return (part, parts) -> {
        if (part == 0) {
          Fills.zero(out);
          Strided.copy(in[0], place);
        }
      };
    }

    @Override
    public Tensor[] vjp(Call call, Tensor g) {
      return grads(new Diagonal(Attrs.of("offset", shift)).call(g));
    }
  }
}
