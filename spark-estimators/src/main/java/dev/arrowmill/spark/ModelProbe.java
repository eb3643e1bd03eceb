package dev.arrowmill.spark;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.Columns;
import dev.arrowmill.arrow.spark.SparkSchemas;
import dev.arrowmill.data.feature.FeatureStats;
import dev.arrowmill.data.feature.RowHash;
import dev.arrowmill.model.Scores;
import dev.arrowmill.model.TabularModel;
import dev.arrowmill.model.Target;
import dev.arrowmill.spark.internal.ModelHandle;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Asks a model about changed rows: one job takes a sample of the table that depends on the rows'
 * content only (at most {@link FeatureStats#SAMPLE_ROWS}), a second one scores it, one task per
 * change, with the model and the sample broadcast once.
 */
final class ModelProbe implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ModelHandle model;
  private final Broadcast<byte[]> sample;
  private final StructType schema;
  private final long seed;

  private ModelProbe(ModelHandle model, Broadcast<byte[]> sample, StructType schema, long seed) {
    this.model = model;
    this.sample = sample;
    this.schema = schema;
    this.seed = seed;
  }

  /** Runs the job that takes the sample. */
  static ModelProbe of(ModelHandle model, Dataset<Row> table, long seed) {
    FeatureStats stats = TableStats.of(table, seed);
    if (stats.rows() == 0) {
      throw new BadTableException("the table has no rows");
    }
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(table.sparkSession().sparkContext());
    return new ModelProbe(model, context.broadcast(stats.toBytes()), table.schema(), seed);
  }

  private Columns rows() {
    return FeatureStats.fromBytes(sample.value(), SparkSchemas.of(schema), seed).sampleRows();
  }

  private static double[] labels(Target target, Columns rows) {
    if (!target.task().isClassification()) {
      double[] values = new double[rows.rows()];
      rows.column(target.column()).copyDoubles(0, values.length, values, 0);
      return values;
    }
    float[] codes = new float[rows.rows()];
    target.encode(rows, codes, 0, 1);
    return IntStream.range(0, codes.length).mapToDouble(r -> codes[r]).toArray();
  }

  /**
   * The metric with each column permuted, and unchanged.
   *
   * @return per column one number per repeat; last of all the unchanged metric
   */
  List<double[]> permuted(
      JavaSparkContext context, List<String> columns, Metric metric, int repeats) {
    List<Integer> tasks = IntStream.rangeClosed(0, columns.size() * repeats).boxed().toList();
    List<Double> values =
        context
            .parallelize(tasks, tasks.size())
            .map(t -> permuted(columns, metric, t / repeats, t % repeats))
            .collect();
    List<double[]> out = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      int at = c * repeats;
      out.add(IntStream.range(0, repeats).mapToDouble(i -> values.get(at + i)).toArray());
    }
    out.add(new double[] {values.get(tasks.size() - 1)});
    return out;
  }

  private double permuted(List<String> columns, Metric metric, int column, int repeat) {
    Columns rows = rows();
    TabularModel tabular = model.model();
    Columns changed = rows;
    if (column < columns.size()) {
      int index = rows.schema().indexOf(columns.get(column));
      changed = new MappedRows(rows, index, permutation(rows.rows(), column, repeat));
    }
    Scores scores = tabular.scorer().score(changed);
    return metric.of(scores, labels(tabular.target(), rows));
  }

  /** Rows by a hash of (seed, column, repeat, row). */
  private int[] permutation(int rows, int column, int repeat) {
    long key = RowHash.mix(seed ^ RowHash.mix(((long) column << 32) + repeat + 1));
    return IntStream.range(0, rows)
        .boxed()
        .sorted(Comparator.comparingLong(r -> RowHash.mix(key + r)))
        .mapToInt(r -> r)
        .toArray();
  }

  /** One point of a partial dependence: a value as text and the mean predictions. */
  record Point(String value, double[] means) implements Serializable {}

  /** The mean prediction with a column set to each of some of its values in all rows. */
  List<Point> dependence(JavaSparkContext context, String column, int points) {
    int[] from = points(rows(), column, points);
    List<Integer> tasks = IntStream.of(from).boxed().toList();
    return context.parallelize(tasks, tasks.size()).map(r -> point(column, r)).collect();
  }

  private Point point(String column, int row) {
    Columns rows = rows();
    int[] from = new int[rows.rows()];
    java.util.Arrays.fill(from, row);
    int index = rows.schema().indexOf(column);
    Scores scores = model.model().scorer().score(new MappedRows(rows, index, from));
    int classes = scores.target().task().isClassification() ? scores.classes() : 0;
    double[] means = new double[Math.max(1, classes)];
    for (int r = 0; r < rows.rows(); r++) {
      for (int c = 0; c < means.length; c++) {
        means[c] += (classes > 0 ? scores.probability(r, c) : scores.prediction(r)) / rows.rows();
      }
    }
    return new Point(text(rows.column(index), row), means);
  }

  private static String text(Column column, int row) {
    return switch (column.type()) {
      case STRING -> column.getString(row);
      case DOUBLE -> Double.toString(column.getDouble(row));
      case BOOLEAN -> Boolean.toString(column.getLong(row) != 0);
      default -> Long.toString(column.getLong(row));
    };
  }

  /** Rows whose values are the most frequent texts, or evenly spread among the sorted numbers. */
  private static int[] points(Columns rows, String name, int points) {
    Column column = rows.column(name);
    TreeMap<Object, int[]> seen = new TreeMap<>();
    for (int r = 0; r < rows.rows(); r++) {
      if (!column.isNull(r)) {
        Object key =
            column.type() == ColumnType.STRING ? column.getString(r) : (Object) column.getDouble(r);
        int row = r;
        seen.computeIfAbsent(key, k -> new int[] {row, 0})[1]++;
      }
    }
    List<int[]> all = new ArrayList<>(seen.values());
    if (column.type() == ColumnType.STRING) {
      all.sort(Comparator.comparingInt(v -> -v[1]));
      return all.stream().limit(points).mapToInt(v -> v[0]).toArray();
    }
    int n = Math.min(points, all.size());
    return IntStream.range(0, n)
        .map(i -> all.get(n == 1 ? 0 : (int) ((long) i * (all.size() - 1) / (n - 1)))[0])
        .toArray();
  }
}
