package dev.arrowmill.spark;

import dev.arrowmill.data.feature.FeatureStats;
import dev.arrowmill.model.LabelSpec;
import dev.arrowmill.model.TabularModel;
import dev.arrowmill.model.Target;
import dev.arrowmill.model.Task;
import java.util.List;
import java.util.stream.DoubleStream;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;

/**
 * A neural regressor for tables with raw columns. The label is a number; the squared error is
 * minimised. Not thread-safe, like all of Spark ML.
 */
public final class NeuralRegressor extends NeuralEstimator<NeuralRegressor, NeuralRegressionModel>
    implements RegressorParams {
  private static final long serialVersionUID = 1L;

  public NeuralRegressor() {
    this(Identifiable$.MODULE$.randomUID("neuralRegressor"));
  }

  public NeuralRegressor(String uid) {
    super(uid);
    ParamSets.regression(paramTable());
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
  Target target(FeatureStats stats) {
    return switch (getTask()) {
      case "quantile" -> Target.fit(stats, LabelSpec.quantiles(getLabelCol(), levels()));
      case "count" -> Target.fit(stats, LabelSpec.of(getLabelCol(), Task.COUNT));
      case "survival" -> Target.fit(stats, LabelSpec.survival(getLabelCol(), event()));
      default -> Target.fit(stats, LabelSpec.of(getLabelCol(), Task.REGRESSION));
    };
  }

  private List<Double> levels() {
    if (!isSet(quantiles())) {
      throw new IllegalArgumentException("task quantile: set quantiles, for example 0.1, 0.5, 0.9");
    }
    return DoubleStream.of(getQuantiles()).boxed().toList();
  }

  private String event() {
    String column = columnOrNull(eventCol());
    if (column == null) {
      throw new IllegalArgumentException(
          "task survival: set eventCol, the column that says whether the event happened");
    }
    return column;
  }

  @Override
  List<String> companions() {
    return getTask().equals("survival") ? List.of(event()) : List.of();
  }

  /** "regression", "quantile", "count" or "survival". */
  public NeuralRegressor setTask(String value) {
    set(task(), value);
    return this;
  }

  /** Levels for task quantile, ascending, in (0, 1). */
  public NeuralRegressor setQuantiles(double... levels) {
    set(quantiles(), levels);
    return this;
  }

  /** For task survival: whether the time ended with the event. */
  public NeuralRegressor setEventCol(String value) {
    set(eventCol(), value);
    return this;
  }

  /** Output: vector of the quantiles, or of the survival curve. */
  public NeuralRegressor setValuesCol(String value) {
    set(valuesCol(), value);
    return this;
  }

  @Override
  public NeuralRegressionModel fit(Dataset<?> dataset) {
    InputColumns.requireColumn(dataset.schema(), getLabelCol(), "label");
    LabelChecks.requireNumber(dataset.schema(), getLabelCol());
    return super.fit(dataset);
  }

  @Override
  public NeuralRegressor copy(ParamMap extra) {
    return passOn(defaultCopy(extra));
  }

  public static MLReader<NeuralRegressor> read() {
    return StageFiles.reader(NeuralRegressor.class);
  }

  public static NeuralRegressor load(String path) {
    return read().load(path);
  }
}
