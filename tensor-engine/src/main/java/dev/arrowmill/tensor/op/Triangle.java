package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;

/** The lower or upper triangle of matrices, zeros elsewhere. */
public final class Triangle extends KernelOp {
  static final OpSpec TRIL =
      OpSpec.of("tril", "elements at or below a diagonal, else 0")
          .anySizes(x -> tril(x, 1))
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 2, 3, 4)}, t -> tril(t[0], -1))
          .op("tril", a -> new Triangle("tril", a));
  static final OpSpec TRIU =
      OpSpec.of("triu", "elements at or above a diagonal, else 0")
          .anySizes(x -> triu(x, -1))
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 4, 3)}, t -> triu(t[0], 1))
          .op("triu", a -> new Triangle("triu", a));

  private final int diagonal;

  private Triangle(String name, Attrs attrs) {
    super(name, attrs);
    this.diagonal = attrs.integer("diagonal");
  }

  /** Elements with column - row up to the diagonal. */
  public static Tensor tril(Tensor x, int diagonal) {
    return of("tril", x, diagonal);
  }

  /** Elements with column - row from the diagonal on. */
  public static Tensor triu(Tensor x, int diagonal) {
    return of("triu", x, diagonal);
  }

  private static Tensor of(String name, Tensor x, int diagonal) {
    if (x.rank() < 2) {
      throw new IllegalArgumentException(name + ": needs matrices, got " + x.shape());
    }
    return new Triangle(name, Attrs.of("diagonal", diagonal)).call(x);
  }

  @Override
  protected boolean movesOnly() {
    return true;
  }

  @Override
  protected Tensor allocate(Tensor... in) {
    return Tensor.zeros(in[0].dtype(), in[0].shape());
  }

  @Override
  public Kernel kernel(Tensor[] in, Tensor out) {
    Dense dense = Dense.of(in[0]);
    Tensor x = dense.get();
    int columns = x.size(-1);
    int rows = columns == 0 ? 0 : x.numel() / columns;
    boolean lower = name().equals("tril");
    return (part, parts) -> {
      if (part == 0) {
        dense.refresh();
        Fills.zero(out);
        for (int r = 0; r < rows; r++) {
          int i = r % x.size(-2);
          int edge = Math.max(0, Math.min(columns, i + diagonal + (lower ? 1 : 0)));
          int from = lower ? 0 : edge;
          int n = lower ? edge : columns - edge;
          int at = r * columns + from;
          System.arraycopy(x.storage(), x.offset() + at, out.storage(), out.offset() + at, n);
        }
      }
    };
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    return grads(new Triangle(name(), attrs()).call(g));
  }
}
