package dev.arrowmill.data.feature;

/** The inverse of the standard normal distribution function. */
final class NormalScore {
  /*
   * Wichura, "Algorithm AS 241: The Percentage Points of the Normal Distribution", Applied
   * Statistics 37 (1988), routine PPND7 (about 1 part in 10^7); StrictMath, so that every JVM gives
   * the same bits.
   */
  private static final double SMALLEST = 1e-7;

  private NormalScore() {}

  /** The score at probability p; p is first clipped to [1e-7, 1 - 1e-7], scores to about +-5.2. */
  static double of(double probability) {
    double p = Math.min(Math.max(probability, SMALLEST), 1 - SMALLEST);
    double q = p - 0.5;
    if (Math.abs(q) <= 0.425) {
      double r = 0.180625 - q * q;
      return q
          * (((59.109374720 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179)
          / (((67.187563600 * r + 78.757757664) * r + 17.895169469) * r + 1.0);
    }
    double r = StrictMath.sqrt(-StrictMath.log(q < 0 ? p : 1 - p));
    double score;
    if (r <= 5) {
      r -= 1.6;
      score =
          (((0.17023821103 * r + 1.3067284816) * r + 2.7568153900) * r + 1.4234372777)
              / ((0.12021132975 * r + 0.73700164250) * r + 1.0);
    } else {
      r -= 5;
      score =
          (((0.017337203997 * r + 0.42868294337) * r + 3.0812263860) * r + 6.6579051150)
              / ((0.012258202635 * r + 0.24197894225) * r + 1.0);
    }
    return q < 0 ? -score : score;
  }
}
