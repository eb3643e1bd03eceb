package dev.arrowmill.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.arrowmill.model.Scorer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NeuralClassifierTest {
  @TempDir Path folder;

  private final SparkSession session = Sparks.session();
  private final Dataset<Row> train = Sparks.table(session, 2500, 1);
  private final Dataset<Row> test = Sparks.table(session, 600, 2);

  private static double auc(Dataset<Row> scored) {
    return new BinaryClassificationEvaluator()
        .setLabelCol("code")
        .evaluate(scored.withColumn("code", functions.col("two").equalTo("yes").cast("double")));
  }

  @Test
  void learnsARawTable() {
    NeuralClassificationModel model = Sparks.classifier("two").fit(train);
    assertThat(model.classes()).containsExactly("no", "yes");
    Dataset<Row> scored = model.transform(test);
    assertThat(List.of(scored.columns()))
        .startsWith(test.columns())
        .endsWith("rawPrediction", "probability", "prediction");
    assertThat(auc(scored)).isGreaterThan(0.9);
    for (Row row : scored.takeAsList(50)) {
      Vector p = row.getAs("probability");
      assertThat(p.apply(0) + p.apply(1)).isCloseTo(1, within(1e-12));
      assertThat(row.<Double>getAs("prediction")).isEqualTo(p.apply(1) > 0.5 ? 1.0 : 0.0);
    }
    TrainingSummary summary = model.summary().orElseThrow();
    assertThat(summary.rows()).isEqualTo(2500);
    assertThat(summary.epochs()).isNotEmpty();
    assertThat(summary.features()).contains("city").contains("CATEGORICAL").contains("DATE");
  }

  @Test
  void numericClassesComeBackAsTheirValues() {
    NeuralClassificationModel model = Sparks.classifier("three").fit(train);
    assertThat(model.numClasses()).isEqualTo(3);
    Dataset<Row> scored = model.transform(test);
    long right = scored.filter("prediction = three").count();
    assertThat((double) right / 600).isGreaterThan(0.7);
  }

  @Test
  void plainJavaGivesTheBitsOfSpark() {
    NeuralClassificationModel model = Sparks.classifier("two").setMaxEpochs(2).fit(train);
    Scorer scorer = model.tabularModel().scorer();
    List<String> inputs = model.tabularModel().features().input().names();
    for (Row row : model.transform(test).takeAsList(200)) {
      Map<String, @Nullable Object> values = new HashMap<>();
      inputs.forEach(name -> values.put(name, row.getAs(name)));
      Vector p = row.getAs("probability");
      Scorer.Score score = scorer.score(values);
      assertThat(score.probability()).containsExactly(p.apply(0), p.apply(1));
    }
  }

  @Test
  void savesAndLoadsAlsoInAPipeline() throws Exception {
    Pipeline pipeline =
        new Pipeline().setStages(new PipelineStage[] {Sparks.classifier("two").setMaxEpochs(2)});
    pipeline.save(folder.resolve("pipeline").toString());
    Pipeline loaded = Pipeline.load(folder.resolve("pipeline").toString());
    NeuralClassifier stage = (NeuralClassifier) loaded.getStages()[0];
    assertThat(stage.getMaxEpochs()).isEqualTo(2);
    assertThat(stage.isSet(stage.batchSize())).isFalse();

    PipelineModel model = loaded.fit(train);
    model.save(folder.resolve("model").toString());
    PipelineModel back = PipelineModel.load(folder.resolve("model").toString());
    assertThat(back.transform(test).select("probability").collectAsList())
        .isEqualTo(model.transform(test).select("probability").collectAsList());
    NeuralClassificationModel inner = (NeuralClassificationModel) back.stages()[0];
    assertThat(inner.uid()).isEqualTo(stage.uid());
    assertThat(inner.isSet(inner.predictionCol())).isFalse();
  }

  @Test
  void laterStagesOfAPipelineSeeThePrediction() {
    Pipeline pipeline =
        new Pipeline()
            .setStages(
                new PipelineStage[] {
                  Sparks.classifier("two").setMaxEpochs(1),
                  new VectorAssembler()
                      .setInputCols(new String[] {"probability", "prediction"})
                      .setOutputCol("after")
                });
    Dataset<Row> after = pipeline.fit(train).transform(test);
    assertThat(after.select("after").first().<Vector>getAs(0).size()).isEqualTo(3);
  }

  @Test
  void copiesKeepUidParamsAndParent() {
    NeuralClassifier one = Sparks.classifier("two").setMaxEpochs(1);
    NeuralClassifier two = one.copy(new org.apache.spark.ml.param.ParamMap());
    assertThat(two.uid()).isEqualTo(one.uid());
    assertThat(two.explainParams()).isEqualTo(one.explainParams());
    NeuralClassificationModel model = two.fit(train.limit(300));
    NeuralClassificationModel copy = model.copy(new org.apache.spark.ml.param.ParamMap());
    assertThat(copy.uid()).isEqualTo(model.uid());
    assertThat(copy.parent()).isSameAs(two);
    assertThat(copy.tabularModel().id()).isEqualTo(model.tabularModel().id());
  }

  @Test
  void learnsAVectorColumn() {
    VectorAssembler assembler =
        new VectorAssembler()
            .setInputCols(new String[] {"x", "n", "code"})
            .setOutputCol("features");
    Dataset<Row> vectors =
        assembler.transform(
            train
                .na()
                .drop()
                .withColumn("code", functions.substring(functions.col("city"), 6, 1).cast("int")));
    NeuralClassificationModel model =
        new NeuralClassifier()
            .setLabelCol("two")
            .setFeaturesCol("features")
            .setHiddenSizes(32)
            .setMaxEpochs(15)
            .setLearningRate(5e-3)
            .fit(vectors);
    assertThat(model.tabularModel().features().input().names())
        .containsExactly("features[0]", "features[1]", "features[2]");
    assertThat(auc(model.transform(vectors))).isGreaterThan(0.9);
  }

  @Test
  void zeroWeightTakesRowsOut() {
    Dataset<Row> wrong =
        train.withColumn(
            "two", functions.when(functions.col("two").equalTo("yes"), "no").otherwise("yes"));
    Dataset<Row> both =
        train
            .withColumn("w", functions.lit(2.0))
            .unionByName(wrong.withColumn("w", functions.lit(0.0)));
    NeuralClassifier estimator = Sparks.classifier("two").setWeightCol("w");
    estimator.setExcludedCols("three", "amount");
    assertThat(auc(estimator.fit(both).transform(test))).isGreaterThan(0.9);
  }
}
