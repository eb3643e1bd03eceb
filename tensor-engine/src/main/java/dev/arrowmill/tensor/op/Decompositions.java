package dev.arrowmill.tensor.op;

/** Jacobi's methods for eigenvalues and singular values: slow for large matrices, most accurate. */
final class Decompositions {
  private static final int SWEEPS = 60;

  private Decompositions() {}

  /**
   * The eigenvalues of a symmetric matrix, ascending, read from its lower triangle.
   *
   * @param a n x n, destroyed
   * @param v n x n, becomes the eigenvectors in columns
   */
  static double[] eigh(double[] a, int n, double[] v) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        a[j * n + i] = a[i * n + j];
      }
      java.util.Arrays.fill(v, i * n, i * n + n, 0);
      v[i * n + i] = 1;
    }
    boolean turned = true;
    for (int sweep = 0; turned && sweep < SWEEPS; sweep++) {
      turned = false;
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          double off = a[p * n + q];
          double scale = Math.sqrt(Math.abs(a[p * n + p])) * Math.sqrt(Math.abs(a[q * n + q]));
          if (Math.abs(off) > 1e-18 * scale && Math.abs(off) > 1e-300) {
            rotate(a, v, n, p, q, off);
            turned = true;
          }
        }
      }
    }
    double[] w = new double[n];
    for (int i = 0; i < n; i++) {
      w[i] = a[i * n + i];
    }
    sort(w, v, n, n, true);
    return w;
  }

  private static void rotate(double[] a, double[] v, int n, int p, int q, double off) {
    double theta = (a[q * n + q] - a[p * n + p]) / (2 * off);
    double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double c = 1 / Math.sqrt(t * t + 1);
    double s = t * c;
    for (int k = 0; k < n; k++) {
      turn(a, k * n + p, k * n + q, c, s);
    }
    for (int k = 0; k < n; k++) {
      turn(a, p * n + k, q * n + k, c, s);
      turn(v, k * n + p, k * n + q, c, s);
    }
    a[p * n + q] = 0;
    a[q * n + p] = 0;
  }

  private static void turn(double[] a, int i, int j, double c, double s) {
    double x = a[i];
    double y = a[j];
    a[i] = c * x - s * y;
    a[j] = s * x + c * y;
  }

  /** Sorts values and the columns of v (rows x n) with them. */
  private static void sort(double[] w, double[] v, int rows, int n, boolean ascending) {
    for (int i = 0; i < n; i++) {
      int best = i;
      for (int j = i + 1; j < n; j++) {
        best = (ascending ? w[j] < w[best] : w[j] > w[best]) ? j : best;
      }
      double t = w[i];
      w[i] = w[best];
      w[best] = t;
      for (int k = 0; best != i && k < rows; k++) {
        double x = v[k * n + i];
        v[k * n + i] = v[k * n + best];
        v[k * n + best] = x;
      }
    }
  }

  /**
   * One-sided Jacobi on a tall matrix: turns its columns until they are orthogonal.
   *
   * @param a m x n with m &gt;= n, becomes U S, columns by falling singular value
   * @param v n x n, becomes the right singular vectors in columns
   * @return the singular values, falling
   */
  static double[] svd(double[] a, int m, int n, double[] v) {
    java.util.Arrays.fill(v, 0);
    for (int i = 0; i < n; i++) {
      v[i * n + i] = 1;
    }
    boolean turned = true;
    for (int sweep = 0; turned && sweep < SWEEPS; sweep++) {
      turned = false;
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          turned |= orthogonal(a, m, n, v, p, q);
        }
      }
    }
    double[] s = new double[n];
    double[] both = new double[(m + n) * n];
    System.arraycopy(a, 0, both, 0, m * n);
    System.arraycopy(v, 0, both, m * n, n * n);
    for (int j = 0; j < n; j++) {
      s[j] = Math.sqrt(dot(a, m, n, j, j));
    }
    sort(s, both, m + n, n, false);
    System.arraycopy(both, 0, a, 0, m * n);
    System.arraycopy(both, m * n, v, 0, n * n);
    return s;
  }

  private static boolean orthogonal(double[] a, int m, int n, double[] v, int p, int q) {
    double pp = dot(a, m, n, p, p);
    double qq = dot(a, m, n, q, q);
    double pq = dot(a, m, n, p, q);
    if (Math.abs(pq) <= 1e-16 * Math.sqrt(pp) * Math.sqrt(qq) || pq == 0) {
      return false;
    }
    double theta = (qq - pp) / (2 * pq);
    double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double c = 1 / Math.sqrt(t * t + 1);
    for (int k = 0; k < m; k++) {
      turn(a, k * n + p, k * n + q, c, t * c);
    }
    for (int k = 0; k < n; k++) {
      turn(v, k * n + p, k * n + q, c, t * c);
    }
    return true;
  }

  private static double dot(double[] a, int m, int n, int p, int q) {
    double s = 0;
    for (int k = 0; k < m; k++) {
      s += a[k * n + p] * a[k * n + q];
    }
    return s;
  }
}
