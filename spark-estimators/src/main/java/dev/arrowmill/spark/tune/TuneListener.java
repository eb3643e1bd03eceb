package dev.arrowmill.spark.tune;

import dev.arrowmill.model.train.EpochReport;
import java.util.Map;

/** Is told how a search goes; with several trainings side by side, from several threads. */
public interface TuneListener {

  /** A training begins. */
  default void started(Step step, Map<String, String> values) {}

  /** An epoch of a training is over. Epochs begin again when Spark retries a training. */
  default void epoch(Step step, EpochReport report) {}

  /**
   * A training is over.
   *
   * @param restored whether it was found in the journal, and neither started nor run
   */
  default void finished(TrialReport report, boolean restored) {}
}
