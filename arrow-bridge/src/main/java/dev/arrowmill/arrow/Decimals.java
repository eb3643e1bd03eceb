package dev.arrowmill.arrow;

import java.math.BigDecimal;

/** Decimal to double, correctly rounded, the same for every source. Thread-safe. */
public final class Decimals {
  private static final double[] POWER_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private Decimals() {}

  /** The double nearest to {@code unscaled * 10^-scale}. */
  public static double toDouble(long unscaled, int scale) {
    // Both operands are exact doubles, so the one division rounds once.
    if (scale >= 0 && scale < POWER_OF_TEN.length && Math.abs(unscaled) <= 1L << 53) {
      return unscaled / POWER_OF_TEN[scale];
    }
    return toDouble(BigDecimal.valueOf(unscaled, scale));
  }

  /** The double nearest to the value. */
  public static double toDouble(BigDecimal value) {
    return Double.parseDouble(value.toString());
  }
}
