package dev.arrowmill.data.feature;

import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.data.feature.FeaturePlan.Decision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Chooses a role for every column from its statistics, where the user has not, and fits the
 * transforms.
 */
public final class FeaturePlanner {
  private static final int KNOTS = 512;
  private static final double IDENTIFIER_SHARE = 0.95;
  private static final int IDENTIFIER_ROWS = 500;

  private final FeatureSpec spec;

  private FeaturePlanner(FeatureSpec spec) {
    this.spec = spec;
  }

  /** Plans all columns but the given ones, automatically. */
  public static FeaturePlan plan(FeatureStats stats, Set<String> except) {
    return plan(stats, FeatureSpec.auto(), null, except);
  }

  /**
   * Plans all columns but the given ones.
   *
   * @param label the column to predict, for what is fitted with it; null for none
   * @param except columns that are no features: labels, weights; the label is left out anyway
   * @throws IllegalArgumentException naming the column that the spec names and the table lacks, or
   *     that cannot be read as the spec says
   */
  public static FeaturePlan plan(
      FeatureStats stats, FeatureSpec spec, @Nullable String label, Set<String> except) {
    return new FeaturePlanner(spec).plan(stats, label, except);
  }

  private FeaturePlan plan(FeatureStats stats, @Nullable String label, Set<String> except) {
    if (!spec.columns().isEmpty() || !spec.expressions().isEmpty()) {
      throw new IllegalArgumentException("feature spec: columns and expressions are not read yet");
    }
    List<Decision> decisions = new ArrayList<>();
    List<Transform> transforms = new ArrayList<>();
    for (ColumnStats column : stats.columns()) {
      if (!except.contains(column.name()) && !column.name().equals(label)) {
        Decision decision = decide(column, stats);
        decisions.add(decision);
        fit(decision.role(), column, stats, transforms);
      }
    }
    return new FeaturePlan(decisions, new Features(transforms));
  }

  private Decision decide(ColumnStats column, FeatureStats stats) {
    ColumnRole given = spec.roles().get(column.name());
    ColumnRole role = given == null ? role(column, stats) : given;
    return new Decision(column.name(), role, reason(role, column));
  }

  private ColumnRole role(ColumnStats column, FeatureStats stats) {
    long present = column.present();
    long distinct = column.distinct().orElse(Long.MAX_VALUE);
    if (present == 0 || (distinct == 1 && !column.hasMissing())) {
      return ColumnRole.CONSTANT;
    }
    return switch (column.field().type()) {
      case BOOLEAN -> ColumnRole.CATEGORICAL;
      case DATE, TIMESTAMP -> ColumnRole.DATE;
      case STRING ->
          distinctShare(column, stats) > IDENTIFIER_SHARE && present > IDENTIFIER_ROWS
              ? ColumnRole.IDENTIFIER
              : ColumnRole.CATEGORICAL;
      case LONG, DOUBLE -> {
        if (column.wholeNumbers() && distinct <= spec.numberLevels()) {
          yield ColumnRole.NUMERIC_AND_CATEGORICAL;
        }
        boolean key = column.field().type() == ColumnType.LONG && isKey(column, stats);
        yield key ? ColumnRole.IDENTIFIER : ColumnRole.NUMERIC;
      }
      case LONG_LIST, DOUBLE_LIST, STRING_LIST ->
          throw new IllegalArgumentException(
              "features: column "
                  + column.field().name()
                  + " holds lists, which no transform reads; exclude it");
    };
  }

  /** A whole-number column whose sampled values never repeat, although its range is no wider. */
  private static boolean isKey(ColumnStats column, FeatureStats stats) {
    double range = column.max() - column.min() + 1;
    return column.present() > IDENTIFIER_ROWS
        && distinctShare(column, stats) >= 1.0
        && range <= 1.5 * column.present();
  }

  /** Distinct share among all values if they were counted, among the sampled ones otherwise. */
  private static double distinctShare(ColumnStats column, FeatureStats stats) {
    if (column.distinct().isPresent()) {
      return (double) column.distinct().getAsLong() / column.present();
    }
    if (column.field().type() == ColumnType.STRING) {
      Map<String, Integer> counts = sampledLevels(column, stats);
      int total = counts.values().stream().mapToInt(Integer::intValue).sum();
      return total == 0 ? 0 : (double) counts.size() / total;
    }
    double[] sorted = stats.sorted(column.name());
    int distinct = 0;
    for (int i = 0; i < sorted.length; i++) {
      distinct += i == 0 || sorted[i] != sorted[i - 1] ? 1 : 0;
    }
    return sorted.length == 0 ? 0 : (double) distinct / sorted.length;
  }

  private String reason(ColumnRole role, ColumnStats column) {
    String distinct =
        column.distinct().isPresent()
            ? column.distinct().getAsLong() + " distinct"
            : "many distinct";
    String missing =
        column.hasMissing()
            ? String.format(
                Locale.ROOT,
                ", %.1f%% missing",
                100.0 * (column.nulls() + column.nans()) / column.count())
            : "";
    String dropped = role.used() ? "" : ", dropped";
    return column.field().type() + ", " + distinct + missing + dropped;
  }

  private void fit(ColumnRole role, ColumnStats column, FeatureStats stats, List<Transform> out) {
    switch (role) {
      case NUMERIC -> out.add(numeric(column, stats));
      case NUMERIC_AND_CATEGORICAL -> {
        out.add(numeric(column, stats));
        out.add(numberLevels(column));
      }
      case CATEGORICAL, BOOLEAN ->
          out.add(
              column.field().type() == ColumnType.STRING
                  ? vocabulary(column, stats)
                  : numberLevels(column));
      case DATE -> out.add(DateParts.of(column, edges(column, stats)));
      default -> {}
    }
  }

  private double[] edges(ColumnStats column, FeatureStats stats) {
    double[] sorted = stats.sorted(column.name());
    return sorted.length == 0
        ? new double[] {column.min(), column.max()}
        : Bins.edges(sorted, spec.bins());
  }

  private Transform numeric(ColumnStats column, FeatureStats stats) {
    double[] sorted = stats.sorted(column.name());
    double[] edges = edges(column, stats);
    if (sorted.length == 0 || edges.length <= 8) {
      return Standardise.of(column, column.mean(), column.std(), edges);
    }
    return Quantile.of(column, sorted, edges, KNOTS);
  }

  private NumberLevels numberLevels(ColumnStats column) {
    double[] levels =
        column.numericLevels().keySet().stream().mapToDouble(Double::doubleValue).toArray();
    return new NumberLevels(column.name(), column.field().type(), levels);
  }

  private Vocabulary vocabulary(ColumnStats column, FeatureStats stats) {
    Map<String, Long> counts = new HashMap<>(column.textLevels());
    if (column.distinct().isEmpty()) {
      sampledLevels(column, stats).forEach((level, n) -> counts.put(level, (long) n));
    }
    List<String> levels =
        counts.entrySet().stream()
            .filter(e -> e.getValue() >= spec.minCount())
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(spec.maxLevels())
            .map(Map.Entry::getKey)
            .toList();
    return new Vocabulary(column.name(), levels);
  }

  private static Map<String, Integer> sampledLevels(ColumnStats column, FeatureStats stats) {
    Map<String, Integer> counts = new HashMap<>();
    var rows = stats.sampleRows();
    var texts = rows.column(column.name());
    for (int r = 0; r < rows.rows(); r++) {
      if (!texts.isNull(r)) {
        counts.merge(texts.getString(r), 1, Integer::sum);
      }
    }
    return counts;
  }
}
