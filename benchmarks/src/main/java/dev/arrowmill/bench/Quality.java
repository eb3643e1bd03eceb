package dev.arrowmill.bench;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Metrics of predictions. */
final class Quality {
  private Quality() {}

  /**
   * For classes accuracy and AUC, else RMSE.
   *
   * @param scored columns label and score
   */
  static double[] of(boolean classes, Dataset<Row> scored) {
    List<Row> rows = scored.collectAsList();
    double[][] pairs = new double[rows.size()][];
    Arrays.setAll(pairs, i -> new double[] {rows.get(i).getDouble(0), rows.get(i).getDouble(1)});
    return classes ? new double[] {accuracy(pairs), auc(pairs)} : new double[] {rmse(pairs)};
  }

  private static double accuracy(double[][] pairs) {
    return (double) Arrays.stream(pairs).filter(p -> (p[1] > 0.5) == (p[0] == 1)).count()
        / pairs.length;
  }

  private static double rmse(double[][] pairs) {
    return Math.sqrt(
        Arrays.stream(pairs).mapToDouble(p -> (p[0] - p[1]) * (p[0] - p[1])).average().orElse(0));
  }

  /** The Mann-Whitney statistic; ties count half. */
  static double auc(double[][] pairs) {
    double[][] sorted = pairs.clone();
    Arrays.sort(sorted, Comparator.comparingDouble(p -> p[1]));
    double ranks = 0;
    double positives = 0;
    int i = 0;
    while (i < sorted.length) {
      int end = i;
      while (end < sorted.length && sorted[end][1] == sorted[i][1]) {
        end++;
      }
      for (int k = i; k < end; k++) {
        ranks += sorted[k][0] == 1 ? (i + 1 + end) / 2.0 : 0;
        positives += sorted[k][0] == 1 ? 1 : 0;
      }
      i = end;
    }
    return (ranks - positives * (positives + 1) / 2) / (positives * (sorted.length - positives));
  }
}
