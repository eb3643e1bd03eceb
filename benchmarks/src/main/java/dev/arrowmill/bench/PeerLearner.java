package dev.arrowmill.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.scala.spark.XGBoostClassifier;
import ml.dmlc.xgboost4j.scala.spark.XGBoostRegressor;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.feature.Imputer;
import org.apache.spark.ml.feature.OneHotEncoder;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;

/** Peers behind the stages that Spark ML offers for raw columns. */
enum PeerLearner implements Learner {
  /** XGBoost4J-Spark on indexed categories: 300 rounds, step size 0.1, depth 6, by histograms. */
  XGBOOST("xgboost") {
    @Override
    PipelineStage learner(PublicTable t, int features, long seed) {
      Map<String, Object> params =
          Map.of("num_round", 300, "eta", 0.1, "max_depth", 6, "tree_method", "hist", "seed", seed);
      if (!t.classes()) {
        var regressor = new XGBoostRegressor(scala(params));
        regressor.set(regressor.featuresCol(), FEATURES);
        regressor.set(regressor.labelCol(), CODE);
        return regressor;
      }
      var classifier = new XGBoostClassifier(scala(params));
      classifier.set(classifier.featuresCol(), FEATURES);
      classifier.set(classifier.labelCol(), CODE);
      return classifier;
    }
  },
  /** MLlib's perceptron on imputed, scaled numbers and one-hot categories: 64 and 32 units. */
  MLLIB("mllib-mlp") {
    @Override
    PipelineStage learner(PublicTable t, int features, long seed) {
      return new MultilayerPerceptronClassifier()
          .setFeaturesCol(FEATURES)
          .setLabelCol(CODE)
          .setLayers(new int[] {features, 64, 32, 2})
          .setMaxIter(200)
          .setSeed(seed);
    }
  };

  private static final String FEATURES = "__features";
  private static final String CODE = "__label";

  private final String text;

  PeerLearner(String text) {
    this.text = text;
  }

  abstract PipelineStage learner(PublicTable t, int features, long seed);

  private static scala.collection.immutable.Map<String, Object> scala(Map<String, Object> params) {
    return scala.collection.immutable.Map$.MODULE$.from(
        scala.jdk.javaapi.CollectionConverters.asScala(params));
  }

  @Override
  public String toString() {
    return text;
  }

  @Override
  public Dataset<Row> predict(PublicTable t, Dataset<Row> train, Dataset<Row> test, long seed) {
    boolean dense = this == MLLIB;
    List<PipelineStage> stages = new ArrayList<>();
    List<String> inputs = new ArrayList<>();
    List<String> numbers = new ArrayList<>();
    for (StructField f : train.schema().fields()) {
      if (f.name().equals(t.label())) {
        continue;
      }
      if (f.dataType() instanceof StringType) {
        stages.add(
            new StringIndexer()
                .setInputCol(f.name())
                .setOutputCol(f.name() + "__i")
                .setHandleInvalid("keep"));
        if (dense) {
          stages.add(
              new OneHotEncoder()
                  .setInputCol(f.name() + "__i")
                  .setOutputCol(f.name() + "__v")
                  .setHandleInvalid("keep"));
        }
        inputs.add(f.name() + (dense ? "__v" : "__i"));
      } else {
        numbers.add(f.name());
      }
    }
    String joined = dense ? "__joined" : FEATURES;
    String[] columns = numbers.toArray(new String[0]);
    if (dense && columns.length > 0) {
      stages.add(new Imputer().setInputCols(columns).setOutputCols(columns));
    }
    inputs.addAll(numbers);
    stages.add(
        new VectorAssembler()
            .setInputCols(inputs.toArray(new String[0]))
            .setOutputCol(joined)
            .setHandleInvalid("keep"));
    if (dense) {
      stages.add(new StandardScaler().setWithMean(true).setInputCol(joined).setOutputCol(FEATURES));
    }
    Dataset<Row> left = coded(t, train, numbers);
    Dataset<Row> right = coded(t, test, numbers);
    var prepared = new Pipeline().setStages(stages.toArray(new PipelineStage[0])).fit(left);
    Dataset<Row> ready = prepared.transform(left).select(FEATURES, CODE).cache();
    try {
      int width = ((org.apache.spark.ml.linalg.Vector) ready.first().get(0)).size();
      PipelineStage[] last = {learner(t, width, seed)};
      Dataset<Row> scored =
          new Pipeline().setStages(last).fit(ready).transform(prepared.transform(right));
      Column score =
          t.classes()
              ? functions.vector_to_array(new Column("probability"), "float64").getItem(1)
              : new Column("prediction");
      return scored.select(
          new Column(CODE).as("label"), score.cast(DataTypes.DoubleType).as("score"));
    } finally {
      ready.unpersist();
    }
  }

  /** Numbers as doubles; the label as a number, for classes whether it is the greater one. */
  private static Dataset<Row> coded(PublicTable t, Dataset<Row> table, List<String> numbers) {
    Dataset<Row> out = table;
    for (String n : numbers) {
      out = out.withColumn(n, new Column(n).cast(DataTypes.DoubleType));
    }
    Column label = new Column(t.label());
    if (t.classes()) {
      String positive =
          table
              .agg(org.apache.spark.sql.functions.max(label.cast(DataTypes.StringType)))
              .first()
              .getString(0);
      label = label.cast(DataTypes.StringType).equalTo(positive);
    }
    return out.withColumn(CODE, label.cast(DataTypes.DoubleType));
  }
}
