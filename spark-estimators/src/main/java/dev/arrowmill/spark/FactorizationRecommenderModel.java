package dev.arrowmill.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import dev.arrowmill.model.TabularModel;
import dev.arrowmill.spark.internal.HadoopFiles;
import dev.arrowmill.spark.internal.ModelHandle;
import dev.arrowmill.spark.internal.StageMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.functions;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * A trained {@link FactorizationRecommender}: adds prediction (a float, as ALS), and finds the best
 * items of users and the best users of items among those of the training. Users and items are kept
 * with their features as two tables, saved as Parquet beside the artefact.
 */
public final class FactorizationRecommenderModel extends Model<FactorizationRecommenderModel>
    implements RecommenderParams, MLWritable {
  private static final long serialVersionUID = 1L;
  private static final String SCORE = "__arrowmill_prediction";

  private final String uid;
  private final ParamTable paramTable;
  private final transient TabularModel tabular;
  private final transient @Nullable TrainingSummary summary;
  private final transient Dataset<Row> users;
  private final transient Dataset<Row> items;
  private final transient NeuralModel<?> scoring;
  private transient @Nullable Recommendations recommendations;

  FactorizationRecommenderModel(
      String uid,
      TabularModel tabular,
      @Nullable TrainingSummary summary,
      Dataset<Row> users,
      Dataset<Row> items) {
    this.uid = uid;
    this.paramTable =
        ParamSets.recommending(ParamSets.training(ParamSets.network(new ParamTable(this))));
    setDefault(architecture(), FactorizationRecommender.TWO_TOWER);
    this.tabular = tabular;
    this.summary = summary;
    this.users = users;
    this.items = items;
    TowerVectors.nets(tabular);
    this.scoring =
        tabular.target().task().isClassification()
            ? NeuralClassificationModel.of(tabular)
                .setRawPredictionCol("")
                .setPredictionCol("")
                .setProbabilityCol(SCORE)
            : NeuralRegressionModel.of(tabular).setPredictionCol(SCORE);
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public ParamTable paramTable() {
    return paramTable;
  }

  /** The artefact, for scoring pairs without Spark. */
  public TabularModel tabularModel() {
    return tabular;
  }

  /** How the fit went; empty for a model that was loaded. */
  public Optional<TrainingSummary> summary() {
    return Optional.ofNullable(summary);
  }

  /** The users of the training: the user column, then their features. */
  public Dataset<Row> users() {
    return users;
  }

  /** The items of the training: the item column, then their features. */
  public Dataset<Row> items() {
    return items;
  }

  /**
   * Adds the predicted rating, or the probability that the user takes the item; for users and items
   * that were not in training see {@code coldStartStrategy}.
   *
   * @throws SchemaDriftException if an input column is missing or has another type than in training
   */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    Dataset<Row> scored = scoring.transform(dataset);
    Dataset<Row> knownUsers = users.select(column(users, 0).as("__user"));
    Dataset<Row> knownItems = items.select(column(items, 0).as("__item"));
    Column user = scored.col(InputColumns.quoted(users.columns()[0]));
    Column item = scored.col(InputColumns.quoted(items.columns()[0]));
    Dataset<Row> joined =
        scored
            .join(knownUsers, user.equalTo(col("__user")), "left")
            .join(knownItems, item.equalTo(col("__item")), "left");
    Column known = col("__user").isNotNull().and(col("__item").isNotNull());
    Column score = tabular.target().task().isClassification() ? taken(col(SCORE)) : col(SCORE);
    List<Column> columns = new ArrayList<>();
    for (String name : dataset.columns()) {
      columns.add(scored.col(InputColumns.quoted(name)));
    }
    columns.add(
        when(known, score.cast(DataTypes.FloatType))
            .otherwise(lit(Float.NaN))
            .as(getPredictionCol()));
    Dataset<Row> all = joined.select(columns.toArray(new Column[0]));
    return getColdStartStrategy().equals("drop")
        ? all.filter(not(Interactions.column(getPredictionCol()).isNaN()))
        : all;
  }

  private static Column taken(Column probability) {
    return functions.vector_to_array(probability, "float64").getItem(1);
  }

  private static Column column(Dataset<Row> table, int i) {
    return table.col(InputColumns.quoted(table.columns()[i]));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    List<String> problems = InputColumns.drift(tabular.features().input(), schema);
    if (!problems.isEmpty()) {
      throw new SchemaDriftException(String.join("; ", problems));
    }
    return Output.append(
        schema, List.of(new Output(getPredictionCol(), "", DataTypes.FloatType, false)));
  }

  /**
   * The best items of every user.
   *
   * @return the user column and {@code recommendations}, an array of structs of the item column and
   *     {@code rating}, the greatest rating first, of equal ones the smaller item
   * @throws IllegalArgumentException if {@code numItems} is below 1
   */
  public Dataset<Row> recommendForAllUsers(int numItems) {
    return recommendations(users.sparkSession()).ofUsers(users, numItems);
  }

  /** As {@link #recommendForAllUsers}, for the users of a table; unknown ones are left out. */
  public Dataset<Row> recommendForUserSubset(Dataset<?> dataset, int numItems) {
    return recommendations(users.sparkSession()).ofUsers(some(users, dataset, "user"), numItems);
  }

  /** The best users of every item, as {@link #recommendForAllUsers}. */
  public Dataset<Row> recommendForAllItems(int numUsers) {
    return recommendations(users.sparkSession()).ofItems(items, numUsers);
  }

  /** As {@link #recommendForAllItems}, for the items of a table; unknown ones are left out. */
  public Dataset<Row> recommendForItemSubset(Dataset<?> dataset, int numUsers) {
    return recommendations(users.sparkSession()).ofItems(some(items, dataset, "item"), numUsers);
  }

  private static Dataset<Row> some(Dataset<Row> all, Dataset<?> wanted, String use) {
    String id = all.columns()[0];
    InputColumns.requireColumn(wanted.schema(), id, use);
    Dataset<Row> ids = wanted.toDF().select(Interactions.column(id).as("__wanted")).distinct();
    return all.join(ids, column(all, 0).equalTo(col("__wanted")), "leftsemi");
  }

  private synchronized Recommendations recommendations(SparkSession session) {
    Recommendations current = recommendations;
    if (current == null || !current.belongsTo(session)) {
      current = new Recommendations(ModelHandle.of(session, tabular), users, items);
      recommendations = current;
    }
    return current;
  }

  public FactorizationRecommenderModel setPredictionCol(String value) {
    set(predictionCol(), value);
    return this;
  }

  /** "nan" or "drop". */
  public FactorizationRecommenderModel setColdStartStrategy(String value) {
    set(coldStartStrategy(), value);
    return this;
  }

  @Override
  public FactorizationRecommenderModel copy(ParamMap extra) {
    FactorizationRecommenderModel copy =
        new FactorizationRecommenderModel(uid, tabular, summary, users, items);
    return (FactorizationRecommenderModel) copyValues(copy, extra).setParent(parent());
  }

  @Override
  public MLWriter write() {
    return new MLWriter() {
      @Override
      public void saveImpl(String path) {
        StageMetadata.save(FactorizationRecommenderModel.this, path, sparkSession());
        HadoopFiles.write(tabular.toFiles(), path + "/" + StageFiles.ARTEFACT, sparkSession());
        users.write().parquet(path + "/users");
        items.write().parquet(path + "/items");
      }
    };
  }

  public static MLReader<FactorizationRecommenderModel> read() {
    return new MLReader<>() {
      @Override
      public FactorizationRecommenderModel load(String path) {
        String directory = path + "/" + StageFiles.ARTEFACT;
        TabularModel tabular =
            TabularModel.fromFiles(HadoopFiles.read(directory, sparkSession()), directory);
        Dataset<Row> users = sparkSession().read().parquet(path + "/users");
        Dataset<Row> items = sparkSession().read().parquet(path + "/items");
        return StageMetadata.load(
            path,
            FactorizationRecommenderModel.class,
            sparkSession(),
            uid -> new FactorizationRecommenderModel(uid, tabular, null, users, items));
      }
    };
  }

  public static FactorizationRecommenderModel load(String path) {
    return read().load(path);
  }
}
