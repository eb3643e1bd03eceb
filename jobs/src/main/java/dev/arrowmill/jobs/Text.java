package dev.arrowmill.jobs;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Numbers for people. */
final class Text {
  private Text() {}

  static String metrics(Map<String, Double> metrics) {
    return metrics.entrySet().stream()
        .map(e -> e.getKey() + " " + number(e.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** Five significant digits, never in exponents for usual sizes. */
  static String number(double value) {
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-3 || size >= 1e7)) {
      return String.format(Locale.ROOT, "%.3e", value);
    }
    return String.format(Locale.ROOT, size >= 100 ? "%.1f" : "%.4f", value);
  }
}
