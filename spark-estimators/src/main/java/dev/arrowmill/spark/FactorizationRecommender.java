package dev.arrowmill.spark;

import dev.arrowmill.data.feature.CategoricalFeature;
import dev.arrowmill.data.feature.FeatureSpec;
import dev.arrowmill.data.feature.FeatureStats;
import dev.arrowmill.data.feature.Features;
import dev.arrowmill.data.feature.Levels;
import dev.arrowmill.data.feature.NumericFeature;
import dev.arrowmill.model.net.NetInput;
import dev.arrowmill.model.train.TrainResult;
import dev.arrowmill.model.train.TrainingPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * Learns vectors of users and items whose product is the rating, or, without {@code ratingCol},
 * says how likely the user takes the item; with side features a tower of layers makes the vectors.
 * Its params and outputs are named as in Spark's ALS. Not thread-safe, like all of Spark ML.
 *
 * <p>A column with more ids than the statistics count exactly ({@link
 * FeatureStats#MAX_INTEGER_LEVELS}, {@link FeatureStats#MAX_TEXT_LEVELS}) is hashed into four times
 * as many vectors, of which about every fifth id shares one.
 */
public final class FactorizationRecommender
    extends NetworkEstimator<FactorizationRecommender, FactorizationRecommenderModel>
    implements RecommenderParams {
  private static final long serialVersionUID = 1L;
  static final String TWO_TOWER = "two-tower";
  private static final double RATINGS_RATE = 1e-2;
  private static final double TAKEN_RATE = 2e-3;

  public FactorizationRecommender() {
    this(Identifiable$.MODULE$.randomUID("factorizationRecommender"));
  }

  public FactorizationRecommender(String uid) {
    super(uid);
    ParamSets.recommending(paramTable());
    setDefault(architecture(), TWO_TOWER);
  }

  @Override
  FactorizationRecommender self() {
    return this;
  }

  @Override
  public FactorizationRecommenderModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    Interactions rows = Interactions.of(dataset.toDF(), this);
    Dataset<Row> users = rows.userTable().persist(StorageLevel.MEMORY_AND_DISK());
    Dataset<Row> items = rows.itemTable().persist(StorageLevel.MEMORY_AND_DISK());
    FeatureSpec spec = spec(users, items);
    NeuralModel<?> trained =
        hasRatings()
            ? train(
                new NeuralRegressor(uid()).setLabelCol(getRatingCol()).setFeatureSpec(spec),
                rows,
                rows.table())
            : train(
                new NeuralClassifier(uid())
                    .setLabelCol(Interactions.TAKEN)
                    .setTask("binary")
                    .setFeatureSpec(spec),
                rows,
                rows.withNegatives(items, getNegatives(), getSeed()));
    FactorizationRecommenderModel model =
        new FactorizationRecommenderModel(
            uid(), trained.tabularModel(), trained.summaryOrNull(), users, items);
    copyValues(model, ParamMap.empty());
    return (FactorizationRecommenderModel) model.setParent(this);
  }

  private <E extends NeuralEstimator<E, M>, M extends NeuralModel<M>> M train(
      E estimator, Interactions rows, Dataset<Row> table) {
    for (Param<?> p : params()) {
      if (isSet(p) && estimator.hasParam(p.name()) && !p.name().equals("predictionCol")) {
        estimator.set(p.name(), get(p).get());
      }
    }
    List<String> columns = new ArrayList<>(rows.users());
    columns.addAll(rows.items());
    estimator
        .setFeaturesCols(columns.toArray(new String[0]))
        .setArchitecture(TWO_TOWER)
        .setHandleInvalid("keep");
    if (getLearningRate() == 0) {
      estimator.setLearningRate(hasRatings() ? RATINGS_RATE : TAKEN_RATE);
    }
    if (initial() != null) {
      estimator.setInitialModel(initial());
    }
    Prepared prepared = Prepared.of(estimator, table);
    estimator.setArchitectureOptions(options(prepared.features(), rows));
    TrainingPlan plan = prepared.plan(estimator);
    TrainingSlots slots = estimator.slots(prepared);
    TrainResult result =
        DistributedTrainer.train(
            DistributedTrainer.deal(prepared.table(), plan, slots.workers()),
            plan,
            slots,
            epochListener());
    return estimator.finish(prepared, plan, result);
  }

  private static FeatureSpec spec(Dataset<Row> users, Dataset<Row> items) {
    return FeatureSpec.auto()
        .column(users.columns()[0], levels(users))
        .column(items.columns()[0], levels(items));
  }

  private static Levels levels(Dataset<Row> side) {
    long ids = side.count();
    boolean text = InputColumns.isText(side.schema(), side.columns()[0]);
    int exact = text ? FeatureStats.MAX_TEXT_LEVELS : FeatureStats.MAX_INTEGER_LEVELS;
    return ids <= exact
        ? Levels.vocabulary().minCount(1).top(exact)
        : Levels.hashed((int) Math.min(4 * ids, Integer.MAX_VALUE));
  }

  /** A plain product of vectors unless something else is asked for. */
  private Map<String, String> options(Features features, Interactions rows) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("normalise", "false");
    options.put("temperature", "1");
    options.put("width", Integer.toString(getRank()));
    options.put("maxEmbedding", Integer.toString(Math.max(32, getRank())));
    if (!isSet(hiddenSizes())) {
      options.put("hidden", "");
    }
    if (!isSet(dropout())) {
      options.put("dropout", "0");
    }
    options.putAll(getArchitectureOptions());
    List<String> names = names(features);
    options.put("userColumns", known(rows.users(), names));
    options.put("itemColumns", known(rows.items(), names));
    return options;
  }

  private static List<String> names(Features features) {
    NetInput input = NetInput.of(features, 1);
    return Stream.concat(
            input.categorical().stream().map(CategoricalFeature::name),
            input.numeric().stream().map(NumericFeature::name))
        .toList();
  }

  /** The columns that features were made of; columns that say nothing are left out. */
  private static String known(List<String> columns, List<String> features) {
    return columns.stream()
        .filter(c -> features.stream().anyMatch(f -> f.equals(c) || f.startsWith(c + ".")))
        .collect(Collectors.joining(","));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    if (!getArchitecture().equals(TWO_TOWER)) {
      throw new IllegalArgumentException(
          "architecture: a recommender needs " + TWO_TOWER + ", is " + getArchitecture());
    }
    Interactions.require(schema, this);
    return Output.append(
        schema, List.of(new Output(getPredictionCol(), "", DataTypes.FloatType, false)));
  }

  public FactorizationRecommender setUserCol(String value) {
    set(userCol(), value);
    return this;
  }

  public FactorizationRecommender setItemCol(String value) {
    set(itemCol(), value);
    return this;
  }

  public FactorizationRecommender setRatingCol(String value) {
    set(ratingCol(), value);
    return this;
  }

  public FactorizationRecommender setUserFeaturesCols(String... values) {
    set(userFeaturesCols(), values);
    return this;
  }

  public FactorizationRecommender setItemFeaturesCols(String... values) {
    set(itemFeaturesCols(), values);
    return this;
  }

  public FactorizationRecommender setRank(int value) {
    set(getParam("rank"), value);
    return this;
  }

  public FactorizationRecommender setNegatives(int value) {
    set(getParam("negatives"), value);
    return this;
  }

  public FactorizationRecommender setPredictionCol(String value) {
    set(predictionCol(), value);
    return this;
  }

  /** "nan" or "drop". */
  public FactorizationRecommender setColdStartStrategy(String value) {
    set(coldStartStrategy(), value);
    return this;
  }

  @Override
  public FactorizationRecommender copy(ParamMap extra) {
    return passOn(defaultCopy(extra));
  }

  public static MLReader<FactorizationRecommender> read() {
    return StageFiles.reader(FactorizationRecommender.class);
  }

  public static FactorizationRecommender load(String path) {
    return read().load(path);
  }
}
