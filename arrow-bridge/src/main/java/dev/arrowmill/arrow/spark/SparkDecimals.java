package dev.arrowmill.arrow.spark;

import dev.arrowmill.arrow.Decimals;
import org.apache.spark.sql.types.Decimal;

/** Spark's decimals to doubles, with the rounding that every other source uses. */
final class SparkDecimals {
  private static final int COMPACT_DIGITS = Decimal.MAX_LONG_DIGITS();

  private SparkDecimals() {}

  static double toDouble(Decimal d) {
    return d.precision() <= COMPACT_DIGITS
        ? Decimals.toDouble(d.toUnscaledLong(), d.scale())
        : Decimals.toDouble(d.toJavaBigDecimal());
  }
}
