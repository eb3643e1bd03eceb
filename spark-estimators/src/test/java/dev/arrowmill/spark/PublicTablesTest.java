package dev.arrowmill.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

/** Default settings on real tables reach what docs/quality.md promises; needs the shared data. */
class PublicTablesTest {
  private static final Path DATA = Path.of(System.getProperty("arrowmill.shared", ""), "data");

  private final SparkSession session = Sparks.session();

  private Dataset<Row> read(String... names) {
    String[] paths = new String[names.length];
    for (int i = 0; i < names.length; i++) {
      Path path = DATA.resolve(names[i]);
      assumeTrue(Files.exists(path), "shared data is absent: " + names[i]);
      paths[i] = path.toString();
    }
    return session.read().parquet(paths);
  }

  @Test
  void adult() {
    Dataset<Row> test = read("adult/test.parquet");
    NeuralClassificationModel model =
        new NeuralClassifier().setLabelCol("income").setSeed(1).fit(read("adult/train.parquet"));
    Dataset<Row> scored =
        model
            .transform(test)
            .withColumn(
                "code", functions.col("income").equalTo(model.classes().get(1)).cast("double"));
    assertThat(new BinaryClassificationEvaluator().setLabelCol("code").evaluate(scored))
        .isGreaterThanOrEqualTo(0.912);
    assertThat(
            new MulticlassClassificationEvaluator()
                .setLabelCol("code")
                .setMetricName("accuracy")
                .evaluate(scored))
        .isGreaterThanOrEqualTo(0.857);
  }

  @Test
  void californiaHousing() {
    String label = "median_house_value";
    NeuralRegressionModel model =
        new NeuralRegressor()
            .setLabelCol(label)
            .setSeed(1)
            .fit(read("california-housing/train.parquet", "california-housing/validation.parquet"));
    assertThat(
            new RegressionEvaluator()
                .setLabelCol(label)
                .evaluate(model.transform(read("california-housing/test.parquet"))))
        .isLessThanOrEqualTo(0.52);
  }

  @Test
  void greenTaxi() {
    Dataset<Row> trips = read("nyc-taxi/green_tripdata_2024-01.parquet");
    NeuralRegressionModel model =
        new NeuralRegressor()
            .setLabelCol("total_amount")
            .setExcludedCols(
                "fare_amount",
                "extra",
                "mta_tax",
                "tip_amount",
                "tolls_amount",
                "ehail_fee",
                "improvement_surcharge",
                "congestion_surcharge")
            .setMaxEpochs(2)
            .fit(trips);
    Dataset<Row> scored = model.transform(trips);
    assertThat(scored.filter("prediction is null or isnan(prediction)").count()).isZero();
    assertThat(
            new RegressionEvaluator()
                .setLabelCol("total_amount")
                .setMetricName("r2")
                .evaluate(scored))
        .isGreaterThan(0.5);
  }
}
