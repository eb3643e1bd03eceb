package dev.arrowmill.model;

/**
 * Predictions for a batch of rows. Reused from batch to batch by the {@link Scorer} that made it.
 *
 * <p>For classification, {@code raw} and {@code probability} hold {@code classes} values per row;
 * for regression {@code classes} is 0 and only {@link #prediction} has a meaning.
 */
public final class Scores {
  private final int classes;
  private int rows;
  private double[] prediction = new double[0];
  private double[] raw = new double[0];
  private double[] probability = new double[0];

  Scores(int classes) {
    this.classes = classes;
  }

  void resize(int newRows) {
    rows = newRows;
    if (prediction.length < newRows) {
      prediction = new double[newRows];
      raw = new double[newRows * classes];
      probability = new double[newRows * classes];
    }
  }

  public int rows() {
    return rows;
  }

  /** Number of classes, 0 for regression. */
  public int classes() {
    return classes;
  }

  /** The predicted number, or the code of the most probable class. */
  public double prediction(int row) {
    return prediction[row];
  }

  /** The network's output before sigmoid or softmax (for binary: the negative logit, the logit). */
  public double raw(int row, int c) {
    return raw[row * classes + c];
  }

  /** Probability of a class, in [0, 1]; a row's probabilities sum to 1. */
  public double probability(int row, int c) {
    return probability[row * classes + c];
  }

  void setNumber(int row, double value) {
    prediction[row] = value;
  }

  void setBinary(int row, double logit) {
    double p = 1 / (1 + StrictMath.exp(-Math.abs(logit)));
    double positive = logit >= 0 ? p : 1 - p;
    raw[row * 2] = -logit;
    raw[row * 2 + 1] = logit;
    probability[row * 2] = 1 - positive;
    probability[row * 2 + 1] = positive;
    prediction[row] = logit > 0 ? 1 : 0;
  }

  void setClasses(int row, float[] logits, int at) {
    int best = 0;
    for (int c = 1; c < classes; c++) {
      best = logits[at + c] > logits[at + best] ? c : best;
    }
    double sum = 0;
    int to = row * classes;
    for (int c = 0; c < classes; c++) {
      raw[to + c] = logits[at + c];
      probability[to + c] = StrictMath.exp((double) logits[at + c] - logits[at + best]);
      sum += probability[to + c];
    }
    for (int c = 0; c < classes; c++) {
      probability[to + c] /= sum;
    }
    prediction[row] = best;
  }
}
