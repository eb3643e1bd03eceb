package dev.arrowmill.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/**
 * A table of users and items, checked.
 *
 * @param table its columns that are read
 * @param users the user column, then the columns that describe users
 * @param items the item column, then the columns that describe items
 */
record Interactions(Dataset<Row> table, List<String> users, List<String> items) {
  /** The label of rows that are drawn or found. */
  static final String TAKEN = "__taken";

  private static final String INDEX = "__index";
  private static final String OTHER = "__other";
  private static final String ABOUT = "__about";
  private static final Set<DataType> WHOLE =
      Set.of(DataTypes.ByteType, DataTypes.ShortType, DataTypes.IntegerType, DataTypes.LongType);

  Interactions {
    users = List.copyOf(users);
    items = List.copyOf(items);
  }

  /**
   * One job looks for null ids.
   *
   * @throws IllegalArgumentException for columns that are absent, of a wrong type or in two roles
   * @throws BadTableException for null ids
   */
  static Interactions of(Dataset<Row> all, RecommenderParams params) {
    List<String> users = users(all.schema(), params);
    List<String> items = items(all.schema(), params);
    List<String> wanted = new ArrayList<>(users);
    wanted.addAll(items);
    if (params.hasRatings()) {
      wanted.add(params.getRatingCol());
    }
    Dataset<Row> table = all.select(columns(all, wanted));
    for (String id : List.of(users.get(0), items.get(0))) {
      long nulls = table.filter(column(id).isNull()).count();
      if (nulls > 0) {
        throw new BadTableException(
            "column " + id + " is null in " + nulls + " rows; filter them out");
      }
    }
    return new Interactions(table, users, items);
  }

  /** Checks a schema as {@link #of} does. */
  static void require(StructType schema, RecommenderParams params) {
    List<String> all = new ArrayList<>(users(schema, params));
    all.addAll(items(schema, params));
    if (params.hasRatings()) {
      InputColumns.requireColumn(schema, params.getRatingCol(), "rating");
      LabelChecks.requireNumber(schema, params.getRatingCol());
      all.add(params.getRatingCol());
    }
    Set<String> seen = new LinkedHashSet<>();
    for (String name : all) {
      if (!seen.add(name)) {
        throw new IllegalArgumentException(
            "column " + name + " has two uses among users, items and ratings: " + all);
      }
      if (name.indexOf(',') >= 0 || name.indexOf(';') >= 0 || !name.strip().equals(name)) {
        throw new IllegalArgumentException(
            "column '" + name + "': names with ',' or ';' or outer spaces cannot be used; rename");
      }
    }
  }

  private static List<String> users(StructType schema, RecommenderParams params) {
    return side(schema, params.getUserCol(), params.getUserFeaturesCols(), "user");
  }

  private static List<String> items(StructType schema, RecommenderParams params) {
    return side(schema, params.getItemCol(), params.getItemFeaturesCols(), "item");
  }

  private static List<String> side(
      StructType schema, String id, List<String> features, String use) {
    InputColumns.requireColumn(schema, id, use);
    DataType type = schema.apply(id).dataType();
    if (!WHOLE.contains(type) && !(type instanceof StringType)) {
      throw new IllegalArgumentException(
          use
              + " column "
              + id
              + ": ids must be whole numbers or texts, are "
              + type.catalogString()
              + "; cast the column");
    }
    List<String> all = new ArrayList<>(List.of(id));
    all.addAll(Globs.match(features, List.of(schema.fieldNames()), use + " feature"));
    return all;
  }

  /** A column by its own name, which may have dots. */
  static Column column(String name) {
    return col(InputColumns.quoted(name));
  }

  private static Column[] columns(Dataset<Row> table, List<String> names) {
    return names.stream().map(n -> table.col(InputColumns.quoted(n)).as(n)).toArray(Column[]::new);
  }

  /** One row per user. */
  Dataset<Row> userTable() {
    return distinct(users);
  }

  /** One row per item. */
  Dataset<Row> itemTable() {
    return distinct(items);
  }

  /** Where rows of an id differ in their features, the least ones in the order of the columns. */
  private Dataset<Row> distinct(List<String> names) {
    Column id = column(names.get(0));
    List<String> about = names.subList(1, names.size());
    if (about.isEmpty()) {
      return table.select(id).distinct();
    }
    Column features = struct(about.stream().map(Interactions::column).toArray(Column[]::new));
    Dataset<Row> grouped = table.groupBy(id).agg(min(features).as(ABOUT));
    return spread(grouped, List.of(id), about);
  }

  /** The columns, and the fields of {@link #ABOUT}. */
  private static Dataset<Row> spread(Dataset<Row> table, List<Column> first, List<String> about) {
    List<Column> all = new ArrayList<>(first);
    about.forEach(a -> all.add(col(ABOUT).getField(a).as(a)));
    return table.select(all.toArray(new Column[0]));
  }

  /**
   * The rows as positives, and for each of them some items drawn evenly that its user has not
   * taken, each pair once: drawn again it would be in training and hold-out at once. The draws
   * depend on the seed and on the row's user and item only.
   */
  Dataset<Row> withNegatives(Dataset<Row> catalogue, int perRow, long seed) {
    long size = catalogue.count();
    if (size < 2) {
      throw new BadTableException(
          "column " + items.get(0) + " has one item; without ratings two are needed at least");
    }
    Column user = column(users.get(0));
    Column item = column(items.get(0));
    Dataset<Row> drawn =
        table
            .withColumn("__draw", explode(sequence(lit(1), lit(perRow))))
            .withColumn(INDEX, pmod(xxhash64(lit(seed), user, item, col("__draw")), lit(size)))
            .drop(items.toArray(new String[0]))
            .join(numbered(catalogue), INDEX);
    Dataset<Row> taken = table.select(user.as("__by"), item.as("__it")).distinct();
    Dataset<Row> fresh =
        drawn.join(taken, user.equalTo(col("__by")).and(col(OTHER).equalTo(col("__it"))), "anti");
    List<Column> first = new ArrayList<>(List.of(columns(fresh, users)));
    first.add(col(OTHER).as(items.get(0)));
    Dataset<Row> negatives =
        spread(fresh, first, items.subList(1, items.size())).distinct().withColumn(TAKEN, lit(0));
    return table.withColumn(TAKEN, lit(1)).unionByName(negatives);
  }

  private Dataset<Row> numbered(Dataset<Row> catalogue) {
    Column item = column(items.get(0));
    List<Column> all = new ArrayList<>();
    all.add(row_number().over(Window.orderBy(item)).minus(1).cast("bigint").as(INDEX));
    all.add(item.as(OTHER));
    List<String> about = items.subList(1, items.size());
    if (!about.isEmpty()) {
      all.add(struct(about.stream().map(Interactions::column).toArray(Column[]::new)).as(ABOUT));
    }
    return catalogue.select(all.toArray(new Column[0]));
  }
}
