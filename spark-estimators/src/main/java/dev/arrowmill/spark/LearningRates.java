package dev.arrowmill.spark;

import dev.arrowmill.model.train.DivergedException;
import dev.arrowmill.model.train.TrainOptions;
import dev.arrowmill.model.train.TrainResult;
import dev.arrowmill.model.train.TrainingPlan;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;

/**
 * What one epoch comes to at different step sizes, to choose one (a range test in the manner of
 * Smith 2017, with a fresh network for each step size).
 *
 * @param curve from the least to the greatest step size
 * @param suggestion the step size with the least loss on held-out rows, or on the training rows if
 *     none are held out
 */
public record LearningRates(List<Point> curve, double suggestion) {
  private static final double[] RATES = {
    1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1, 3e-1
  };

  public LearningRates {
    curve = List.copyOf(curve);
  }

  /**
   * One step size.
   *
   * @param learningRate AdamW's step size
   * @param trainLoss mean loss over the epoch, infinite if training diverged
   * @param validationLoss loss on the held-out rows behind it, NaN if there are none, infinite if
   *     training diverged
   */
  public record Point(double learningRate, double trainLoss, double validationLoss) {
    double loss() {
      return Double.isNaN(validationLoss) ? trainLoss : validationLoss;
    }
  }

  /** Trains one epoch at each step size on rows that are encoded once. */
  static LearningRates of(NeuralEstimator<?, ?> estimator, Prepared prepared) {
    TrainingPlan plan = prepared.plan(estimator);
    TrainingSlots slots = estimator.slots(prepared);
    JavaPairRDD<Integer, byte[]> dealt =
        DistributedTrainer.deal(prepared.table(), plan, slots.workers());
    List<Point> curve = new ArrayList<>();
    Point best = null;
    for (double rate : RATES) {
      Point point = point(plan, dealt, slots, rate);
      curve.add(point);
      best = best == null || point.loss() < best.loss() ? point : best;
    }
    return new LearningRates(curve, best == null ? RATES[0] : best.learningRate());
  }

  private static Point point(
      TrainingPlan plan, JavaPairRDD<Integer, byte[]> dealt, TrainingSlots slots, double rate) {
    TrainOptions o = plan.options();
    TrainOptions once =
        new TrainOptions(
            1,
            1,
            o.batchSize(),
            (float) rate,
            o.weightDecay(),
            o.emaDecay(),
            o.validationFraction(),
            o.seed());
    try {
      TrainResult result =
          DistributedTrainer.train(dealt, plan.with(plan.network(), once), slots, null);
      return new Point(
          rate, result.epochs().get(0).trainLoss(), result.epochs().get(0).validationLoss());
    } catch (DivergedException e) {
      return new Point(rate, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    }
  }
}
