package dev.arrowmill.data.feature;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A sum of doubles without rounding, so that its value does not depend on the order or the grouping
 * of the additions. Not thread-safe.
 *
 * <p>Non-finite values are not accepted; count them elsewhere.
 */
final class ExactSum {
  /*
   * A superaccumulator in the manner of Neal, "Fast exact summation using small and large
   * superaccumulators" (2015): a fixed-point number of 70 chunks with 32 bits each, covering every
   * double's 2098 bits. A chunk is a signed long; a value touches three chunks, so 2^29 additions
   * fit before the carries must be propagated.
   */
  private static final int CHUNKS = 70;
  private static final int CARRY_AFTER = 1 << 29;
  private static final int BIAS = 1074;
  private static final long LOW = 0xFFFFFFFFL;

  private final long[] chunks = new long[CHUNKS];
  private int pending;

  void add(double value) {
    long bits = Double.doubleToRawLongBits(value);
    int exponent = (int) (bits >>> 52) & 0x7FF;
    if (exponent == 0x7FF) {
      throw new IllegalArgumentException("exact sum: value is not finite: " + value);
    }
    long mantissa = bits & 0xFFFFFFFFFFFFFL;
    if (exponent == 0) {
      exponent = 1;
    } else {
      mantissa |= 1L << 52;
    }
    int position = exponent - 1;
    int chunk = position >>> 5;
    int shift = position & 31;
    long low = (mantissa << shift) & LOW;
    long middle = (mantissa >>> (32 - shift)) & LOW;
    long high = shift == 0 ? 0 : mantissa >>> (64 - shift);
    if (bits < 0) {
      chunks[chunk] -= low;
      chunks[chunk + 1] -= middle;
      chunks[chunk + 2] -= high;
    } else {
      chunks[chunk] += low;
      chunks[chunk + 1] += middle;
      chunks[chunk + 2] += high;
    }
    if (++pending == CARRY_AFTER) {
      carry();
    }
  }

  void merge(ExactSum other) {
    carry();
    other.carry();
    for (int i = 0; i < CHUNKS; i++) {
      chunks[i] += other.chunks[i];
    }
    carry();
  }

  private void carry() {
    for (int i = 0; i < CHUNKS - 1; i++) {
      long over = chunks[i] >> 32;
      chunks[i] -= over << 32;
      chunks[i + 1] += over;
    }
    pending = 0;
  }

  /** The sum rounded once, to the nearest double. */
  double value() {
    return exact().doubleValue();
  }

  /** The sum itself. */
  BigDecimal exact() {
    BigInteger total = BigInteger.ZERO;
    for (int i = CHUNKS - 1; i >= 0; i--) {
      total = total.shiftLeft(32).add(BigInteger.valueOf(chunks[i]));
    }
    return new BigDecimal(total).divide(new BigDecimal(BigInteger.ONE.shiftLeft(BIAS)));
  }

  void write(DataOutput out) throws IOException {
    carry();
    for (long c : chunks) {
      out.writeLong(c);
    }
  }

  static ExactSum read(DataInput in) throws IOException {
    ExactSum sum = new ExactSum();
    for (int i = 0; i < CHUNKS; i++) {
      sum.chunks[i] = in.readLong();
    }
    return sum;
  }
}
