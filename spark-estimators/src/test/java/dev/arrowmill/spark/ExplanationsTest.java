package dev.arrowmill.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.arrowmill.model.Attribution;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Permutation importance, partial dependence and contributions of columns. */
class ExplanationsTest {
  private final SparkSession session = Sparks.session();
  private final Dataset<Row> table =
      Sparks.table(session, 1200, 1)
          .select("x", "n", "city", "member", "day", "two", "three", "amount")
          .cache();

  private static final String[] INPUTS = {"x", "n", "city", "member", "day"};

  private NeuralClassificationModel classifier(String label) {
    return new NeuralClassifier()
        .setLabelCol(label)
        .setFeaturesCols(INPUTS)
        .setHiddenSizes(32)
        .setMaxEpochs(20)
        .setLearningRate(1e-2)
        .fit(table);
  }

  private NeuralRegressionModel regressor() {
    return new NeuralRegressor()
        .setLabelCol("amount")
        .setFeaturesCols(INPUTS)
        .setHiddenSizes(32)
        .setMaxEpochs(20)
        .setLearningRate(1e-2)
        .fit(table);
  }

  @Test
  void whatMattersIsFirstAndNoiseIsNear0() {
    NeuralClassificationModel model = classifier("two");
    for (Metric metric : List.of(Metric.AUC, Metric.ACCURACY, Metric.LOGLOSS)) {
      List<Row> rows = model.permutationImportance(table, metric, 3, 7).collectAsList();
      assertThat(rows).hasSize(5);
      assertThat(rows.subList(0, 3)).extracting(r -> r.getString(0)).contains("n", "city");
      assertThat(rows.get(0).getDouble(1)).isGreaterThan(0.1);
      double most = rows.get(0).getDouble(1);
      assertThat(rows.get(0).getDouble(2)).isBetween(0.0, most / 2);
      Map<String, Double> all = new HashMap<>();
      rows.forEach(r -> all.put(r.getString(0), r.getDouble(1)));
      assertThat(all.get("member")).isBetween(-most / 3, most / 3);
    }
    assertThatThrownBy(() -> model.permutationImportance(table, Metric.RMSE, 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("RMSE does not fit task BINARY");
    assertThatThrownBy(() -> model.permutationImportance(table.drop("city"), Metric.AUC, 1, 0))
        .isInstanceOf(SchemaDriftException.class);
  }

  @Test
  void importanceDoesNotDependOnPartitions() {
    NeuralRegressionModel model = regressor();
    List<Row> one =
        model.permutationImportance(table.coalesce(1), Metric.RMSE, 2, 7).collectAsList();
    assertThat(model.permutationImportance(table.repartition(5), Metric.RMSE, 2, 7).collectAsList())
        .isEqualTo(one);
    assertThat(model.permutationImportance(table, Metric.RMSE, 2, 8).collectAsList())
        .isNotEqualTo(one);
  }

  @Test
  void partialDependenceFollowsTheSignal() {
    NeuralRegressionModel model = regressor();
    List<Row> x = model.partialDependence(table, "x", 9).collectAsList();
    assertThat(x).hasSize(9);
    assertThat(x).extracting(r -> Double.parseDouble(r.getString(0))).isSorted();
    double low = near(x, -0.8);
    double high = near(x, 0.8);
    assertThat(high - low).isBetween(5.0, 14.0);
    List<Row> city = classifier("three").partialDependence(table, "city", 3).collectAsList();
    assertThat(city).hasSize(3);
    for (Row row : city) {
      double sum = row.<Double>getList(1).stream().mapToDouble(v -> v).sum();
      assertThat(row.getList(1)).hasSize(3);
      assertThat(sum).isCloseTo(1, within(1e-9));
    }
    assertThatThrownBy(() -> model.partialDependence(table, "two", 3))
        .hasMessageContaining("does not read column two");
  }

  private static double near(List<Row> curve, double x) {
    Row best = curve.get(0);
    for (Row r : curve) {
      best =
          Math.abs(Double.parseDouble(r.getString(0)) - x)
                  < Math.abs(Double.parseDouble(best.getString(0)) - x)
              ? r
              : best;
    }
    return best.getDouble(1);
  }

  @Test
  void contributionsSumToTheOutput() {
    NeuralClassificationModel model = classifier("two").setAttributionsCol("why");
    Attribution attribution = new Attribution(model.tabularModel(), 0);
    assertThat(model.transformSchema(table.schema())).isEqualTo(model.transform(table).schema());
    double member = 0;
    double city = 0;
    for (Row row : model.transform(table).takeAsList(60)) {
      Map<String, Double> why = row.getJavaMap(row.fieldIndex("why"));
      assertThat(why.keySet()).containsExactlyInAnyOrder(INPUTS);
      Map<String, @Nullable Object> values = new HashMap<>();
      for (String name : INPUTS) {
        values.put(name, row.getAs(name));
      }
      double sum = why.values().stream().mapToDouble(v -> v).sum();
      double output = row.<org.apache.spark.ml.linalg.Vector>getAs("rawPrediction").apply(1);
      assertThat(attribution.output(values)).isCloseTo(output, within(1e-4));
      assertThat(sum).isCloseTo(output - attribution.baseline(), within(1e-3));
      member += Math.abs(why.getOrDefault("member", 99.0));
      city += Math.abs(why.getOrDefault("city", 0.0));
    }
    assertThat(city).isGreaterThan(2 * member);
    assertThatThrownBy(() -> new Attribution(model.tabularModel(), 1))
        .hasMessageContaining("output 1 of a model with 1 outputs");
  }
}
