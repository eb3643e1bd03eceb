package dev.arrowmill.spark;

import dev.arrowmill.data.feature.FeaturePlan;
import dev.arrowmill.data.feature.FeaturePlanner;
import dev.arrowmill.data.feature.FeatureStats;
import dev.arrowmill.data.feature.Features;
import dev.arrowmill.model.LabelSpec;
import dev.arrowmill.model.TabularModel;
import dev.arrowmill.model.Target;
import dev.arrowmill.model.train.TrainingPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * A table that is counted, checked and ready to be trained on, whatever the network and its
 * options.
 *
 * @param table the columns that are read
 * @param targets the labels, at least one
 * @param explain one line per column: its role and why
 * @param parent the model to go on from, or null
 * @param vectorSize length of the vectors that are learned from, 0 for raw columns
 * @param seconds wall time of the statistics job
 */
record Prepared(
    Dataset<Row> table,
    FeatureStats stats,
    String explain,
    Features features,
    List<Target> targets,
    @Nullable String weight,
    @Nullable String indicator,
    @Nullable TabularModel parent,
    int vectorSize,
    double seconds) {

  /** Runs the statistics job. */
  static Prepared of(NeuralEstimator<?, ?> estimator, Dataset<?> dataset) {
    List<String> companions = new ArrayList<>(estimator.companions());
    companions.addAll(estimator.getOtherLabelCols());
    companions.forEach(c -> InputColumns.requireColumn(dataset.schema(), c, "companion"));
    Dataset<Row> table = InputColumns.forTraining(dataset.toDF(), estimator, companions);
    Set<String> roles = InputColumns.roles(dataset.schema(), estimator, companions);
    TabularModel parent = Parents.of(estimator, table);
    long start = System.nanoTime();
    FeatureStats stats = TableStats.of(table, estimator.getFeatureSpec(), estimator.getSeed());
    double seconds = (System.nanoTime() - start) * 1e-9;
    TableChecks.require(stats, roles, estimator.getHandleInvalid().equals("error"));
    String weight = estimator.columnOrNull(estimator.weightCol());
    TableChecks.weightScale(stats, weight);
    Target target = estimator.target(stats);
    String indicator = estimator.columnOrNull(estimator.validationIndicatorCol());
    if (indicator != null) {
      IndicatorChecks.require(table, stats, indicator, target);
    }
    if (parent != null) {
      target = Parents.target(parent, target);
    }
    List<Target> targets = new ArrayList<>(List.of(target));
    if (parent == null) {
      estimator
          .getOtherLabelCols()
          .forEach(c -> targets.add(Target.fit(stats, LabelSpec.of(c, null))));
    } else {
      targets.addAll(parent.targets().subList(1, parent.targets().size()));
    }
    FeaturePlan plan = plan(estimator, stats, roles, parent);
    Features features = parent == null ? plan.features() : parent.features();
    int size = VectorInputs.size(dataset.schema(), table, estimator);
    return new Prepared(
        table, stats, plan.explain(), features, targets, weight, indicator, parent, size, seconds);
  }

  private static FeaturePlan plan(
      NeuralEstimator<?, ?> estimator,
      FeatureStats stats,
      Set<String> roles,
      @Nullable TabularModel parent) {
    FeaturePlan plan =
        FeaturePlanner.plan(stats, estimator.getFeatureSpec(), estimator.getLabelCol(), roles);
    if (parent == null && plan.features().transforms().isEmpty()) {
      throw new BadTableException(
          "no column can be learned from: "
              + plan.explain().lines().map(String::strip).collect(Collectors.joining("; ")));
    }
    return plan;
  }

  /** What to train with an estimator's network and options. */
  TrainingPlan plan(NeuralEstimator<?, ?> estimator) {
    return new TrainingPlan(
        features,
        targets,
        parent == null ? NetConfigs.of(estimator) : Parents.network(parent, estimator),
        Options.of(estimator, stats.rows()),
        weight,
        TableChecks.weightScale(stats, weight),
        indicator,
        parent == null ? List.of() : Parents.weights(parent));
  }
}
