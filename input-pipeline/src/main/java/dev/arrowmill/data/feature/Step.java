package dev.arrowmill.data.feature;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;

/** One fitted, ascending function of numbers; NaN stays NaN. Immutable. */
sealed interface Step {

  double map(double x);

  /** Maps the first {@code n} values in place. */
  default void map(double[] values, int n) {
    for (int i = 0; i < n; i++) {
      values[i] = map(values[i]);
    }
  }

  void toJson(ObjectNode json);

  /** Clips to a range. */
  record Clip(double low, double high) implements Step {
    @Override
    public double map(double x) {
      return Math.min(Math.max(x, low), high);
    }

    @Override
    public void map(double[] values, int n) {
      for (int i = 0; i < n; i++) {
        values[i] = Math.min(Math.max(values[i], low), high);
      }
    }

    @Override
    public void toJson(ObjectNode json) {
      json.put("step", "clip").put("low", low).put("high", high);
    }
  }

  /** {@code sign(x) log(1 + |x|)}. */
  record SignedLog() implements Step {
    @Override
    public double map(double x) {
      return x < 0 ? -StrictMath.log1p(-x) : StrictMath.log1p(x);
    }

    @Override
    public void toJson(ObjectNode json) {
      json.put("step", "signed-log");
    }
  }

  /** {@code (x - center) / scale}. */
  record Affine(double center, double scale) implements Step {
    @Override
    public double map(double x) {
      return (x - center) / scale;
    }

    @Override
    public void map(double[] values, int n) {
      for (int i = 0; i < n; i++) {
        values[i] = (values[i] - center) / scale;
      }
    }

    @Override
    public void toJson(ObjectNode json) {
      json.put("step", "affine").put("center", center).put("scale", scale);
    }
  }

  /** By linear interpolation between knots; beyond them, the outermost score. */
  final class Ranks implements Step {
    private final double[] knots;
    private final double[] scores;

    /**
     * @param knots ascending, at least one
     * @param scores of the knots, ascending
     */
    Ranks(double[] knots, double[] scores) {
      this.knots = knots;
      this.scores = scores;
    }

    @Override
    public double map(double x) {
      int last = knots.length - 1;
      if (!(x > knots[0])) {
        return x <= knots[0] ? scores[0] : x;
      }
      if (x >= knots[last]) {
        return scores[last];
      }
      int lo = 0;
      int span = last;
      while (span > 1) {
        int half = span >>> 1;
        lo = knots[lo + half] <= x ? lo + half : lo;
        span -= half;
      }
      double share = (x - knots[lo]) / (knots[lo + 1] - knots[lo]);
      return scores[lo] + share * (scores[lo + 1] - scores[lo]);
    }

    @Override
    public void toJson(ObjectNode json) {
      json.put("step", "ranks");
      FeatureJson.put(json, "knots", knots);
      FeatureJson.put(json, "scores", scores);
    }

    @Override
    public String toString() {
      return "Ranks[" + knots.length + " knots]";
    }

    @Override
    public boolean equals(Object o) {
      return o instanceof Ranks r
          && Arrays.equals(knots, r.knots)
          && Arrays.equals(scores, r.scores);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(knots);
    }
  }

  static double map(List<Step> steps, double x) {
    double value = x;
    for (Step s : steps) {
      value = s.map(value);
    }
    return value;
  }

  static void write(List<Step> steps, ObjectNode json) {
    ArrayNode array = json.putArray("steps");
    steps.forEach(s -> s.toJson(array.addObject()));
  }

  static List<Step> read(FeatureJson json) {
    return json.children("steps").stream().map(Step::readOne).toList();
  }

  private static Step readOne(FeatureJson json) {
    String kind = json.text("step");
    return switch (kind) {
      case "clip" -> new Clip(json.number("low"), json.number("high"));
      case "signed-log" -> new SignedLog();
      case "affine" -> new Affine(json.number("center"), json.number("scale"));
      case "ranks" -> {
        double[] knots = json.numbers("knots");
        double[] scores = json.numbers("scores");
        json.require(knots.length > 0 && knots.length == scores.length, "knots", knots.length);
        yield new Ranks(knots, scores);
      }
      default -> {
        json.require(false, "step", kind);
        throw new AssertionError();
      }
    };
  }
}
