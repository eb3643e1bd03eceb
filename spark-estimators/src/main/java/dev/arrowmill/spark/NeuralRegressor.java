package dev.arrowmill.spark;

import dev.arrowmill.data.feature.ColumnStats;
import dev.arrowmill.model.TabularModel;
import dev.arrowmill.model.Target;
import dev.arrowmill.model.Task;
import java.util.List;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;

/**
 * A neural regressor for tables with raw columns. The label is a number; the squared error is
 * minimised. Not thread-safe, like all of Spark ML.
 */
public final class NeuralRegressor extends NeuralEstimator<NeuralRegressor, NeuralRegressionModel> {
  private static final long serialVersionUID = 1L;

  public NeuralRegressor() {
    this(Identifiable$.MODULE$.randomUID("neuralRegressor"));
  }

  public NeuralRegressor(String uid) {
    super(uid);
  }

  @Override
  NeuralRegressor self() {
    return this;
  }

  @Override
  NeuralRegressionModel model(String uid, TabularModel tabular, TrainingSummary summary) {
    return new NeuralRegressionModel(uid, tabular, summary);
  }

  @Override
  List<Output> outputs() {
    return Output.regression(this);
  }

  @Override
  Target target(ColumnStats label) {
    return Target.fit(label, Task.REGRESSION);
  }

  @Override
  public NeuralRegressionModel fit(Dataset<?> dataset) {
    InputColumns.requireColumn(dataset.schema(), getLabelCol(), "label");
    LabelChecks.requireNumber(dataset.schema(), getLabelCol());
    return super.fit(dataset);
  }

  @Override
  public NeuralRegressor copy(ParamMap extra) {
    NeuralRegressor copy = defaultCopy(extra);
    return copy.setEpochListener(epochListener());
  }

  public static MLReader<NeuralRegressor> read() {
    return StageFiles.reader(NeuralRegressor.class);
  }

  public static NeuralRegressor load(String path) {
    return read().load(path);
  }
}
