package dev.arrowmill.jobs.sample;

/** Shapes and roundings that the tables share. */
final class Values {
  private Values() {}

  static double round(double value, double unit) {
    return StrictMath.rint(value / unit) / StrictMath.rint(1 / unit);
  }

  static double clamp(double value, double low, double high) {
    return Math.max(low, Math.min(high, value));
  }

  static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  /** A hill of height 1 and the given width. */
  static double bump(double x, double centre, double width) {
    double d = (x - centre) / width;
    return StrictMath.exp(-d * d);
  }
}
