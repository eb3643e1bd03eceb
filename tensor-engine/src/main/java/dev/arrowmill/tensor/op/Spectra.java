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
      OpSpec.of("svdvals", "singular values, falling; derivative A V (g / y) V^T")
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -1, 1, 2, 3, 4)}, t -> svdvals(t[0]))
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -1, 1, 4, 2)}, t -> svdvals(t[0]))
          .op("svdvals", a -> new Singular("svdvals", a))
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
    Tensor x = matrix("svdvals", a);
    Tensor tall = x.size(-2) < x.size(-1) ? x.transpose(-2, -1) : x;
    return new Singular("svdvals", Attrs.NONE).call(tall);
  }

  /**
   * The pseudo-inverse, [.., n, m]; singular values below max(m, n) eps of the largest count as 0.
   */
  public static Tensor pinv(Tensor a) {
    return new PseudoInverse(Attrs.NONE).call(matrix("pinv", a));
  }

  private static Tensor matrix(String op, Tensor a) {
    if (a.rank() < 2) {
      throw new IllegalArgumentException(op + ": needs matrices, got " + a.shape());
    }
    return Promotion.needsFloat(op, a);
  }

  /**
   * The gradient of symmetric A from that of its eigenvectors V, for different eigenvalues w: V (F
   * * V^T g) V^T symmetrised, F_ij = 1 / (w_j - w_i), 0 on the diagonal.
   */
  private static Tensor throughVectors(Tensor v, Tensor w, Tensor g) {
    Tensor apart = w.unsqueeze(-2).sub(w.unsqueeze(-1));
    Tensor same = Linalg.eye(DType.FLOAT32, w.size(-1)).ne(0);
    Tensor f = Zeros.scalar(g, 0).where(same, Zeros.scalar(g, 1).where(same, apart).reciprocal());
    Tensor vt = v.transpose(-2, -1);
    Tensor x = v.matmul(f.mul(vt.matmul(g))).matmul(vt);
    return x.add(x.transpose(-2, -1)).mul(0.5);
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
        return grads(throughVectors(call.output(), eigvalsh(call.input(0)), g));
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
      int n = a.size(-1);
      boolean values = name().equals("svdvals");
      return Tensor.zeros(a.dtype(), values ? Matrices.shape(a, n) : Matrices.shape(a, n, n));
    }

    @Override
    public Kernel kernel(Tensor[] in, Tensor out) {
      int m = in[0].size(-2);
      int n = in[0].size(-1);
      boolean values = name().equals("svdvals");
      return Matrices.each(
          in[0],
          out,
          (a, y) -> {
            Svd s = new Svd(a, m, n);
            System.arraycopy(values ? s.values : s.right, 0, y, 0, y.length);
          });
    }

    @Override
    public Tensor[] vjp(Call call, Tensor g) {
      Tensor a = call.input(0);
      if (!name().equals("svdvals")) {
        Tensor w = svdvals(a).square();
        return grads(a.matmul(throughVectors(call.output(), w, g)).mul(2));
      }
      Tensor y = call.output();
      Tensor v = new Singular("svdRight", Attrs.NONE).call(a);
      Tensor scale = g.div(Zeros.scalar(y, 1).where(y.detach().eq(0), y));
      return grads(a.matmul(v).mul(scale.unsqueeze(-2)).matmul(v.transpose(-2, -1)));
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
          first.add(right.sub(a.matmul(p).matmul(right))).add(left.sub(left.matmul(p).matmul(a))));
    }
  }
}
