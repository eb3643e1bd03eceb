package dev.arrowmill.spark;

import dev.arrowmill.model.train.EpochReport;
import java.io.Serializable;
import java.util.List;

/**
 * How a fit went. Not saved with the model.
 *
 * @param rows rows of the table
 * @param statisticsSeconds wall time of the statistics job
 * @param features one line per column: its role and why
 * @param epochs one report per epoch
 */
public record TrainingSummary(
    long rows, double statisticsSeconds, String features, List<EpochReport> epochs)
    implements Serializable {
  public TrainingSummary {
    epochs = List.copyOf(epochs);
  }
}
