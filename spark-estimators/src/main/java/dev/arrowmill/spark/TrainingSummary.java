package dev.arrowmill.spark;

import dev.arrowmill.model.train.EpochReport;
import dev.arrowmill.model.train.HeldOut;
import dev.arrowmill.model.train.TrainResult;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * How a fit went. Not saved with the model.
 *
 * @param rows rows of the table
 * @param statisticsSeconds wall time of the statistics job
 * @param features one line per column: its role and why
 * @param epochs one report per epoch
 * @param trainingRows rows trained on
 * @param validationRows rows held out
 * @param warnings what a user should know of the split, one sentence each
 */
public record TrainingSummary(
    long rows,
    double statisticsSeconds,
    String features,
    List<EpochReport> epochs,
    long trainingRows,
    long validationRows,
    List<String> warnings)
    implements Serializable {
  public TrainingSummary {
    epochs = List.copyOf(epochs);
    warnings = List.copyOf(warnings);
  }

  static TrainingSummary of(Prepared prepared, TrainResult result) {
    return new TrainingSummary(
        prepared.stats().rows(),
        prepared.seconds(),
        prepared.explain(),
        result.epochs(),
        result.trainingRows(),
        result.validationRows(),
        warnings(prepared, result));
  }

  private static List<String> warnings(Prepared prepared, TrainResult result) {
    List<String> warnings = new ArrayList<>();
    HeldOut held = result.held();
    if (result.validationRows() == 0) {
      warnings.add("no rows were held out: the last epoch's weights are kept");
    } else if (prepared.targets().get(0).task().isClassification() && oneClass(held)) {
      warnings.add(
          "all "
              + held.rows()
              + " held-out rows have class "
              + prepared.targets().get(0).classes().get((int) held.targets()[0]));
    }
    return warnings;
  }

  private static boolean oneClass(HeldOut held) {
    for (float target : held.targets()) {
      if (target != held.targets()[0]) {
        return false;
      }
    }
    return held.rows() > 0;
  }

  /** Training loss per epoch. */
  public double[] trainLosses() {
    return epochs.stream().mapToDouble(EpochReport::trainLoss).toArray();
  }

  /** Validation loss per epoch, NaN where nothing was held out. */
  public double[] validationLosses() {
    return epochs.stream().mapToDouble(EpochReport::validationLoss).toArray();
  }

  /** The epoch with the least validation loss; the last one if nothing was held out. */
  public EpochReport best() {
    EpochReport best = epochs.get(0);
    for (EpochReport e : epochs) {
      boolean better = !(e.validationLoss() >= best.validationLoss());
      best = e.best() && better ? e : best;
    }
    return best;
  }
}
