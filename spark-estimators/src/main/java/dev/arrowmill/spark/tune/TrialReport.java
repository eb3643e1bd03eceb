package dev.arrowmill.spark.tune;

import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one training of a search came to.
 *
 * @param step trial and rung
 * @param values hyperparameters as text, sorted
 * @param maxEpochs most epochs on this rung
 * @param epochs epochs that were run: fewer when early stopping ended the training, 0 when it
 *     diverged
 * @param bestEpoch the epoch whose weights were kept, from 1; 0 when it diverged
 * @param validationLoss the loss of these weights on the held-out rows; NaN when it diverged
 */
public record TrialReport(
    Step step,
    Map<String, String> values,
    int maxEpochs,
    int epochs,
    int bestEpoch,
    double validationLoss) {
  /** The least loss first, then the higher rung, then the earlier trial; diverged ones last. */
  public static final Comparator<TrialReport> BEST_FIRST =
      Comparator.comparingDouble(TrialReport::validationLoss)
          .thenComparing(r -> -r.step().rung())
          .thenComparing(r -> r.step().trial());

  public TrialReport {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  public static TrialReport diverged(Step step, Map<String, String> values, int maxEpochs) {
    return new TrialReport(step, values, maxEpochs, 0, 0, Double.NaN);
  }

  /** {@code finished}, {@code stopped early} or {@code diverged}. */
  public String status() {
    if (Double.isNaN(validationLoss)) {
      return "diverged";
    }
    return epochs < maxEpochs ? "stopped early" : "finished";
  }
}
