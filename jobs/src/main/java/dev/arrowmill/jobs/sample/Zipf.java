package dev.arrowmill.jobs.sample;

import java.util.Arrays;

/** Levels 0, 1, 2, ... with frequencies that fall as {@code 1 / (level + 1)^exponent}. */
final class Zipf {
  private final double[] cumulative;

  Zipf(int levels, double exponent) {
    cumulative = new double[levels];
    double sum = 0;
    for (int i = 0; i < levels; i++) {
      sum += StrictMath.pow(i + 1, -exponent);
      cumulative[i] = sum;
    }
  }

  int draw(double uniform) {
    int at = Arrays.binarySearch(cumulative, uniform * cumulative[cumulative.length - 1]);
    return Math.min(cumulative.length - 1, at < 0 ? -at - 1 : at + 1);
  }
}
