package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;

/** Eigenvalues, singular values and the pseudo-inverse of matrices, computed in float64. */
public final class Spectra {
  static final OpSpec EIGVALSH =
      OpSpec.of("eigvalsh", "eigenvalues of symmetric matrices, ascending; derivative V g V^T")
          .sample(r -> Linalg.square(r), t -> eigvalsh(Linalg.definite(t[0])))
          .op("eigvalsh", a -> new Eigen("eigvalsh", a))
          .op("eigenvectors", a -> new Eigen("eigenvectors", a));
  static final OpSpec SVDVALS =
      OpSpec.of("svdvals", "singular values, falling; derivative U g V^T")
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -1, 1, 2, 3, 4)}, t -> svdvals(t[0]))
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -1, 1, 4, 2)}, t -> svdvals(t[0]))
          .op("svdvals", a -> new Singular("svdvals", a))
          .op("svdLeft", a -> new Singular("svdLeft", a))
          .op("svdRight", a -> new Singular("svdRight", a));
  static final OpSpec PINV =
      OpSpec.of("pinv", "pseudo-inverse (Moore and Penrose)")
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -1, 1, 2, 3, 4)}, t -> pinv(t[0]))
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -1, 1, 4, 2)}, t -> pinv(t[0]))
          .op("pinv", PseudoInverse::new);

  private Spectra() {}

  /** The eigenvalues of symmetric matrices, [.., n]; reads the lower triangle. */
  public static Tensor eigvalsh(Tensor a) {
    Matrices.needsSquare("eigvalsh", a);
    return new Eigen("eigvalsh", Attrs.NONE).call(a);
  }

  /** The singular values, [.., min(m, n)]. */
  public static Tensor svdvals(Tensor a) {
    return new Singular("svdvals", Attrs.NONE).call(matrix("svdvals", a));
  }

  /** The pseudo-inverse, [.., n, m]; singular values below max(m, n) eps of the largest
   * count as 0. */
  public static Tensor pinv(Tensor a) {
    return new PseudoInverse(Attrs.NONE).call(matrix("pinv", a));
  }

  private static Tensor matrix(String op, Tensor a) {
    if (a.rank() < 2) {
      throw new IllegalArgumentException(op + ": needs matrices, got " + a.shape());
    }
    return Promotion.needsFloat(op, a);
  }

  private static UnsupportedOperationException noSecond(String op) {
    return new UnsupportedOperationException(
        op + ": singular vectors and eigenvectors have no gradient here");
  }

  private static final class Eigen extends KernelOp {
    Eigen(String name, Attrs attrs) {
      super(name, attrs);
    }

    @Override
    protected Tensor allocate(Tensor... in) {
      Tensor a = in[0];
      Shape values = Matrices.shape(a, a.size(-1));
      return Tensor.zeros(a.dtype(), name().equals("eigvalsh") ? values : a.shape());
    }

    @Override
    public Kernel kernel(Tensor[] in, Tensor out) {
      int n = in[0].size(-1);
      boolean values = name().equals("eigvalsh");
      return Matrices.each(
          in[0],
          out,
          (a, y) -> {
            double[] v = new double[n * n];
            double[] w = Decompositions.eigh(a, n, v);
            System.arraycopy(values ? w : v, 0, y, 0, y.length);
          });
    }

    @Override
    public Tensor[] vjp(Call call, Tensor g) {
      if (!name().equals("eigvalsh")) {
        throw noSecond("eigvalsh");
      }
      Tensor v = new Eigen("eigenvectors", Attrs.NONE).call(call.input(0));
      return grads(v.mul(g.unsqueeze(-2)).matmul(v.transpose(-2, -1)));
    }
  }

  private static final class Singular extends KernelOp {
    Singular(String name, Attrs attrs) {
      super(name, attrs);
    }

    @Override
    protected Tensor allocate(Tensor... in) {
      Tensor a = in[0];
      int k = Math.min(a.size(-1), a.size(-2));
      Shape shape =
          switch (name()) {
            case "svdvals" -> Matrices.shape(a, k);
            case "svdLeft" -> Matrices.shape(a, a.size(-2), k);
            default -> Matrices.shape(a, a.size(-1), k);
          };
      return Tensor.zeros(a.dtype(), shape);
    }

    @Override
    public Kernel kernel(Tensor[] in, Tensor out) {
      int m = in[0].size(-2);
      int n = in[0].size(-1);
      return Matrices.each(in[0], out, (a, y) -> part(new Svd(a, m, n), y));
    }

    private void part(Svd s, double[] y) {
      double[] from =
          switch (name()) {
            case "svdvals" -> s.values;
            case "svdLeft" -> s.left;
            default -> s.right;
          };
      System.arraycopy(from, 0, y, 0, y.length);
    }

    @Override
    public Tensor[] vjp(Call call, Tensor g) {
      if (!name().equals("svdvals")) {
        throw noSecond("svdvals");
      }
      Tensor u = new Singular("svdLeft", Attrs.NONE).call(call.input(0));
      Tensor v = new Singular("svdRight", Attrs.NONE).call(call.input(0));
      return grads(u.mul(g.unsqueeze(-2)).matmul(v.transpose(-2, -1)));
    }
  }

  /** The thin decomposition of one matrix. */
  private static final class Svd {
    final double[] values;
    final double[] left;
    final double[] right;

    Svd(double[] a, int m, int n) {
      boolean tall = m >= n;
      int k = Math.min(m, n);
      int rows = Math.max(m, n);
      double[] us = new double[rows * k];
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < k; j++) {
          us[i * k + j] = tall ? a[i * n + j] : a[j * n + i];
        }
      }
      double[] v = new double[k * k];
      values = Decompositions.svd(us, rows, k, v);
      for (int i = 0; i < us.length; i++) {
        us[i] = values[i % k] == 0 ? 0 : us[i] / values[i % k];
      }
      left = tall ? us : v;
      right = tall ? v : us;
    }
  }

  private static final class PseudoInverse extends KernelOp {
    PseudoInverse(Attrs attrs) {
      super("pinv", attrs);
    }

    @Override
    protected Tensor allocate(Tensor... in) {
      Tensor a = in[0];
      return Tensor.zeros(a.dtype(), Matrices.shape(a, a.size(-1), a.size(-2)));
    }

    @Override
    public Kernel kernel(Tensor[] in, Tensor out) {
      int m = in[0].size(-2);
      int n = in[0].size(-1);
      double eps = in[0].dtype() == DType.FLOAT32 ? 0x1p-23 : 0x1p-52;
      double rcond = Math.max(m, n) * eps;
      return Matrices.each(in[0], out, (a, y) -> invert(new Svd(a, m, n), m, n, rcond, y));
    }

    private static void invert(Svd s, int m, int n, double rcond, double[] y) {
      int k = Math.min(m, n);
      for (int r = 0; r < k && s.values[r] > rcond * s.values[0]; r++) {
        for (int i = 0; i < n; i++) {
          double f = s.right[i * k + r] / s.values[r];
          for (int j = 0; j < m; j++) {
            y[i * m + j] += f * s.left[j * k + r];
          }
        }
      }
    }

    /** Golub and Pereyra 1973. */
    @Override
    public Tensor[] vjp(Call call, Tensor g) {
      Tensor a = call.input(0);
      Tensor p = call.output();
      Tensor pt = p.transpose(-2, -1);
      Tensor gt = g.transpose(-2, -1);
      Tensor first = pt.matmul(g).matmul(pt).neg();
      Tensor right = gt.matmul(p).matmul(pt);
      Tensor left = pt.matmul(p).matmul(gt);
      return grads(
          first
              .add(right.sub(a.matmul(p).matmul(right)))
              .add(left.sub(left.matmul(p).matmul(a))));
    }
  }
}
