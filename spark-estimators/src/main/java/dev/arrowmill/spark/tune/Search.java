package dev.arrowmill.spark.tune;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Says which trainings come next, from what the ones before came to. Not thread-safe. */
public interface Search {

  /**
   * Trainings that do not depend on each other; empty at the end.
   *
   * @param losses the validation losses of all trainings that were asked for before, NaN for one
   *     that diverged
   */
  List<Step> next(Map<Step, Double> losses);

  /** The finite trainings of a rung, best first; equal losses in the order of the trials. */
  static Stream<Step> ranked(Map<Step, Double> losses, int rung) {
    return losses.entrySet().stream()
        .filter(e -> e.getKey().rung() == rung && !e.getValue().isNaN())
        .sorted(
            Comparator.comparingDouble(Map.Entry<Step, Double>::getValue)
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey);
  }
}
