package dev.arrowmill.jobs;

import dev.arrowmill.model.Target;
import dev.arrowmill.model.Task;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.mllib.evaluation.BinaryClassificationMetrics;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import scala.Tuple2;

/**
 * How well predictions fit: {@code accuracy, auc, logloss} for classes ({@code auc} for more than
 * two classes is the mean of each class against the rest) and {@code rmse, mae, r2} for numbers.
 */
final class Metrics {
  private static final double SMALLEST = 1e-15;
  private static final int MOST_CURVES = 50;

  private Metrics() {}

  /**
   * @param scored a table with the label's code in {@code code} (double) and the classes'
   *     probabilities in {@code probability} (array of double)
   */
  static Map<String, Double> classes(Dataset<Row> scored, int classes) {
    Column code = scored.col("code");
    Column p = functions.element_at(scored.col("probability"), code.cast("int").plus(1));
    Column best = functions.array_max(scored.col("probability"));
    Column hit = functions.expr("array_position(probability, array_max(probability)) - 1 = code");
    Column loss = functions.negate(functions.log(functions.greatest(p, functions.lit(SMALLEST))));
    Row sums =
        scored
            .agg(
                functions.count(functions.lit(1)),
                functions.avg(hit.cast("double")),
                functions.avg(loss),
                functions.min(best),
                functions.count_distinct(scored.col("code")))
            .first();
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("accuracy", sums.getDouble(1));
    if (sums.getLong(4) > 1) {
      metrics.put("auc", mean(scored, classes));
    }
    metrics.put("logloss", sums.getDouble(2));
    return metrics;
  }

  /** The mean over the classes' curves, for two classes that of the second. */
  private static double mean(Dataset<Row> scored, int classes) {
    double auc = 0;
    int curves = classes == 2 ? 1 : classes;
    for (int c = 0; c < Math.min(curves, MOST_CURVES); c++) {
      auc += auc(scored, classes == 2 ? 1 : c) / Math.min(curves, MOST_CURVES);
    }
    return auc;
  }

  private static double auc(Dataset<Row> scored, int of) {
    JavaRDD<Tuple2<Object, Object>> pairs =
        scored
            .select(
                functions.element_at(scored.col("probability"), of + 1),
                functions.when(scored.col("code").equalTo(of), 1.0).otherwise(0.0))
            .javaRDD()
            .map(row -> new Tuple2<>(row.getDouble(0), row.getDouble(1)));
    return new BinaryClassificationMetrics(pairs.rdd(), 0).areaUnderROC();
  }

  /**
   * @param scored a table with the numbers {@code label} and {@code prediction} (double)
   */
  static Map<String, Double> numbers(Dataset<Row> scored) {
    Column error = scored.col("prediction").minus(scored.col("label"));
    Row sums =
        scored
            .agg(
                functions.avg(error.multiply(error)),
                functions.avg(functions.abs(error)),
                functions.var_pop(scored.col("label")))
            .first();
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("rmse", Math.sqrt(sums.getDouble(0)));
    metrics.put("mae", sums.getDouble(1));
    double variance = sums.getDouble(2);
    metrics.put("r2", variance > 0 ? 1 - sums.getDouble(0) / variance : Double.NaN);
    return metrics;
  }

  /**
   * The code of each row's label among the target's classes, as a column of double; null if
   * unknown.
   */
  static Column code(Dataset<Row> table, Target target) {
    Column label = table.col("`" + target.column().replace("`", "``") + "`");
    Column code = functions.lit(null).cast(DataTypes.DoubleType);
    for (int c = target.classes().size() - 1; c >= 0; c--) {
      code = functions.when(isClass(label, target, c), (double) c).otherwise(code);
    }
    return code;
  }

  private static Column isClass(Column label, Target target, int c) {
    String text = target.classes().get(c);
    return switch (target.type()) {
      case STRING -> label.cast("string").equalTo(text);
      case BOOLEAN -> label.try_cast("boolean").equalTo(Boolean.parseBoolean(text));
      default -> label.try_cast("double").equalTo(Double.parseDouble(text));
    };
  }

  /** Whether a table has at least one row to measure on, and names the task. */
  static boolean isClassification(Target target) {
    return target.task() != Task.REGRESSION;
  }
}
