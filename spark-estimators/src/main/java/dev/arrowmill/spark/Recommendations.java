package dev.arrowmill.spark;

import dev.arrowmill.model.TabularModel;
import dev.arrowmill.model.Target;
import dev.arrowmill.spark.internal.ModelHandle;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Finds the best of one side for the rows of the other. The vectors of a side are computed by one
 * job when they are first asked for, collected and broadcast; then each task multiplies its rows'
 * vectors with them. Thread-safe.
 */
final class Recommendations {
  private final ModelHandle model;
  private final Dataset<Row> users;
  private final Dataset<Row> items;
  private @Nullable Broadcast<Candidates> allUsers;
  private @Nullable Broadcast<Candidates> allItems;

  Recommendations(ModelHandle model, Dataset<Row> users, Dataset<Row> items) {
    this.model = model;
    this.users = users;
    this.items = items;
  }

  boolean belongsTo(SparkSession session) {
    return model.belongsTo(session);
  }

  /** The best items for some users. */
  synchronized Dataset<Row> ofUsers(Dataset<Row> some, int k) {
    requirePositive(k);
    if (allItems == null) {
      allItems = candidates(items, false);
    }
    return best(some, true, allItems, items.schema().fields()[0], k);
  }

  /** The best users for some items. */
  synchronized Dataset<Row> ofItems(Dataset<Row> some, int k) {
    requirePositive(k);
    if (allUsers == null) {
      allUsers = candidates(users, true);
    }
    return best(some, false, allUsers, users.schema().fields()[0], k);
  }

  private static void requirePositive(int k) {
    if (k < 1) {
      throw new IllegalArgumentException("recommend: the number must be at least 1, is " + k);
    }
  }

  private TowerVectors vectors(Dataset<Row> side, boolean ofUsers) {
    return new TowerVectors(model, ofUsers, List.of(side.columns()));
  }

  private Broadcast<Candidates> candidates(Dataset<Row> side, boolean ofUsers) {
    TowerVectors vectors = vectors(side, ofUsers);
    List<TowerVectors.Batch> batches = side.toJavaRDD().mapPartitions(vectors::of).collect();
    return JavaSparkContext.fromSparkContext(side.sparkSession().sparkContext())
        .broadcast(Candidates.of(batches, TowerVectors.width(model.model())));
  }

  private Dataset<Row> best(
      Dataset<Row> some, boolean ofUsers, Broadcast<Candidates> all, StructField other, int k) {
    TowerVectors vectors = vectors(some, ofUsers);
    JavaRDD<Row> rows =
        some.toJavaRDD()
            .mapPartitions(
                it -> {
                  Iterator<TowerVectors.Batch> batches = vectors.of(it);
                  List<Row> out = new ArrayList<>();
                  while (batches.hasNext()) {
                    add(out, batches.next(), all.value(), vectors.model().model(), k);
                  }
                  return out.iterator();
                });
    StructType pair =
        new StructType().add(other.name(), other.dataType()).add("rating", DataTypes.FloatType);
    StructField id = some.schema().fields()[0];
    StructType schema =
        new StructType()
            .add(id.name(), id.dataType(), false)
            .add("recommendations", DataTypes.createArrayType(pair));
    return some.sparkSession().createDataFrame(rows, schema);
  }

  private static void add(
      List<Row> out, TowerVectors.Batch batch, Candidates all, TabularModel tabular, int k) {
    float bias = TowerVectors.bias(tabular);
    List<Candidates.Best> found = all.best(batch.vectors(), batch.ids().length, k);
    for (int r = 0; r < found.size(); r++) {
      Candidates.Best best = found.get(r);
      List<Row> list = new ArrayList<>();
      for (int i = 0; i < best.size(); i++) {
        list.add(RowFactory.create(all.id(best.place(i)), rating(tabular, best.score(i) + bias)));
      }
      out.add(RowFactory.create(batch.ids()[r], list.toArray(new Row[0])));
    }
  }

  /** The prediction for an output of the network. */
  private static float rating(TabularModel tabular, float output) {
    Target target = tabular.target();
    return target.task().isClassification()
        ? (float) (1 / (1 + StrictMath.exp(-(double) output)))
        : (float) (output * target.std() + target.mean());
  }
}
