package dev.arrowmill.tensor.op;

/** Mean and spread of a run of numbers, in float64 over four lanes joined in a fixed order. */
final class RowStats {
  private RowStats() {}

  static double sum(float[] x, int at, int n) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 4 <= n; i += 4) {
      a += x[at + i];
      b += x[at + i + 1];
      c += x[at + i + 2];
      d += x[at + i + 3];
    }
    for (; i < n; i++) {
      a += x[at + i];
    }
    return (a + c) + (b + d);
  }

  /** The sum of squared distances from the mean. */
  static double squares(float[] x, int at, int n, double mean) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 4 <= n; i += 4) {
      double p = x[at + i] - mean;
      double q = x[at + i + 1] - mean;
      double r = x[at + i + 2] - mean;
      double s = x[at + i + 3] - mean;
      a += p * p;
      b += q * q;
      c += r * r;
      d += s * s;
    }
    for (; i < n; i++) {
      double p = x[at + i] - mean;
      a += p * p;
    }
    return (a + c) + (b + d);
  }

  static double sum(double[] x, int at, int n) {
    double s = 0;
    for (int i = 0; i < n; i++) {
      s += x[at + i];
    }
    return s;
  }

  static double squares(double[] x, int at, int n, double mean) {
    double s = 0;
    for (int i = 0; i < n; i++) {
      double d = x[at + i] - mean;
      s += d * d;
    }
    return s;
  }

  /**
   * The mean, in two passes: what is left after taking the first mean off is averaged again, so a
   * large mean does no harm.
   */
  static double mean(double[] x, int at, int n) {
    double rough = sum(x, at, n) / n;
    double rest = 0;
    for (int i = 0; i < n; i++) {
      rest += x[at + i] - rough;
    }
    return rough + rest / n;
  }
}
