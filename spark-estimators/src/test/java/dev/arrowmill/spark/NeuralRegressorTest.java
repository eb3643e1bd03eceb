package dev.arrowmill.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NeuralRegressorTest {
  @TempDir Path folder;

  @Test
  void learnsARawTableAndSurvivesSaving() throws Exception {
    SparkSession session = Sparks.session();
    Dataset<Row> test = Sparks.table(session, 600, 2);
    NeuralRegressionModel model = Sparks.regressor().fit(Sparks.table(session, 2500, 1));
    double r2 =
        new RegressionEvaluator()
            .setLabelCol("amount")
            .setMetricName("r2")
            .evaluate(model.transform(test));
    assertThat(r2).isGreaterThan(0.8);
    model.save(folder.resolve("m").toString());
    NeuralRegressionModel back = NeuralRegressionModel.load(folder.resolve("m").toString());
    assertThat(back.transform(test).select("prediction").collectAsList())
        .isEqualTo(model.transform(test).select("prediction").collectAsList());
  }
}
