package dev.arrowmill.bench;

import dev.arrowmill.spark.NeuralClassifier;
import dev.arrowmill.spark.NeuralRegressor;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * Our estimators with their defaults.
 *
 * @param architecture of the network
 * @param ensemble networks whose outputs are averaged
 */
record OurLearner(String architecture, int ensemble) implements Learner {
  @Override
  public String name() {
    return architecture + (ensemble > 1 ? " x " + ensemble : "");
  }

  @Override
  public Dataset<Row> predict(PublicTable t, Dataset<Row> train, Dataset<Row> test, long seed) {
    if (t.classes()) {
      return scored(
          t,
          new NeuralClassifier()
              .setArchitecture(architecture)
              .setEnsembleSize(ensemble)
              .setSeed(seed),
          train,
          test);
    }
    return new NeuralRegressor()
        .setLabelCol(t.label())
        .setArchitecture(architecture)
        .setEnsembleSize(ensemble)
        .setSeed(seed)
        .fit(train)
        .transform(test)
        .select(
            new Column(t.label()).cast(DataTypes.DoubleType).as("label"),
            new Column("prediction").as("score"));
  }

  /** Columns label and score of a classifier's predictions. */
  static Dataset<Row> scored(
      PublicTable t, NeuralClassifier learner, Dataset<Row> train, Dataset<Row> test) {
    var model = learner.setLabelCol(t.label()).fit(train);
    Column positive =
        new Column(t.label()).cast(DataTypes.StringType).equalTo(model.classes().get(1));
    return model
        .transform(test)
        .select(
            positive.cast(DataTypes.DoubleType).as("label"),
            functions.vector_to_array(new Column("probability"), "float64").getItem(1).as("score"));
  }
}
