package dev.arrowmill.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamsSuite$;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.util.MLTestingUtils$;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FactorizationRecommenderTest {
  private static final int USERS = 80;
  private static final int ITEMS = 50;

  @TempDir Path folder;

  private final SparkSession session = Sparks.session();

  /** Ratings 3 + u . v of rank 2 with a little noise; seven of ten pairs are rated. */
  private Dataset<Row> ratings() {
    Random random = new Random(3);
    double[][] u = vectors(random, USERS);
    double[][] v = vectors(random, ITEMS);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < USERS; i++) {
      for (int j = 0; j < ITEMS; j++) {
        double rating = 3 + u[i][0] * v[j][0] + u[i][1] * v[j][1] + 0.1 * random.nextGaussian();
        if (random.nextInt(10) < 7) {
          rows.add(
              RowFactory.create(1000 + 7 * i, "item-" + j, rating, random.nextInt(5) == 0, i % 4));
        }
      }
    }
    StructType schema =
        new StructType()
            .add("user", DataTypes.IntegerType)
            .add("item", DataTypes.StringType)
            .add("rating", DataTypes.DoubleType)
            .add("held", DataTypes.BooleanType)
            .add("group", DataTypes.IntegerType);
    return session.createDataFrame(rows, schema);
  }

  private static double[][] vectors(Random random, int n) {
    double[][] out = new double[n][2];
    for (double[] row : out) {
      row[0] = random.nextGaussian();
      row[1] = random.nextGaussian();
    }
    return out;
  }

  private static FactorizationRecommender recommender() {
    return new FactorizationRecommender().setRatingCol("rating").setRank(4).setSeed(5);
  }

  private static double rmse(Dataset<Row> table, String prediction) {
    return new RegressionEvaluator()
        .setLabelCol("rating")
        .setPredictionCol(prediction)
        .evaluate(table);
  }

  @Test
  void learnsAPlantedFactorization() {
    Dataset<Row> all = ratings().cache();
    Dataset<Row> train = all.filter("not held");
    Dataset<Row> test = all.filter("held");
    FactorizationRecommenderModel model = recommender().fit(train);
    double learned = rmse(model.transform(test), "prediction");
    double mean = train.selectExpr("avg(rating)").first().getDouble(0);
    Dataset<Row> users = train.groupBy("user").agg(functions("rating", "byUser"));
    Dataset<Row> items = train.groupBy("item").agg(functions("rating", "byItem"));
    Dataset<Row> means =
        test.join(users, "user")
            .join(items, "item")
            .withColumn("both", col("byUser").plus(col("byItem")).minus(mean));
    assertThat(learned)
        .isLessThan(0.4 * rmse(test.withColumn("mean", lit(mean)), "mean"))
        .isLessThan(0.4 * rmse(means, "both"));
    assertThat(model.summary()).isPresent();
  }

  private static org.apache.spark.sql.Column functions(String column, String name) {
    return org.apache.spark.sql.functions.avg(column).as(name);
  }

  @Test
  void recommendationsAreTheBestOfAllPairs() throws Exception {
    Dataset<Row> table = ratings();
    FactorizationRecommenderModel model = recommender().setMaxEpochs(5).fit(table);
    Dataset<Row> found = model.recommendForAllUsers(7);
    assertThat(found.schema().simpleString())
        .isEqualTo(
            als(table)
                .recommendForAllUsers(7)
                .schema()
                .simpleString()
                .replace("item:int", "item:string"));
    Map<Integer, List<Row>> best = byUser(model.transform(pairs(model)).collectAsList());
    List<Row> lists = found.collectAsList();
    assertThat(lists).hasSize(USERS);
    for (Row row : lists) {
      List<Row> list = row.getList(1);
      List<Row> expected = of(best, row).subList(0, 7);
      for (int i = 0; i < 7; i++) {
        assertThat(list.get(i).getString(0)).isEqualTo(expected.get(i).<String>getAs("item"));
        assertThat(list.get(i).getFloat(1))
            .isCloseTo(expected.get(i).<Float>getAs("prediction"), within(1e-5f));
      }
    }
    assertThat(model.recommendForAllUsers(1000).first().getList(1)).hasSize(ITEMS);
    Dataset<Row> items = model.recommendForAllItems(3);
    assertThat(items.schema().simpleString())
        .isEqualTo("struct<item:string,recommendations:array<struct<user:int,rating:float>>>");
    assertThat(items.count()).isEqualTo(ITEMS);
    savedModelsRecommendTheSame(model);
  }

  private void savedModelsRecommendTheSame(FactorizationRecommenderModel model) throws Exception {
    String path = folder.resolve("model").toString();
    model.setColdStartStrategy("drop").write().save(path);
    FactorizationRecommenderModel back = FactorizationRecommenderModel.load(path);
    assertThat(back.uid()).isEqualTo(model.uid());
    assertThat(back.getColdStartStrategy()).isEqualTo("drop");
    for (Param<?> p : model.params()) {
      assertThat(back.isSet(back.getParam(p.name()))).as(p.name()).isEqualTo(model.isSet(p));
    }
    assertThat(back.recommendForAllUsers(5).orderBy("user").collectAsList())
        .isEqualTo(model.recommendForAllUsers(5).orderBy("user").collectAsList());
    Dataset<Row> some = back.users().filter("user < 1100").union(back.users().limit(3));
    assertThat(
            back.recommendForUserSubset(some.withColumn("x", lit(1)), 5)
                .orderBy("user")
                .collectAsList())
        .hasSizeBetween(15, 20)
        .isEqualTo(
            back.recommendForAllUsers(5)
                .join(some.distinct(), "user")
                .orderBy("user")
                .collectAsList());
    assertThat(back.recommendForItemSubset(back.items().limit(2), 5).count()).isEqualTo(2);
  }

  private static Dataset<Row> pairs(FactorizationRecommenderModel model) {
    return model.users().crossJoin(model.items());
  }

  private static Map<Integer, List<Row>> byUser(List<Row> rows) {
    Map<Integer, List<Row>> all = new HashMap<>();
    rows.forEach(r -> all.computeIfAbsent(r.getAs("user"), u -> new ArrayList<>()).add(r));
    all.values()
        .forEach(
            l -> l.sort(Comparator.comparing((Row r) -> r.<Float>getAs("prediction")).reversed()));
    return all;
  }

  private static List<Row> of(Map<Integer, List<Row>> best, Row row) {
    return best.getOrDefault(row.getInt(0), List.of());
  }

  private static org.apache.spark.ml.recommendation.ALSModel als(Dataset<Row> table) {
    return new ALS()
        .setMaxIter(1)
        .setRank(2)
        .fit(table.withColumn("item", org.apache.spark.sql.functions.expr("int(substr(item, 6))")));
  }

  @Test
  void partitionsChangeNothing() {
    Dataset<Row> table = ratings();
    for (FactorizationRecommender r :
        List.of(
            recommender().setMaxEpochs(2),
            new FactorizationRecommender().setRank(4).setMaxEpochs(2).setSeed(5))) {
      FactorizationRecommenderModel one = r.fit(table.coalesce(1));
      FactorizationRecommenderModel four = r.fit(table.repartition(4));
      assertThat(four.tabularModel().id()).isEqualTo(one.tabularModel().id());
      assertThat(four.recommendForAllUsers(4).orderBy("user").collectAsList())
          .isEqualTo(one.recommendForAllUsers(4).orderBy("user").collectAsList());
      assertThat(r.setSeed(6).fit(table).tabularModel().id()).isNotEqualTo(one.tabularModel().id());
    }
  }

  @Test
  void implicitFeedbackRanksWhatIsTakenAboveTheRest() {
    Dataset<Row> all = ratings().cache();
    Dataset<Row> taken = all.filter("rating > 3.8");
    FactorizationRecommenderModel model =
        new FactorizationRecommender().setRank(4).setSeed(5).fit(taken.filter("not held"));
    Dataset<Row> held = taken.filter("held").select("user", "item");
    Dataset<Row> others =
        pairs(model).join(taken.select("user", "item"), new String[] {"user", "item"}, "anti");
    assertThat(auc(scores(model, held), scores(model, others))).isGreaterThan(0.8);
    assertThat(scores(model, others)).allMatch(p -> p > 0 && p < 1);
    Map<Integer, List<Row>> best = byUser(model.transform(pairs(model)).collectAsList());
    for (Row row : model.recommendForAllUsers(3).collectAsList()) {
      Row first = row.<Row>getList(1).get(0);
      assertThat(first.getFloat(1))
          .isCloseTo(of(best, row).get(0).<Float>getAs("prediction"), within(1e-5f));
    }
  }

  private static List<Float> scores(FactorizationRecommenderModel model, Dataset<Row> pairs) {
    return model
        .copy(org.apache.spark.ml.param.ParamMap.empty())
        .setColdStartStrategy("drop")
        .transform(pairs)
        .select("prediction")
        .collectAsList()
        .stream()
        .map(r -> r.getFloat(0))
        .toList();
  }

  private static double auc(List<Float> positive, List<Float> negative) {
    double above = 0;
    for (float p : positive) {
      for (float n : negative) {
        above += p > n ? 1 : p == n ? 0.5 : 0;
      }
    }
    return above / positive.size() / negative.size();
  }

  @Test
  void sideFeaturesGoIntoTheirTowers() {
    Dataset<Row> table =
        ratings()
            .withColumn("u_group", col("group"))
            .withColumn("i_kind", org.apache.spark.sql.functions.expr("length(item)"))
            .withColumn("i_same", lit(1));
    FactorizationRecommender recommender =
        recommender()
            .setUserFeaturesCols("u_*")
            .setItemFeaturesCols("i_*")
            .setHiddenSizes(16)
            .setMaxEpochs(3);
    for (FactorizationRecommender r : List.of(recommender, withoutRatings(recommender))) {
      FactorizationRecommenderModel model = r.fit(table);
      assertThat(model.users().columns()).containsExactly("user", "u_group");
      assertThat(model.items().columns()).containsExactly("item", "i_kind", "i_same");
      assertThat(model.tabularModel().config().options())
          .containsEntry("userColumns", "user,u_group")
          .containsEntry("itemColumns", "item,i_kind");
      Map<Integer, List<Row>> best = byUser(model.transform(pairs(model)).collectAsList());
      for (Row row : model.recommendForAllUsers(2).collectAsList()) {
        assertThat(row.<Row>getList(1).get(0).getFloat(1))
            .isCloseTo(of(best, row).get(0).<Float>getAs("prediction"), within(1e-5f));
      }
    }
  }

  private static FactorizationRecommender withoutRatings(FactorizationRecommender r) {
    return r.copy(org.apache.spark.ml.param.ParamMap.empty()).setRatingCol("");
  }

  @Test
  void isAnEstimatorAsSparkWantsThem() throws Exception {
    FactorizationRecommender estimator = recommender().setMaxEpochs(1);
    ParamsSuite$.MODULE$.checkParams(estimator);
    FactorizationRecommenderModel model = estimator.fit(ratings());
    ParamsSuite$.MODULE$.checkParams(model);
    MLTestingUtils$.MODULE$.checkCopyAndUids(estimator, model);
    assertThat(model.transformSchema(ratings().schema()))
        .isEqualTo(model.transform(ratings()).schema());
    String path = folder.resolve("estimator").toString();
    estimator.write().save(path);
    FactorizationRecommender back = FactorizationRecommender.load(path);
    assertThat(back.getRank()).isEqualTo(4);
    assertThat(back.isSet(back.architecture())).isFalse();
  }

  @Test
  void unknownUsersAndItemsHaveNoPrediction() {
    Dataset<Row> table = ratings();
    FactorizationRecommenderModel model = recommender().setMaxEpochs(1).fit(table);
    Dataset<Row> rows =
        table
            .limit(4)
            .withColumn("user", when(col("rating").isNotNull(), lit(-1)))
            .union(table.limit(4).withColumn("item", lit("none")))
            .union(table.limit(4));
    assertThat(model.transform(rows).filter("isnan(prediction)").count()).isEqualTo(8);
    assertThat(model.setColdStartStrategy("drop").transform(rows).count()).isEqualTo(4);
    assertThat(model.recommendForUserSubset(rows.filter("user = -1"), 3).count()).isZero();
  }

  @Test
  void badInputIsNamed() {
    Dataset<Row> table = ratings();
    FactorizationRecommenderModel model = recommender().setMaxEpochs(1).fit(table);
    assertThatThrownBy(() -> model.recommendForAllUsers(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("recommend: the number must be at least 1, is 0");
    assertThatThrownBy(() -> model.transform(table.drop("item")))
        .isInstanceOf(SchemaDriftException.class)
        .hasMessageContaining("column item (STRING) is missing");
    assertBad(table.drop("user"), recommender(), "user column user does not exist");
    assertBad(table.drop("rating"), recommender(), "rating column rating does not exist");
    assertBad(
        table.withColumn("user", when(col("user").notEqual(1000), col("user"))),
        recommender(),
        "column user is null in ");
    assertBad(
        table.withColumn("item", lit(1.5)), recommender(), "must be whole numbers or texts, are");
    assertBad(table, recommender().setUserFeaturesCols("item"), "column item has two uses");
    assertBad(table, recommender().setArchitecture("mlp"), "a recommender needs two-tower, is mlp");
    assertBad(
        table.withColumnRenamed("user", "a,b"),
        recommender().setUserCol("a,b"),
        "names with ',' or ';'");
    assertBad(table.filter("item = 'item-1'"), recommender().setRatingCol(""), "item has one item");
  }

  private static void assertBad(
      Dataset<Row> table, FactorizationRecommender recommender, String message) {
    assertThatThrownBy(() -> recommender.fit(table))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
