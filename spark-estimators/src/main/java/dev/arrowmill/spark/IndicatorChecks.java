package dev.arrowmill.spark;

import dev.arrowmill.data.feature.ColumnStats;
import dev.arrowmill.data.feature.FeatureStats;
import dev.arrowmill.model.Target;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What must hold of the rows that a column holds out. */
final class IndicatorChecks {
  private IndicatorChecks() {}

  /**
   * @throws BadTableException if the column has nulls, parts nothing, or leaves one class only
   */
  static void require(Dataset<Row> table, FeatureStats stats, String indicator, Target target) {
    ColumnStats column = stats.column(indicator);
    if (column.nulls() > 0) {
      throw new BadTableException(
          at(indicator) + column.nulls() + " of " + column.count() + " rows are null; say false");
    }
    if (column.min() == column.max()) {
      throw new BadTableException(
          at(indicator)
              + (column.min() == 0
                  ? "no row is true, nothing is held out"
                  : "every row is true, nothing is left to train on"));
    }
    if (target.task().isClassification()) {
      Column held = table.col(InputColumns.quoted(indicator));
      Column label = table.col(InputColumns.quoted(target.column()));
      List<Row> seen = table.filter(held).select(label).distinct().limit(2).collectAsList();
      if (seen.size() < 2) {
        throw new BadTableException(
            at(indicator)
                + "all held-out rows have class "
                + seen.get(0).get(0)
                + " of "
                + target.column()
                + "; hold out rows of other classes too");
      }
    }
  }

  private static String at(String indicator) {
    return "validation indicator column " + indicator + ": ";
  }
}
