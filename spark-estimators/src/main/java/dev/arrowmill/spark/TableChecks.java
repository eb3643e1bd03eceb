package dev.arrowmill.spark;

import dev.arrowmill.data.feature.ColumnStats;
import dev.arrowmill.data.feature.FeatureStats;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must hold of a table before it is worth training on; says everything wrong at once. */
final class TableChecks {
  private TableChecks() {}

  /**
   * @param strict whether NaN, infinities and empty columns are errors
   * @throws BadTableException listing every column with a problem and the fix
   */
  static void require(FeatureStats stats, Set<String> notFeatures, boolean strict) {
    if (stats.rows() == 0) {
      throw new BadTableException("the table has no rows");
    }
    List<String> problems = new ArrayList<>();
    for (ColumnStats c : stats.columns()) {
      if (strict && !notFeatures.contains(c.name())) {
        check(c, problems);
      }
    }
    if (!problems.isEmpty()) {
      throw new BadTableException(
          String.join("; ", problems)
              + ". Clean or exclude the column, or set handleInvalid to 'keep'");
    }
  }

  private static void check(ColumnStats c, List<String> problems) {
    if (c.nulls() == c.count()) {
      problems.add("column " + c.name() + " is null in all " + c.count() + " rows");
    } else if (c.nans() + c.infinities() > 0) {
      problems.add(
          String.format(
              Locale.ROOT,
              "column %s has %d NaN and %d infinite values in %d rows",
              c.name(),
              c.nans(),
              c.infinities(),
              c.count()));
    }
  }

  /** The factor that makes the mean weight 1. */
  static double weightScale(FeatureStats stats, @Nullable String weightCol) {
    if (weightCol == null) {
      return 1;
    }
    ColumnStats w = stats.column(weightCol);
    if (w.present() < w.count() || !(w.min() >= 0) || !(w.max() > 0)) {
      throw new BadTableException(
          String.format(
              Locale.ROOT,
              "weight column %s: weights must be numbers >= 0 and not all 0; found %d null, %d NaN,"
                  + " %d infinite, range [%s, %s]",
              weightCol,
              w.nulls(),
              w.nans(),
              w.infinities(),
              w.min(),
              w.max()));
    }
    return 1 / w.mean();
  }
}
