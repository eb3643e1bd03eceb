package dev.arrowmill.spark.tune;

import java.util.List;

/** The values that one hyperparameter may take. */
sealed interface Range {

  /**
   * The value at a place of the range, as text.
   *
   * @param u uniform in [0, 1)
   */
  String at(double u);

  /** A number in [low, high). */
  record Uniform(double low, double high) implements Range {
    @Override
    public String at(double u) {
      return Double.toString(low + u * (high - low));
    }

    @Override
    public String toString() {
      return "uniform(" + low + "," + high + ")";
    }
  }

  /** A number in [low, high) whose logarithm is uniform. */
  record Log(double low, double high) implements Range {
    @Override
    public String at(double u) {
      double from = StrictMath.log(low);
      return Double.toString(StrictMath.exp(from + u * (StrictMath.log(high) - from)));
    }

    @Override
    public String toString() {
      return "log(" + low + "," + high + ")";
    }
  }

  /** A whole number in [low, high]. */
  record Whole(int low, int high) implements Range {
    @Override
    public String at(double u) {
      return Long.toString(low + (long) (u * (high - (double) low + 1)));
    }

    @Override
    public String toString() {
      return "int(" + low + "," + high + ")";
    }
  }

  /** One of some texts. */
  record Choice(List<String> values) implements Range {
    @Override
    public String at(double u) {
      return values.get((int) (u * values.size()));
    }

    @Override
    public String toString() {
      return "choice(" + String.join(",", values) + ")";
    }
  }
}
