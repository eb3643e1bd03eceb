package dev.arrowmill.data.feature;

/**
 * A column (texts, booleans or numbers) read as one of some levels.
 *
 * @param minCount training rows that a level needs to be kept; 0 for the default
 * @param top most frequent levels kept; 0 for the default
 * @param buckets codes of {@link Encoding#HASH} and of {@link OnUnseen#HASH}
 * @param smoothing rows of the overall mean that are mixed into a level's target estimate
 * @param folds parts of the training rows for out-of-fold target estimates
 */
public record Levels(
    Encoding encoding,
    int minCount,
    int top,
    OnUnseen unseen,
    int buckets,
    OnMissing nulls,
    OnMissing nans,
    double smoothing,
    int folds)
    implements ColumnSpec {

  static final Levels AUTO =
      new Levels(
          Encoding.VOCABULARY, 0, 0, OnUnseen.BUCKET, 16, OnMissing.KEEP, OnMissing.KEEP, 20, 5);

  /** What a level becomes. */
  public enum Encoding {
    /** A code of its own. */
    VOCABULARY,
    /** A code by its hash: nothing is fitted. */
    HASH,
    /** A float per kept level, 1 or 0. */
    ONE_HOT,
    /** The label's mean among the training rows of the level, smoothed and out of fold. */
    TARGET
  }

  public Levels {
    require("minCount", minCount, minCount >= 0);
    require("top", top, top >= 0);
    require("buckets", buckets, buckets >= 1);
    require("smoothing", smoothing, smoothing >= 0 && smoothing < Double.POSITIVE_INFINITY);
    require("folds", folds, folds >= 2 && folds <= 64);
  }

  private static void require(String what, Object value, boolean ok) {
    if (!ok) {
      throw new IllegalArgumentException("levels: " + what + " is out of range: " + value);
    }
  }

  /** A code per level of training. */
  public static Levels vocabulary() {
    return AUTO;
  }

  /** Codes by hash: for columns with more levels than anyone wants to keep. */
  public static Levels hashed(int buckets) {
    return AUTO.with(Encoding.HASH).buckets(buckets);
  }

  /** A float per level. */
  public static Levels oneHot() {
    return AUTO.with(Encoding.ONE_HOT).top(64);
  }

  /** Smoothed out-of-fold means of the label; needs a label. */
  public static Levels target() {
    return AUTO.with(Encoding.TARGET);
  }

  private Levels with(Encoding value) {
    return new Levels(value, minCount, top, unseen, buckets, nulls, nans, smoothing, folds);
  }

  public Levels minCount(int rows) {
    return new Levels(encoding, rows, top, unseen, buckets, nulls, nans, smoothing, folds);
  }

  public Levels top(int levels) {
    return new Levels(encoding, minCount, levels, unseen, buckets, nulls, nans, smoothing, folds);
  }

  public Levels unseen(OnUnseen policy) {
    return new Levels(encoding, minCount, top, policy, buckets, nulls, nans, smoothing, folds);
  }

  public Levels buckets(int count) {
    return new Levels(encoding, minCount, top, unseen, count, nulls, nans, smoothing, folds);
  }

  public Levels nulls(OnMissing policy) {
    return new Levels(encoding, minCount, top, unseen, buckets, policy, nans, smoothing, folds);
  }

  public Levels nans(OnMissing policy) {
    return new Levels(encoding, minCount, top, unseen, buckets, nulls, policy, smoothing, folds);
  }

  public Levels smoothing(double rows) {
    return new Levels(encoding, minCount, top, unseen, buckets, nulls, nans, rows, folds);
  }

  public Levels folds(int count) {
    return new Levels(encoding, minCount, top, unseen, buckets, nulls, nans, smoothing, count);
  }
}
