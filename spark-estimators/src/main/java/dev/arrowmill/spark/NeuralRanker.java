package dev.arrowmill.spark;

import dev.arrowmill.data.feature.FeatureStats;
import dev.arrowmill.model.LabelSpec;
import dev.arrowmill.model.TabularModel;
import dev.arrowmill.model.Target;
import java.util.List;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;

/**
 * A neural ranker for tables with raw columns: orders the rows of a group by relevance. The label
 * is the relevance, at least 0; rows of a group are trained and held out together. Not thread-safe,
 * like all of Spark ML.
 */
public final class NeuralRanker extends NeuralEstimator<NeuralRanker, NeuralRankerModel>
    implements RankerParams {
  private static final long serialVersionUID = 1L;

  public NeuralRanker() {
    this(Identifiable$.MODULE$.randomUID("neuralRanker"));
  }

  public NeuralRanker(String uid) {
    super(uid);
    ParamSets.ranking(paramTable());
  }

  @Override
  NeuralRanker self() {
    return this;
  }

  @Override
  NeuralRankerModel model(String uid, TabularModel tabular, TrainingSummary summary) {
    return new NeuralRankerModel(uid, tabular, summary);
  }

  @Override
  List<Output> outputs() {
    return Output.number(this);
  }

  @Override
  List<String> companions() {
    return List.of(getGroupCol());
  }

  @Override
  Target target(FeatureStats stats) {
    return Target.fit(stats, LabelSpec.ranking(getLabelCol(), getGroupCol()));
  }

  @Override
  public NeuralRankerModel fit(Dataset<?> dataset) {
    InputColumns.requireColumn(dataset.schema(), getGroupCol(), "group");
    LabelChecks.requireNumber(dataset.schema(), getLabelCol());
    return super.fit(dataset);
  }

  /** The column whose equal values make a group, for example a query. */
  public NeuralRanker setGroupCol(String value) {
    set(groupCol(), value);
    return this;
  }

  @Override
  public NeuralRanker copy(ParamMap extra) {
    return passOn(defaultCopy(extra));
  }

  public static MLReader<NeuralRanker> read() {
    return StageFiles.reader(NeuralRanker.class);
  }

  public static NeuralRanker load(String path) {
    return read().load(path);
  }
}
