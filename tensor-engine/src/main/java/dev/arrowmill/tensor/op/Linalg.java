package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;

/** Linear algebra of batches of matrices [.., n, n], computed in float64. */
public final class Linalg {
  static final OpSpec CHOLESKY =
      OpSpec.of("cholesky", "lower L with L L^T = A, A symmetric positive definite")
          .sample(r -> square(r), t -> cholesky(definite(t[0])))
          .op("cholesky", Cholesky::new);
  static final OpSpec INV =
      OpSpec.of("inv", "inverse of square matrices; derivative -y^T g y^T")
          .sample(r -> square(r), t -> inv(definite(t[0])))
          .op("inv", Inverse::new);
  static final OpSpec SOLVE =
      OpSpec.of("solve", "x with A x = b, b a matrix or a vector")
          .sample(r -> square(r), t -> solve(definite(t[0]), t[0].square()))
          .sample(
              r -> square(r),
              t -> solve(definite(t[0]).select(0, 0), t[0].select(0, 1).select(0, 0)));
  static final OpSpec DET =
      OpSpec.of("det", "determinant; derivative y A^-T")
          .sample(r -> square(r), t -> det(definite(t[0])))
          .op("det", Determinant::new);
  static final OpSpec SLOGDET =
      OpSpec.of("slogdet", "sign and log |det A|; derivative A^-T")
          .sample(r -> square(r), t -> slogdet(definite(t[0])).logAbsDet())
          .op("logAbsDet", LogDet::new);

  /**
   * A determinant by sign and logarithm.
   *
   * @param sign -1, 0 or 1
   * @param logAbsDet -inf for a singular matrix
   */
  public record SignLog(Tensor sign, Tensor logAbsDet) {}

  private Linalg() {}

  static Tensor[] square(dev.arrowmill.tensor.random.Rng r) {
    return new Tensor[] {OpSpec.uniform(r, -1, 1, 2, 3, 3)};
  }

  static Tensor definite(Tensor x) {
    Tensor eye = Diagonal.embed(Tensor.ones(3).toType(x.dtype()), 0);
    return x.matmul(x.transpose(-2, -1)).add(eye.mul(2));
  }

  /**
   * The Cholesky factor; reads the lower triangle.
   *
   * @throws IllegalArgumentException when a matrix is not positive definite
   */
  public static Tensor cholesky(Tensor a) {
    Matrices.needsSquare("cholesky", a);
    return new Cholesky(Attrs.NONE).call(a);
  }

  /**
   * The inverses.
   *
   * @throws IllegalArgumentException when a matrix is singular
   */
  public static Tensor inv(Tensor a) {
    Matrices.needsSquare("inv", a);
    return new Inverse(Attrs.NONE).call(a);
  }

  /**
   * Solutions of a x = b.
   *
   * @param b [.., n, m], or [.., n] with as many leading dimensions as a
   * @throws IllegalArgumentException when a matrix is singular or sizes differ
   */
  public static Tensor solve(Tensor a, Tensor b) {
    Matrices.needsSquare("solve", a);
    boolean vector = b.rank() == a.rank() - 1;
    if (b.rank() == 0 || b.size(vector ? -1 : -2) != a.size(-1)) {
      throw new IllegalArgumentException(
          "solve: sizes differ, lhs " + a.shape() + ", rhs " + b.shape());
    }
    Tensor x = inv(a).matmul(vector ? b.unsqueeze(-1) : b);
    Tensor y = vector ? x.squeeze(-1) : x;
    Tensor rest = b.sub(vector ? a.matmul(x).squeeze(-1) : a.matmul(x)).detach();
    Tensor fix = inv(a.detach()).matmul(vector ? rest.unsqueeze(-1) : rest);
    return y.add(vector ? fix.squeeze(-1) : fix);
  }

  /** The determinants, [..]. */
  public static Tensor det(Tensor a) {
    Matrices.needsSquare("det", a);
    return new Determinant(Attrs.NONE).call(a);
  }

  /** Signs and logarithms of the determinants, [..] each. */
  public static SignLog slogdet(Tensor a) {
    Matrices.needsSquare("slogdet", a);
    return new SignLog(det(a.detach()).sign(), new LogDet(Attrs.NONE).call(a));
  }

  private static final class Cholesky extends KernelOp {
    Cholesky(Attrs attrs) {
      super("cholesky", attrs);
    }

    @Override
    protected Tensor allocate(Tensor... in) {
      return Tensor.zeros(in[0].dtype(), in[0].shape());
    }

    @Override
    public Kernel kernel(Tensor[] in, Tensor out) {
      int n = in[0].size(-1);
      return Matrices.each(in[0], out, (a, l) -> factor(a, l, n));
    }

    private static void factor(double[] a, double[] l, int n) {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j <= i; j++) {
          double s = a[i * n + j];
          for (int k = 0; k < j; k++) {
            s -= l[i * n + k] * l[j * n + k];
          }
          if (i == j && !(s > 0)) {
            throw new IllegalArgumentException(
                "cholesky: the matrix is not positive definite, minor " + (i + 1) + " of " + n);
          }
          l[i * n + j] = i == j ? Math.sqrt(s) : s / l[j * n + j];
        }
      }
    }

    /** L^-T P L^-1, symmetrised, P the lower triangle of L^T g with half its diagonal. */
    @Override
    public Tensor[] vjp(Call call, Tensor g) {
      Tensor l = call.output();
      Tensor p = Triangle.tril(l.transpose(-2, -1).matmul(g), 0);
      Tensor half = Diagonal.embed(Diagonal.of(p, 0, -2, -1), 0).mul(0.5);
      Tensor back = inv(l);
      Tensor s = back.transpose(-2, -1).matmul(p.sub(half)).matmul(back);
      return grads(s.add(s.transpose(-2, -1)).mul(0.5));
    }
  }

  private static final class Inverse extends KernelOp {
    Inverse(Attrs attrs) {
      super("inv", attrs);
    }

    @Override
    protected Tensor allocate(Tensor... in) {
      return Tensor.zeros(in[0].dtype(), in[0].shape());
    }

    @Override
    public Kernel kernel(Tensor[] in, Tensor out) {
      int n = in[0].size(-1);
      return Matrices.each(
          in[0],
          out,
          (a, y) -> {
            for (int i = 0; i < n; i++) {
              y[i * n + i] = 1;
            }
            Matrices.solve("inv", a, n, y, n);
          });
    }

    @Override
    public Tensor[] vjp(Call call, Tensor g) {
      Tensor t = call.output().transpose(-2, -1);
      return grads(t.matmul(g).matmul(t).neg());
    }
  }

  private static final class Determinant extends KernelOp {
    Determinant(Attrs attrs) {
      super("det", attrs);
    }

    @Override
    protected Tensor allocate(Tensor... in) {
      return Tensor.zeros(in[0].dtype(), Matrices.shape(in[0]));
    }

    @Override
    public Kernel kernel(Tensor[] in, Tensor out) {
      int n = in[0].size(-1);
      return Matrices.each(
          in[0], out, (a, y) -> y[0] = Matrices.solve("det", a, n, new double[0], 0));
    }

    @Override
    public Tensor[] vjp(Call call, Tensor g) {
      Tensor scale = g.mul(call.output()).unsqueeze(-1).unsqueeze(-1);
      return grads(inv(call.input(0)).transpose(-2, -1).mul(scale));
    }
  }

  private static final class LogDet extends KernelOp {
    LogDet(Attrs attrs) {
      super("logAbsDet", attrs);
    }

    @Override
    protected Tensor allocate(Tensor... in) {
      return Tensor.zeros(in[0].dtype(), Matrices.shape(in[0]));
    }

    @Override
    public Kernel kernel(Tensor[] in, Tensor out) {
      int n = in[0].size(-1);
      return Matrices.each(
          in[0],
          out,
          (a, y) -> {
            double det = Matrices.solve("slogdet", a, n, new double[0], 0);
            double s = det == 0 ? Double.NEGATIVE_INFINITY : 0;
            for (int i = 0; det != 0 && i < n; i++) {
              s += StrictMath.log(Math.abs(a[i * n + i]));
            }
            y[0] = s;
          });
    }

    @Override
    public Tensor[] vjp(Call call, Tensor g) {
      return grads(inv(call.input(0)).transpose(-2, -1).mul(g.unsqueeze(-1).unsqueeze(-1)));
    }
  }

  /** The identity matrix. */
  public static Tensor eye(DType type, int n) {
    return Diagonal.embed(Tensor.full(type, Shape.of(n), 1), 0);
  }
}
