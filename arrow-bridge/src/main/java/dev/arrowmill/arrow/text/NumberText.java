package dev.arrowmill.arrow.text;

import java.nio.charset.StandardCharsets;

/**
 * Numbers in ASCII bytes, read without a String wherever that is exact.
 *
 * <p>Doubles of at most 19 digits whose value and power of ten are both exact doubles are computed
 * by one multiplication or division (Clinger, "How to read floating point numbers accurately",
 * 1990); the others go through {@link Double#parseDouble}. Not thread-safe: holds the last value.
 */
final class NumberText {
  private static final double[] TEN = new double[23];
  private static final int SAFE_DIGITS = 18;
  private static final int MOST_EXPONENT = 100_000;

  private long longValue;
  private double doubleValue;

  static {
    TEN[0] = 1;
    for (int i = 1; i < TEN.length; i++) {
      TEN[i] = TEN[i - 1] * 10;
    }
  }

  long longValue() {
    return longValue;
  }

  double doubleValue() {
    return doubleValue;
  }

  /** Whether bytes are a decimal integer that fits 64 bits. */
  boolean isLong(byte[] bytes, int start, int end) {
    int p = start;
    boolean negative = p < end && bytes[p] == '-';
    if (p < end && (bytes[p] == '-' || bytes[p] == '+')) {
      p++;
    }
    if (p == end || end - p > 40) {
      return false;
    }
    // Summed up below zero, where numbers reach one further.
    long v = 0;
    for (int safe = Math.min(end, p + SAFE_DIGITS); p < safe; p++) {
      int d = bytes[p] - '0';
      if (d < 0 || d > 9) {
        return false;
      }
      v = v * 10 - d;
    }
    for (; p < end; p++) {
      int d = bytes[p] - '0';
      if (d < 0 || d > 9 || v < (Long.MIN_VALUE + d) / 10) {
        return false;
      }
      v = v * 10 - d;
    }
    if (!negative && v == Long.MIN_VALUE) {
      return false;
    }
    longValue = negative ? v : -v;
    return true;
  }

  /** Whether bytes are a decimal number, {@code nan}, {@code inf} or {@code infinity}. */
  boolean isDouble(byte[] bytes, int start, int end) {
    int p = start;
    boolean negative = p < end && bytes[p] == '-';
    if (p < end && (bytes[p] == '-' || bytes[p] == '+')) {
      p++;
    }
    long digits = 0;
    int count = 0;
    int significant = 0;
    int scale = 0;
    boolean point = false;
    for (; p < end; p++) {
      int d = bytes[p] - '0';
      if (d >= 0 && d <= 9) {
        count++;
        if (significant > 0 || d > 0) {
          significant++;
        }
        if (significant <= 18) {
          digits = digits * 10 + d;
        }
        scale -= point ? 1 : 0;
      } else if (bytes[p] == '.' && !point) {
        point = true;
      } else {
        break;
      }
    }
    if (count == 0) {
      return special(bytes, p, end, negative);
    }
    if (p < end) {
      int exponent = exponent(bytes, p, end);
      if (exponent == Integer.MIN_VALUE) {
        return false;
      }
      scale += exponent;
    }
    boolean exact = significant <= 18 && digits <= 1L << 53 && Math.abs(scale) < TEN.length;
    if (exact) {
      double v = scale < 0 ? digits / TEN[-scale] : digits * TEN[scale];
      doubleValue = negative ? -v : v;
    } else {
      String text = new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
      doubleValue = Double.parseDouble(text);
    }
    return true;
  }

  /** The exponent that begins here and ends the number, or the least int. */
  private static int exponent(byte[] bytes, int start, int end) {
    int p = start;
    if ((bytes[p] | 0x20) != 'e') {
      return Integer.MIN_VALUE;
    }
    p++;
    boolean negative = p < end && bytes[p] == '-';
    if (p < end && (bytes[p] == '-' || bytes[p] == '+')) {
      p++;
    }
    if (p == end) {
      return Integer.MIN_VALUE;
    }
    int e = 0;
    for (; p < end; p++) {
      int d = bytes[p] - '0';
      if (d < 0 || d > 9) {
        return Integer.MIN_VALUE;
      }
      e = Math.min(MOST_EXPONENT, e * 10 + d);
    }
    return negative ? -e : e;
  }

  private boolean special(byte[] bytes, int start, int end, boolean negative) {
    if (is(bytes, start, end, "nan")) {
      doubleValue = Double.NaN;
      return true;
    }
    if (is(bytes, start, end, "inf") || is(bytes, start, end, "infinity")) {
      doubleValue = negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      return true;
    }
    return false;
  }

  /** Whether bytes are a word of lower case ASCII letters, in any case. */
  static boolean is(byte[] bytes, int start, int end, String word) {
    if (end - start != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if ((bytes[start + i] | 0x20) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
