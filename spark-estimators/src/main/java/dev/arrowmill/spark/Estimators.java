package dev.arrowmill.spark;

import java.util.List;
import java.util.function.Supplier;

/**
 * The estimators: one row each, for the contract test and for {@code
 * META-INF/services/org.apache.spark.ml.Estimator}.
 */
final class Estimators {
  /**
   * A row.
   *
   * @param make makes one with default params
   * @param label a label column that it learns in the contract test's table
   */
  record Kind(Supplier<NeuralEstimator<?, ?>> make, String label) {
    @Override
    public String toString() {
      return make.get().getClass().getSimpleName();
    }
  }

  static final List<Kind> ALL =
      List.of(
          new Kind(NeuralClassifier::new, "two"),
          new Kind(NeuralRegressor::new, "amount"),
          new Kind(() -> new NeuralRanker().setGroupCol("n"), "three"));

  /** Estimators of pairs of ids, whose tables have no label of their own. */
  static final List<Supplier<NetworkEstimator<?, ?>>> OF_PAIRS =
      List.of(FactorizationRecommender::new);

  private Estimators() {}
}
