package dev.arrowmill.spark;

import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.model.Scorer;
import dev.arrowmill.model.Scores;
import dev.arrowmill.model.TabularModel;
import dev.arrowmill.model.Target;
import dev.arrowmill.spark.internal.ModelHandle;
import dev.arrowmill.spark.internal.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * What the models of classifier and regressor share: a {@link TabularModel} and the columns that it
 * adds to a table.
 *
 * @param <M> the concrete model
 */
public abstract class NeuralModel<M extends NeuralModel<M>> extends Model<M>
    implements NeuralParams, MLWritable {
  private static final long serialVersionUID = 1L;
  static final String VECTOR_SIZE = "vectorSize";
  private static final String SCORE = "__arrowmill_score";

  private final String uid;
  private final ParamTable paramTable;
  private final transient TabularModel tabular;
  private final transient @Nullable TrainingSummary summary;
  private transient @Nullable ModelHandle handle;
  private transient @Nullable Scorer scorer;

  NeuralModel(String uid, TabularModel tabular, @Nullable TrainingSummary summary) {
    this.uid = uid;
    this.paramTable = new ParamTable(this);
    ParamSets.training(ParamSets.network(ParamSets.columns(paramTable)));
    this.tabular = tabular;
    this.summary = summary;
  }

  @Override
  public final String uid() {
    return uid;
  }

  @Override
  public final ParamTable paramTable() {
    return paramTable;
  }

  /** The artefact, for saving and for scoring without Spark. */
  public final TabularModel tabularModel() {
    return tabular;
  }

  /** How the fit went; empty for a model that was loaded. */
  public final Optional<TrainingSummary> summary() {
    return Optional.ofNullable(summary);
  }

  final @Nullable TrainingSummary summaryOrNull() {
    return summary;
  }

  /** Output column and field of the score struct, in the order of output. */
  abstract List<Output> outputs();

  /**
   * Adds the prediction columns; every input column is kept.
   *
   * @throws SchemaDriftException if an input column is missing or has another type than in training
   */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    Dataset<Row> table = dataset.toDF();
    List<String> names = tabular.features().input().names();
    Column score =
        Score.column(handle(table.sparkSession()), tabular.targets(), names, inputs(table, names));
    List<Column> columns = new ArrayList<>();
    for (String name : table.columns()) {
      columns.add(table.col(InputColumns.quoted(name)));
    }
    List<Column> all = new ArrayList<>(columns);
    all.add(score.as(SCORE));
    Dataset<Row> scored = table.select(all.toArray(new Column[0]));
    List<Column> result = new ArrayList<>();
    for (String name : table.columns()) {
      result.add(scored.col(InputColumns.quoted(name)));
    }
    for (Output o : outputs()) {
      result.add(output(o, scored, scored.col(SCORE)).as(o.column()));
    }
    for (Output o : otherLabels()) {
      result.add(scored.col(SCORE).getField(o.source()).as(o.column()));
    }
    String attributions = columnOrNull(attributionsCol());
    if (attributions != null) {
      List<Column> inputs = new ArrayList<>();
      List<Column> sources = inputs(scored, names);
      for (int i = 0; i < names.size(); i++) {
        inputs.add(sources.get(i).as(names.get(i)));
      }
      result.add(Attributions.column(handle(table.sparkSession()), names, inputs).as(attributions));
    }
    return scored.select(result.toArray(new Column[0]));
  }

  private List<Output> otherLabels() {
    return Output.others(getPredictionCol(), tabular.targets());
  }

  /** An output column of a table that has the score. */
  Column output(Output output, Dataset<Row> table, Column score) {
    return score.getField(output.source());
  }

  abstract M self();

  /** The scores of one vector. */
  final synchronized VectorScore scoreVector(Vector features) {
    Scorer current = scorer;
    if (current == null) {
      current = tabular.scorer();
      scorer = current;
    }
    ColumnSchema input = tabular.features().input();
    Scores scores =
        current.score(HeapColumns.ofRow(input, VectorInputs.row(features, input.names())));
    int classes = scores.classes();
    return new VectorScore(
        scores.prediction(0),
        IntStream.range(0, classes).mapToDouble(c -> scores.raw(0, c)).toArray(),
        IntStream.range(0, classes).mapToDouble(c -> scores.probability(0, c)).toArray());
  }

  /** The prediction as the scorer gives it: a number, or the code of a class. */
  record VectorScore(double prediction, double[] raw, double[] probability) {}

  /**
   * Length of the vectors that the model was trained on, or the number of raw columns that it
   * reads.
   */
  public final int numFeatures() {
    String size = tabular.provenance().get(VECTOR_SIZE);
    return size == null ? tabular.features().input().size() : Integer.parseInt(size);
  }

  private List<Column> inputs(Dataset<Row> table, List<String> names) {
    return readsVector(table.schema())
        ? VectorInputs.columns(table.col(InputColumns.quoted(getFeaturesCol())), names)
        : names.stream().map(n -> table.col(InputColumns.quoted(n))).toList();
  }

  private boolean readsVector(StructType schema) {
    return VectorInputs.areElements(tabular.features().input().names())
        && VectorInputs.has(schema, getFeaturesCol());
  }

  /** The model's inputs and its label, one plain column each. */
  private Dataset<Row> labelled(Dataset<?> dataset) {
    Dataset<Row> table = dataset.toDF();
    String label = target().column();
    InputColumns.requireColumn(table.schema(), label, "label");
    if (!readsVector(table.schema())) {
      requireInputs(table.schema());
    }
    List<String> names = tabular.features().input().names();
    List<Column> inputs = inputs(table, names);
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      columns.add(inputs.get(i).as(names.get(i)));
    }
    Column y = table.col(InputColumns.quoted(label));
    boolean number = table.schema().apply(label).dataType() instanceof NumericType;
    columns.add((number ? y.cast(DataTypes.DoubleType) : y).as(label));
    return table.select(columns.toArray(new Column[0]));
  }

  /**
   * How much worse a metric gets when the values of one column are shuffled among the rows (Breiman
   * 2001). The result depends on the rows' content and the seed only.
   *
   * @param repeats shuffles per column, at least 1
   * @return columns feature, importance (mean over the repeats, greater is more important) and std,
   *     the most important first
   */
  public Dataset<Row> permutationImportance(
      Dataset<?> table, Metric metric, int repeats, long seed) {
    if (repeats < 1) {
      throw new IllegalArgumentException("permutationImportance: repeats must be >= 1: " + repeats);
    }
    if (metric.ofClasses() != target().task().isClassification()) {
      throw new IllegalArgumentException(
          "permutationImportance: metric " + metric + " does not fit task " + target().task());
    }
    List<String> names = tabular.features().input().names();
    SparkSession session = table.toDF().sparkSession();
    ModelProbe probe = ModelProbe.of(handle(session), labelled(table), seed);
    return Importances.table(
        session, names, metric, probe.permuted(context(session), names, metric, repeats));
  }

  /**
   * The mean prediction over the table with a column set to one value after the other (Friedman
   * 2001): at most {@code points} evenly spread numbers, or the most frequent texts.
   *
   * @return columns value (text), and prediction (a number; for classes an array of the
   *     probabilities)
   */
  public Dataset<Row> partialDependence(Dataset<?> table, String column, int points) {
    if (!tabular.features().input().names().contains(column)) {
      throw new IllegalArgumentException(
          "partialDependence: the model does not read column "
              + column
              + "; it reads "
              + tabular.features().input().names());
    }
    if (points < 1) {
      throw new IllegalArgumentException("partialDependence: points must be >= 1: " + points);
    }
    SparkSession session = table.toDF().sparkSession();
    ModelProbe probe = ModelProbe.of(handle(session), labelled(table), 0);
    return Importances.curve(
        session,
        probe.dependence(context(session), column, points),
        target().task().isClassification());
  }

  private static JavaSparkContext context(SparkSession session) {
    return JavaSparkContext.fromSparkContext(session.sparkContext());
  }

  private synchronized ModelHandle handle(SparkSession session) {
    ModelHandle current = handle;
    if (current == null || !current.belongsTo(session)) {
      current = ModelHandle.of(session, tabular);
      handle = current;
    }
    return current;
  }

  @Override
  public StructType transformSchema(StructType schema) {
    if (!readsVector(schema)) {
      requireInputs(schema);
    }
    List<Output> all = new ArrayList<>(outputs());
    all.addAll(otherLabels());
    String attributions = columnOrNull(attributionsCol());
    if (attributions != null) {
      all.add(new Output(attributions, attributions, Attributions.TYPE, true));
    }
    return Output.append(schema, all);
  }

  private void requireInputs(StructType schema) {
    List<String> problems = InputColumns.drift(tabular.features().input(), schema);
    if (!problems.isEmpty()) {
      throw new SchemaDriftException(String.join("; ", problems));
    }
  }

  public M setFeaturesCol(String value) {
    set(featuresCol(), value);
    return self();
  }

  /** Output: contribution of every input column to the prediction. */
  public M setAttributionsCol(String value) {
    set(attributionsCol(), value);
    return self();
  }

  public M setPredictionCol(String value) {
    set(predictionCol(), value);
    return self();
  }

  /** The target of the model. */
  public final Target target() {
    return tabular.target();
  }

  @Override
  public MLWriter write() {
    return StageFiles.writer(this);
  }
}
