package dev.arrowmill.model;

/**
 * Predictions of one label for a batch of rows. Reused from batch to batch by the {@link Scorer}
 * that made it.
 *
 * <p>For classification, {@code raw} and {@code probability} hold {@link #classes} values per row.
 * For quantiles and survival, {@link #value} holds one number per point of the target.
 */
public final class Scores {
  private final Target target;
  private final int width;
  private int rows;
  private double[] prediction = new double[0];
  private double[] raw = new double[0];
  private double[] values = new double[0];

  Scores(Target target) {
    this.target = target;
    this.width =
        target.task().isClassification() ? target.classes().size() : target.points().size();
  }

  void resize(int newRows) {
    rows = newRows;
    if (prediction.length < newRows) {
      prediction = new double[newRows];
      raw = new double[target.task().isClassification() ? newRows * width : 0];
      values = new double[newRows * width];
    }
  }

  /** The label that is predicted. */
  public Target target() {
    return target;
  }

  public int rows() {
    return rows;
  }

  /** Number of classes, 0 if the label has none. */
  public int classes() {
    return target.classes().size();
  }

  /**
   * The predicted number: the mean, the mean count, the middle one of the quantiles, the mean time
   * up to the greatest one in training, or the rank score; for classes the code of the predicted
   * one.
   */
  public double prediction(int row) {
    return prediction[row];
  }

  /** The network's output before sigmoid or softmax (for binary: the negative logit, the logit). */
  public double raw(int row, int c) {
    return raw[row * width + c];
  }

  /** Probability of a class, in [0, 1]; a row's probabilities sum to 1. */
  public double probability(int row, int c) {
    return values[row * width + c];
  }

  /** Numbers that {@link #value} gives per row: the points of the target. */
  public int points() {
    return target.points().size();
  }

  /** The quantile, or the probability that the event comes later, at a point of the target. */
  public double value(int row, int point) {
    return values[row * width + point];
  }

  /**
   * Takes in the network's outputs.
   *
   * @param out row-major, {@code stride} per row, this label's from {@code at} on
   */
  void set(float[] out, int at, int stride, Decision decision) {
    for (int r = 0; r < rows; r++) {
      int from = r * stride + at;
      switch (target.task()) {
        case BINARY -> setBinary(r, out[from], decision);
        case MULTICLASS -> setClasses(r, out, from, decision);
        case REGRESSION -> prediction[r] = out[from] * target.std() + target.mean();
        case COUNT -> prediction[r] = target.mean() * StrictMath.exp(out[from]);
        case RANKING -> prediction[r] = out[from];
        case QUANTILE -> setQuantiles(r, out, from);
        case SURVIVAL -> setSurvival(r, out, from);
      }
    }
  }

  private void setBinary(int row, double logit, Decision decision) {
    double positive = decision.calibration().probability(logit);
    raw[row * 2] = -logit;
    raw[row * 2 + 1] = logit;
    values[row * 2] = 1 - positive;
    values[row * 2 + 1] = positive;
    boolean plain = decision.equals(Decision.PLAIN);
    prediction[row] = (plain ? logit > 0 : positive > decision.threshold()) ? 1 : 0;
  }

  private void setClasses(int row, float[] logits, int at, Decision decision) {
    double t = decision.calibration().temperature();
    int best = 0;
    for (int c = 1; c < width; c++) {
      best = logits[at + c] > logits[at + best] ? c : best;
    }
    double sum = 0;
    int to = row * width;
    for (int c = 0; c < width; c++) {
      raw[to + c] = logits[at + c];
      values[to + c] = StrictMath.exp(((double) logits[at + c] - logits[at + best]) / t);
      sum += values[to + c];
    }
    for (int c = 0; c < width; c++) {
      values[to + c] /= sum;
    }
    prediction[row] = best;
  }

  /** Quantiles, sorted: a network may let them cross. */
  private void setQuantiles(int row, float[] out, int at) {
    int to = row * width;
    for (int q = 0; q < width; q++) {
      values[to + q] = out[at + q] * target.std() + target.mean();
    }
    java.util.Arrays.sort(values, to, to + width);
    prediction[row] = values[to + width / 2];
  }

  private void setSurvival(int row, float[] out, int at) {
    int to = row * width;
    double alive = 1;
    double start = 0;
    double mean = 0;
    for (int k = 0; k < width; k++) {
      double after = alive * Calibration.sigmoid(-out[at + k]);
      double end = target.points().get(k);
      mean += (end - start) * (alive + after) / 2;
      values[to + k] = after;
      alive = after;
      start = end;
    }
    prediction[row] = mean;
  }
}
