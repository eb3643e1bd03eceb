package dev.arrowmill.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.ml.tuning.TrainValidationSplit;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stages among Spark's own: evaluators, tuning, thresholds, vectors, streams. */
class ConventionsTest {
  @TempDir Path folder;

  private final SparkSession session = Sparks.session();
  private final Dataset<Row> table =
      Sparks.table(session, 800, 1).select("x", "n", "city", "two", "three", "amount").cache();

  private static NeuralClassifier quick(String label) {
    return new NeuralClassifier()
        .setLabelCol(label)
        .setFeaturesCols("x", "n", "city")
        .setHiddenSizes(16)
        .setMaxEpochs(8)
        .setLearningRate(1e-2);
  }

  @Test
  void sparksEvaluatorsReadTheOutputs() {
    Dataset<Row> two =
        quick("two")
            .setLabelIndexCol("index")
            .setPredictedLabelCol("said")
            .fit(table)
            .transform(table);
    assertThat(new BinaryClassificationEvaluator().setLabelCol("index").evaluate(two))
        .isGreaterThan(0.75);
    double accuracy = (double) two.filter("said = two").count() / 800;
    assertThat(
            new MulticlassClassificationEvaluator()
                .setLabelCol("index")
                .setMetricName("accuracy")
                .evaluate(two))
        .isEqualTo(accuracy);
    Dataset<Row> three = quick("three").setMaxEpochs(20).fit(table).transform(table);
    assertThat(new MulticlassClassificationEvaluator().setLabelCol("three").evaluate(three))
        .isGreaterThan(0.5);
    Dataset<Row> amount =
        new NeuralRegressor()
            .setLabelCol("amount")
            .setFeaturesCols("x", "n", "city")
            .setMaxEpochs(20)
            .setLearningRate(1e-2)
            .fit(table)
            .transform(table);
    assertThat(new RegressionEvaluator().setLabelCol("amount").setMetricName("r2").evaluate(amount))
        .isGreaterThan(0.6);
  }

  @Test
  void labelIndexIsNullWithoutAKnownLabel() {
    NeuralClassificationModel model =
        quick("two").setMaxEpochs(1).setLabelIndexCol("index").fit(table);
    assertThat(model.transform(table.drop("two")).filter("index is not null").count()).isZero();
    Dataset<Row> other = table.withColumn("two", functions.lit("maybe"));
    assertThat(model.transform(other).filter("index is not null").count()).isZero();
    assertThat(model.transformSchema(table.schema())).isEqualTo(model.transform(table).schema());
  }

  @Test
  void crossValidationOverAPipelineInParallel() {
    NeuralClassifier classifier = quick("two").setLabelIndexCol("index").setMaxEpochs(3);
    Pipeline pipeline = new Pipeline().setStages(new PipelineStage[] {classifier});
    ParamMap[] grid =
        new ParamGridBuilder()
            .addGrid(classifier.learningRate(), new double[] {1e-6, 1e-2})
            .build();
    CrossValidatorModel model =
        new CrossValidator()
            .setEstimator(pipeline)
            .setEvaluator(new BinaryClassificationEvaluator().setLabelCol("index"))
            .setEstimatorParamMaps(grid)
            .setNumFolds(2)
            .setParallelism(2)
            .setSeed(1)
            .fit(table);
    assertThat(model.avgMetrics()[1]).isGreaterThan(model.avgMetrics()[0]);
    assertThat(model.transform(table).columns()).contains("probability", "index");
  }

  @Test
  void trainValidationSplitInParallel() {
    NeuralRegressor regressor =
        new NeuralRegressor().setLabelCol("amount").setFeaturesCols("x", "n").setMaxEpochs(2);
    double[] metrics =
        new TrainValidationSplit()
            .setEstimator(regressor)
            .setEvaluator(new RegressionEvaluator().setLabelCol("amount"))
            .setEstimatorParamMaps(
                new ParamGridBuilder().addGrid(regressor.maxEpochs(), new int[] {1, 6}).build())
            .setParallelism(2)
            .fit(table)
            .validationMetrics();
    assertThat(metrics[1]).isLessThan(metrics[0]);
  }

  @Test
  void thresholdsMoveThePrediction() {
    NeuralClassificationModel model = quick("two").fit(table);
    Dataset<Row> never = model.copy(ParamMap.empty()).setThresholds(1e-9, 1).transform(table);
    assertThat(never.filter("prediction = 1").count()).isZero();
    Dataset<Row> always = model.copy(ParamMap.empty()).setThresholds(1, 0).transform(table);
    assertThat(always.filter("prediction = 0").count()).isZero();
    Dataset<Row> even = model.copy(ParamMap.empty()).setThresholds(0.5, 0.5).transform(table);
    assertThat(even.select("prediction").collectAsList())
        .isEqualTo(model.transform(table).select("prediction").collectAsList());
    NeuralClassificationModel three = model.copy(ParamMap.empty()).setThresholds(1, 1, 1);
    assertThatThrownBy(() -> three.transform(table))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 numbers for 2 classes");
    assertThatThrownBy(() -> model.copy(ParamMap.empty()).setThresholds(0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("thresholds");
  }

  @Test
  void aVectorColumnCalledFeaturesIsUsedByDefault() {
    Dataset<Row> vectors =
        new VectorAssembler()
            .setInputCols(new String[] {"n", "amount"})
            .setOutputCol("features")
            .transform(table)
            .withColumn("label", functions.col("three"));
    NeuralClassificationModel model =
        new NeuralClassifier().setMaxEpochs(2).setHiddenSizes(8).fit(vectors);
    assertThat(model.numFeatures()).isEqualTo(2);
    assertThat(model.numClasses()).isEqualTo(3);
    assertThat(model.classes()).containsExactly("0", "1", "2");
    for (Row row : model.transform(vectors).takeAsList(20)) {
      Vector features = row.getAs("features");
      assertThat(model.predict(features)).isEqualTo(row.<Double>getAs("prediction"));
      assertThat(model.predictProbability(features)).isEqualTo(row.getAs("probability"));
      assertThat(model.predictRaw(features)).isEqualTo(row.getAs("rawPrediction"));
    }
  }

  @Test
  void aStreamIsScoredLikeABatch() throws Exception {
    NeuralClassificationModel model = quick("two").setMaxEpochs(2).fit(table);
    String files = folder.resolve("in").toString();
    table.repartition(3).write().parquet(files);
    Dataset<Row> stream = session.readStream().schema(table.schema()).parquet(files);
    model
        .transform(stream)
        .writeStream()
        .format("memory")
        .queryName("scored_stream")
        .trigger(org.apache.spark.sql.streaming.Trigger.AvailableNow())
        .start()
        .awaitTermination();
    List<Row> streamed = session.table("scored_stream").orderBy("x", "n", "amount").collectAsList();
    assertThat(streamed)
        .hasSize(800)
        .isEqualTo(model.transform(table).orderBy("x", "n", "amount").collectAsList());
  }

  @Test
  void anEmptyNameLeavesAnOutputOutAndAnEmptyWeightIsNone() {
    NeuralClassificationModel model =
        quick("two").setMaxEpochs(1).setRawPredictionCol("").setWeightCol("").fit(table);
    assertThat(model.transform(table).columns())
        .endsWith("amount", "probability", "prediction")
        .doesNotContain("rawPrediction", "");
  }
}
