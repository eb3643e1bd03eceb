package dev.arrowmill.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.arrowmill.model.Calibration;
import dev.arrowmill.model.LabelException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hold-out, weights of classes, calibration, ensembles, warm start, callbacks and tasks. */
class TrainingChoicesTest {
  @TempDir Path folder;

  private final SparkSession session = Sparks.session();
  private final Dataset<Row> table =
      Sparks.table(session, 800, 1).select("x", "n", "city", "two", "three", "amount").cache();

  private static NeuralClassifier quick() {
    return new NeuralClassifier()
        .setLabelCol("two")
        .setFeaturesCols("x", "n", "city")
        .setHiddenSizes(16)
        .setMaxEpochs(6)
        .setLearningRate(1e-2);
  }

  @Test
  void aColumnSaysWhichRowsAreHeldOut() {
    Dataset<Row> marked = table.withColumn("held", functions.expr("n % 4 = 0"));
    long held = marked.filter("held").count();
    NeuralClassificationModel model =
        new NeuralClassifier()
            .setLabelCol("two")
            .setExcludedCols("three", "amount")
            .setValidationIndicatorCol("held")
            .setHiddenSizes(8)
            .setMaxEpochs(2)
            .fit(marked);
    TrainingSummary summary = model.summary().orElseThrow();
    assertThat(summary.validationRows()).isEqualTo(held);
    assertThat(summary.trainingRows()).isEqualTo(800 - held);
    assertThat(model.tabularModel().features().input().names()).doesNotContain("held");
    assertThat(summary.validationLosses()).hasSize(2).doesNotContain(Double.NaN);
    assertThat(summary.warnings()).isEmpty();
  }

  @Test
  void badIndicators() {
    NeuralClassifier estimator = quick().setValidationIndicatorCol("held");
    Map<String, String> bad =
        Map.of(
            "if(n = 3, null, n > 50)", "rows are null",
            "n < 0", "nothing is held out",
            "n >= 0", "nothing is left to train on",
            "two = 'no' and n > 50", "all held-out rows have class no",
            "n", "must be boolean, is int");
    bad.forEach(
        (sql, message) ->
            assertThatThrownBy(() -> estimator.fit(table.withColumn("held", functions.expr(sql))))
                .as(sql)
                .isInstanceOf(BadTableException.class)
                .hasMessageContaining("validation indicator column held")
                .hasMessageContaining(message));
  }

  @Test
  void classWeightsMoveTheMeanProbability() {
    Dataset<Row> rare = table.filter("two = 'no' or n % 8 = 0");
    double plain = meanOfYes(quick().fit(rare).transform(rare));
    double balanced = meanOfYes(quick().setClassWeights("balanced").fit(rare).transform(rare));
    double heavy =
        meanOfYes(quick().setClassWeights(Map.of("yes", 100.0)).fit(rare).transform(rare));
    assertThat(balanced).isGreaterThan(plain + 0.05);
    assertThat(heavy).isGreaterThan(balanced);
    assertThatThrownBy(() -> quick().setClassWeights("equal").fit(rare))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("classWeights")
        .hasMessageContaining("equal");
    assertThatThrownBy(() -> quick().setClassWeights(Map.of("maybe", 2.0)).fit(rare))
        .isInstanceOf(LabelException.class)
        .hasMessageContaining("maybe");
  }

  private static double meanOfYes(Dataset<Row> scored) {
    return scored
        .select(org.apache.spark.ml.functions.vector_to_array(scored.col("probability"), "float64"))
        .toDF("p")
        .selectExpr("avg(p[1])")
        .first()
        .getDouble(0);
  }

  @Test
  void ensemblesCalibrationAndThresholdAreInTheArtefact() {
    NeuralClassificationModel model =
        quick()
            .setEnsembleSize(2)
            .setCalibration("platt")
            .setThresholdFor("f1")
            .setSchedule("cosine")
            .setGradientClip(1)
            .fit(table);
    assertThat(model.tabularModel().nets()).hasSize(2);
    assertThat(model.tabularModel().decision().calibration().kind())
        .isEqualTo(Calibration.Kind.PLATT);
    double threshold = model.tabularModel().decision().threshold();
    for (Row row : model.transform(table).takeAsList(50)) {
      Vector p = row.getAs("probability");
      assertThat(row.<Double>getAs("prediction")).isEqualTo(p.apply(1) > threshold ? 1.0 : 0.0);
    }
    assertThatThrownBy(() -> quick().setCalibration("platt").setValidationFraction(0).fit(table))
        .isInstanceOf(LabelException.class)
        .hasMessageContaining("held-out rows");
  }

  @Test
  void aListenerStopsAndItsExceptionComesOut() {
    List<Integer> seen = new ArrayList<>();
    NeuralClassificationModel model =
        quick()
            .setMaxEpochs(50)
            .setEpochListener(
                e -> {
                  seen.add(e.epoch());
                  return e.epoch() < 3;
                })
            .fit(table);
    assertThat(seen).containsExactly(1, 2, 3);
    assertThat(model.summary().orElseThrow().epochs()).hasSize(3);
    assertThatThrownBy(
            () ->
                quick()
                    .setEpochListener(
                        e -> {
                          throw new IllegalStateException("enough");
                        })
                    .fit(table))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("enough");
  }

  @Test
  void warmStartGoesOnFromTheParent() throws Exception {
    NeuralClassificationModel parent = quick().setMaxEpochs(15).fit(table);
    String path = folder.resolve("parent").toString();
    parent.save(path);
    NeuralClassifier more =
        new NeuralClassifier()
            .setLabelCol("two")
            .setExcludedCols("three", "amount")
            .setMaxEpochs(1)
            .setLearningRate(1e-6)
            .setInitialModel(path);
    Dataset<Row> half = table.filter("n < 50");
    NeuralClassificationModel child = more.fit(half);
    assertThat(child.tabularModel().provenance())
        .containsEntry("parent", parent.tabularModel().id());
    assertThat(child.tabularModel().config()).isEqualTo(parent.tabularModel().config());
    assertThat(meanOfYes(child.transform(table)))
        .isCloseTo(meanOfYes(parent.transform(table)), within(1e-3));
    NeuralClassificationModel same =
        more.copy(org.apache.spark.ml.param.ParamMap.empty())
            .setInitialModel(parent.tabularModel())
            .fit(half);
    assertThat(same.tabularModel().id()).isEqualTo(child.tabularModel().id());
    badWarmStarts(more);
  }

  private void badWarmStarts(NeuralClassifier more) {
    assertThatThrownBy(() -> more.fit(table.drop("x").withColumn("city", functions.lit(1))))
        .isInstanceOf(SchemaDriftException.class)
        .hasMessageContaining("initial model: column x (DOUBLE) is missing")
        .hasMessageContaining("column city was STRING");
    assertThatThrownBy(
            () -> more.fit(table.withColumn("two", functions.expr("if(two = 'no', 'new', two)"))))
        .isInstanceOf(LabelException.class)
        .hasMessageContaining("it knows the classes");
    assertThatThrownBy(() -> more.setHiddenSizes(4).fit(table))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("initial model: its network is");
    assertThatThrownBy(() -> more.setInitialModel(folder + "/none").fit(table))
        .hasMessageContaining("none");
  }

  @Test
  void quantilesCountsAndTimes() {
    NeuralRegressor quantile =
        new NeuralRegressor()
            .setLabelCol("amount")
            .setFeaturesCols("x", "n", "city")
            .setTask("quantile")
            .setQuantiles(0.1, 0.5, 0.9)
            .setValuesCol("values")
            .setMaxEpochs(25)
            .setLearningRate(1e-2);
    Dataset<Row> scored = quantile.fit(table).transform(table);
    long below = 0;
    for (Row row : scored.collectAsList()) {
      Vector v = row.getAs("values");
      assertThat(v.apply(1)).isEqualTo(row.<Double>getAs("prediction")).isGreaterThan(v.apply(0));
      below += row.<Double>getAs("amount") < v.apply(2) ? 1 : 0;
    }
    assertThat(below / 800.0).isBetween(0.8, 0.99);
    assertThatThrownBy(() -> new NeuralRegressor().setLabelCol("n").setTask("quantile").fit(table))
        .hasMessageContaining("set quantiles");
    Dataset<Row> times = table.withColumn("event", functions.expr("n % 3 > 0"));
    Dataset<Row> curves =
        new NeuralRegressor()
            .setLabelCol("amount")
            .setFeaturesCols("x", "city")
            .setTask("survival")
            .setEventCol("event")
            .setValuesCol("curve")
            .setMaxEpochs(2)
            .fit(times.filter("amount > 0"))
            .transform(times);
    for (Row row : curves.takeAsList(20)) {
      double[] curve = row.<Vector>getAs("curve").toArray();
      assertThat(curve).isSortedAccordingTo(java.util.Comparator.reverseOrder());
    }
  }

  @Test
  void rankingOrdersWithinGroups() {
    Dataset<Row> grouped = table.withColumn("query", functions.expr("n % 40"));
    NeuralRanker ranker =
        new NeuralRanker()
            .setLabelCol("three")
            .setGroupCol("query")
            .setFeaturesCols("x", "n", "city")
            .setMaxEpochs(15)
            .setLearningRate(1e-2);
    double before =
        ranker
            .copy(org.apache.spark.ml.param.ParamMap.empty())
            .setMaxEpochs(1)
            .setLearningRate(1e-9)
            .fit(grouped)
            .ndcg(grouped, 5);
    NeuralRankerModel model = ranker.fit(grouped);
    assertThat(model.ndcg(grouped, 5)).isBetween(before + 0.1, 1.0);
    assertThat(model.ndcg(grouped.withColumn("three", functions.lit(0)), 5)).isNaN();
    assertThatThrownBy(() -> ranker.setGroupCol("q").fit(grouped))
        .hasMessageContaining("group column q does not exist");
  }
}
