package dev.arrowmill.spark;

import dev.arrowmill.model.Scores;
import java.util.Comparator;
import java.util.stream.IntStream;

/** What a model's predictions are measured by. */
public enum Metric {
  /** Mean negative logarithm of the probability of the row's class. */
  LOGLOSS(true, false) {
    @Override
    double of(Scores s, double[] labels) {
      return IntStream.range(0, labels.length)
              .mapToDouble(r -> -StrictMath.log(Math.max(1e-15, s.probability(r, (int) labels[r]))))
              .sum()
          / labels.length;
    }
  },
  /** Share of rows whose class is predicted. */
  ACCURACY(true, true) {
    @Override
    double of(Scores s, double[] labels) {
      return (double)
              IntStream.range(0, labels.length).filter(r -> s.prediction(r) == labels[r]).count()
          / labels.length;
    }
  },
  /** Area under the ROC curve, for two classes; ties count half. */
  AUC(true, true) {
    @Override
    double of(Scores s, double[] labels) {
      Integer[] order = IntStream.range(0, labels.length).boxed().toArray(Integer[]::new);
      java.util.Arrays.sort(order, Comparator.comparingDouble(r -> s.probability(r, 1)));
      double ranks = 0;
      double positives = 0;
      int from = 0;
      while (from < order.length) {
        int to = from;
        double p = s.probability(order[from], 1);
        double seen = 0;
        while (to < order.length && s.probability(order[to], 1) == p) {
          seen += labels[order[to]];
          to++;
        }
        ranks += seen * (from + 1 + to) / 2.0;
        positives += seen;
        from = to;
      }
      double negatives = labels.length - positives;
      return (ranks - positives * (positives + 1) / 2) / (positives * negatives);
    }
  },
  /** Root of the mean squared error, for numbers. */
  RMSE(false, false) {
    @Override
    double of(Scores s, double[] labels) {
      double sum = 0;
      for (int r = 0; r < labels.length; r++) {
        double d = s.prediction(r) - labels[r];
        sum += d * d;
      }
      return Math.sqrt(sum / labels.length);
    }
  };

  private final boolean ofClasses;
  private final boolean greaterIsBetter;

  Metric(boolean ofClasses, boolean greaterIsBetter) {
    this.ofClasses = ofClasses;
    this.greaterIsBetter = greaterIsBetter;
  }

  /** Whether it needs a label with classes. */
  public boolean ofClasses() {
    return ofClasses;
  }

  public boolean greaterIsBetter() {
    return greaterIsBetter;
  }

  /**
   * @param labels the codes of classes, or the numbers
   */
  abstract double of(Scores scores, double[] labels);
}
