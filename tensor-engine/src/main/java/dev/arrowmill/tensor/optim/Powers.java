package dev.arrowmill.tensor.optim;

/** Whole powers by repeated squaring; StrictMath.pow allocates. */
final class Powers {
  private Powers() {}

  /** base^n for n &gt;= 0, with a relative error below n 2^-52. */
  static double of(double base, long n) {
    double y = 1;
    double square = base;
    for (long k = n; k > 0; k >>= 1) {
      if ((k & 1) == 1) {
        y *= square;
      }
      square *= square;
    }
    return y;
  }
}
