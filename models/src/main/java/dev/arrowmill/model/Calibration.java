package dev.arrowmill.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A map from a classifier's outputs to probabilities that agree with observed shares. Immutable and
 * thread-safe.
 *
 * @param kind how
 * @param a for PLATT the factor, for TEMPERATURE the divisor of the logits; else empty-handed 1
 * @param b for PLATT the offset, else 0
 * @param x for ISOTONIC ascending logits, else empty
 * @param y for ISOTONIC the probability at each logit, not descending; lines between, constant
 *     outside
 */
public record Calibration(Kind kind, double a, double b, List<Double> x, List<Double> y) {
  /** The kinds. */
  public enum Kind {
    /** Sigmoid or softmax of the network's outputs as they are. */
    NONE,
    /** A logistic regression on the logit (Platt 1999); two classes only. */
    PLATT,
    /** Pool adjacent violators on the logit (Zadrozny and Elkan 2002); two classes only. */
    ISOTONIC,
    /** Logits divided by one number (Guo et al. 2017). */
    TEMPERATURE;

    /**
     * By its name in lower case.
     *
     * @throws IllegalArgumentException naming the known ones
     */
    public static Kind of(String name) {
      List<String> known = new ArrayList<>();
      for (Kind k : values()) {
        String text = k.name().toLowerCase(Locale.ROOT);
        if (text.equals(name)) {
          return k;
        }
        known.add(text);
      }
      throw new IllegalArgumentException("calibration: unknown '" + name + "', known: " + known);
    }
  }

  /** No change. */
  public static final Calibration NONE = new Calibration(Kind.NONE, 1, 0, List.of(), List.of());

  public Calibration {
    x = List.copyOf(x);
    y = List.copyOf(y);
  }

  static Calibration platt(double a, double b) {
    return new Calibration(Kind.PLATT, a, b, List.of(), List.of());
  }

  static Calibration temperature(double t) {
    return new Calibration(Kind.TEMPERATURE, t, 0, List.of(), List.of());
  }

  static Calibration isotonic(List<Double> x, List<Double> y) {
    return new Calibration(Kind.ISOTONIC, 1, 0, x, y);
  }

  /** The probability of the second of two classes for a logit. */
  double probability(double logit) {
    return switch (kind) {
      case NONE -> sigmoid(logit);
      case PLATT -> sigmoid(a * logit + b);
      case TEMPERATURE -> sigmoid(logit / a);
      case ISOTONIC -> interpolated(logit);
    };
  }

  /** What logits of several classes are divided by. */
  double temperature() {
    return kind == Kind.TEMPERATURE ? a : 1;
  }

  private double interpolated(double logit) {
    int last = x.size() - 1;
    if (!(logit > x.get(0))) {
      return y.get(0);
    }
    if (logit >= x.get(last)) {
      return y.get(last);
    }
    int lo = 0;
    int hi = last;
    while (hi - lo > 1) {
      int mid = (lo + hi) >>> 1;
      if (x.get(mid) <= logit) {
        lo = mid;
      } else {
        hi = mid;
      }
    }
    double share = (logit - x.get(lo)) / (x.get(hi) - x.get(lo));
    return y.get(lo) + share * (y.get(hi) - y.get(lo));
  }

  static double sigmoid(double logit) {
    double p = 1 / (1 + StrictMath.exp(-Math.abs(logit)));
    return logit >= 0 ? p : 1 - p;
  }
}
