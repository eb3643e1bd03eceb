package dev.arrowmill.spark;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log2;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.arrowmill.model.TabularModel;
import dev.arrowmill.model.Task;
import java.util.List;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.jspecify.annotations.Nullable;

/** A trained {@link NeuralRanker}: adds prediction, a score that is greater for better rows. */
public final class NeuralRankerModel extends NeuralModel<NeuralRankerModel>
    implements RankerParams {
  private static final long serialVersionUID = 1L;

  NeuralRankerModel(String uid, TabularModel tabular, @Nullable TrainingSummary summary) {
    super(uid, tabular, summary);
    ParamSets.ranking(paramTable());
  }

  @Override
  NeuralRankerModel self() {
    return this;
  }

  @Override
  List<Output> outputs() {
    return Output.number(this);
  }

  /**
   * The mean over groups of the normalised discounted cumulative gain of the first {@code k} rows,
   * with gain 2^relevance - 1 (Burges et al. 2005); groups without relevant rows are left out. One
   * Spark job on a table with label and group.
   *
   * @return in [0, 1], NaN if no group has a relevant row
   */
  public double ndcg(Dataset<?> table, int k) {
    if (k < 1) {
      throw new IllegalArgumentException("ndcg: k must be at least 1, is " + k);
    }
    Dataset<Row> scored = copy(ParamMap.empty()).setPredictionCol("__score").transform(table);
    Column group = scored.col(InputColumns.quoted(getGroupCol())).as("group");
    Column label = scored.col(InputColumns.quoted(getLabelCol())).cast("double").as("label");
    Dataset<Row> rows = scored.select(group, label, scored.col("__score").as("score"));
    Column got = discounted(col("score").desc(), k);
    Column best = discounted(col("label").desc(), k);
    return rows.select(col("group"), got.as("got"), best.as("best"))
        .groupBy("group")
        .agg(sum("got").as("got"), sum("best").as("best"))
        .agg(
            coalesce(avg(when(col("best").gt(0), col("got").divide(col("best")))), lit(Double.NaN)))
        .first()
        .getDouble(0);
  }

  private static Column discounted(Column order, int k) {
    Column rank = row_number().over(Window.partitionBy("group").orderBy(order, col("label").asc()));
    Column gain = pow(lit(2.0), col("label")).minus(1).divide(log2(rank.plus(1)));
    return when(rank.leq(k), gain).otherwise(0.0);
  }

  @Override
  public NeuralRankerModel copy(ParamMap extra) {
    NeuralRankerModel copy = new NeuralRankerModel(uid(), tabularModel(), summaryOrNull());
    return copyValues(copy, extra).setParent(parent());
  }

  public static MLReader<NeuralRankerModel> read() {
    return StageFiles.modelReader(
        NeuralRankerModel.class, (uid, tabular) -> new NeuralRankerModel(uid, tabular, null));
  }

  public static NeuralRankerModel load(String path) {
    return read().load(path);
  }

  /** A model around an artefact, for example one loaded from a directory. */
  public static NeuralRankerModel of(TabularModel tabular) {
    if (tabular.target().task() != Task.RANKING) {
      throw new IllegalArgumentException("the model is no ranking: " + tabular.target().task());
    }
    return new NeuralRankerModel("neuralRanker_" + tabular.id(), tabular, null);
  }
}
