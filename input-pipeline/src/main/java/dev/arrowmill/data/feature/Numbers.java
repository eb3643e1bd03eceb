package dev.arrowmill.data.feature;

import org.jspecify.annotations.Nullable;

/**
 * A column read as a quantity: missing values are imputed or kept, then the logarithm is taken,
 * then the range is clipped, then the scale is changed; or the number is only read as the code of
 * its bin.
 *
 * @param constant the value of {@link Impute#CONSTANT}
 * @param flagged whether a further float says that the value was missing
 * @param logged whether {@code sign(x) log(1 + |x|)} is taken
 * @param low smallest value after clipping; null for the smallest of training
 * @param high largest value after clipping; null for the largest of training
 * @param binning whether the number is read as the code of a bin, and of which
 * @param bins number of bins, of codes or of the piecewise-linear encoding; 0 for the default
 */
public record Numbers(
    Impute impute,
    double constant,
    boolean flagged,
    OnMissing nulls,
    OnMissing nans,
    boolean logged,
    @Nullable Double low,
    @Nullable Double high,
    Scale scale,
    Binning binning,
    int bins,
    Edges edges)
    implements ColumnSpec {

  static final Numbers AUTO =
      new Numbers(
          Impute.NONE,
          0,
          false,
          OnMissing.KEEP,
          OnMissing.KEEP,
          false,
          null,
          null,
          Scale.AUTO,
          Binning.NONE,
          0,
          Edges.AUTO);

  /** What stands in for a missing value. */
  public enum Impute {
    NONE,
    MEAN,
    MEDIAN,
    MOST_FREQUENT,
    CONSTANT
  }

  /** The scale of the encoded number. */
  public enum Scale {
    /** Standardised where training had few distinct values, else the normal score of the rank. */
    AUTO,
    NONE,
    /** {@code (x - mean) / std}. */
    STANDARD,
    /** {@code (x - median) / (upper quartile - lower quartile)}. */
    ROBUST,
    /** To [0, 1] over the range of training. */
    MIN_MAX,
    QUANTILE_NORMAL,
    QUANTILE_UNIFORM
  }

  /** The distribution that ranks are mapped to. */
  public enum Distribution {
    NORMAL,
    UNIFORM
  }

  /** How a number becomes the code of a bin. */
  public enum Binning {
    NONE,
    /** About equally many training rows per bin. */
    QUANTILE,
    /** Bins of equal width. */
    WIDTH,
    /** Bins between the splits of a decision tree that predicts the label. */
    TREE
  }

  /** Where the edges of the piecewise-linear encoding lie. */
  public enum Edges {
    /** As the whole spec says. */
    AUTO,
    QUANTILE,
    /** At the splits of a decision tree that predicts the label. */
    TREE
  }

  public Numbers {
    if (bins < 0 || bins == 1) {
      throw new IllegalArgumentException("numbers: bins must be at least 2, is " + bins);
    }
    if (Double.isNaN(constant) || Double.isInfinite(constant)) {
      throw new IllegalArgumentException("numbers: constant must be finite, is " + constant);
    }
    if (low != null && high != null && !(low < high)) {
      throw new IllegalArgumentException(
          "numbers: clip needs low < high, got " + low + ", " + high);
    }
    boolean fills = nulls == OnMissing.FILL || nans == OnMissing.FILL;
    if (fills && impute == Impute.NONE) {
      throw new IllegalArgumentException("numbers: FILL needs impute(...), which is NONE");
    }
  }

  /** Everything automatic. */
  public static Numbers auto() {
    return AUTO;
  }

  /** Nulls and NaN are replaced by a value fitted in training. */
  public static Numbers impute(Impute how) {
    return AUTO.imputed(how, 0);
  }

  /** Nulls and NaN are replaced by this value. */
  public static Numbers impute(double value) {
    return AUTO.imputed(Impute.CONSTANT, value);
  }

  /** The number is read as the code of one of these bins. */
  public static Numbers binned(Binning how, int bins) {
    return new Numbers(
        Impute.NONE,
        0,
        false,
        OnMissing.KEEP,
        OnMissing.KEEP,
        false,
        null,
        null,
        Scale.AUTO,
        how,
        bins,
        Edges.AUTO);
  }

  private Numbers imputed(Impute how, double value) {
    OnMissing then = how == Impute.NONE ? OnMissing.KEEP : OnMissing.FILL;
    return new Numbers(
        how, value, flagged, then, then, logged, low, high, scale, binning, bins, edges);
  }

  /** Adds a float that is 1 where the value was missing. */
  public Numbers flag() {
    return new Numbers(
        impute, constant, true, nulls, nans, logged, low, high, scale, binning, bins, edges);
  }

  public Numbers nulls(OnMissing policy) {
    return new Numbers(
        impute, constant, flagged, policy, nans, logged, low, high, scale, binning, bins, edges);
  }

  public Numbers nans(OnMissing policy) {
    return new Numbers(
        impute, constant, flagged, nulls, policy, logged, low, high, scale, binning, bins, edges);
  }

  /** Takes {@code sign(x) log(1 + |x|)} first. */
  public Numbers log() {
    return new Numbers(
        impute, constant, flagged, nulls, nans, true, low, high, scale, binning, bins, edges);
  }

  /** Clips to a range, in the units of the column. */
  public Numbers clip(double from, double to) {
    return new Numbers(
        impute, constant, flagged, nulls, nans, logged, from, to, scale, binning, bins, edges);
  }

  public Numbers quantile(Distribution to) {
    return scale(to == Distribution.NORMAL ? Scale.QUANTILE_NORMAL : Scale.QUANTILE_UNIFORM);
  }

  public Numbers standardise() {
    return scale(Scale.STANDARD);
  }

  public Numbers robust() {
    return scale(Scale.ROBUST);
  }

  public Numbers minMax() {
    return scale(Scale.MIN_MAX);
  }

  public Numbers scale(Scale value) {
    return new Numbers(
        impute, constant, flagged, nulls, nans, logged, low, high, value, binning, bins, edges);
  }

  /** Where the edges of the piecewise-linear encoding lie, and how many bins they make. */
  public Numbers edges(Edges from, int count) {
    return new Numbers(
        impute, constant, flagged, nulls, nans, logged, low, high, scale, binning, count, from);
  }
}
