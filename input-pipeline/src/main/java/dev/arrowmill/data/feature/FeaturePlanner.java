package dev.arrowmill.data.feature;

import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.data.feature.FeaturePlan.Decision;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Chooses a role for every column from its statistics, where the user has not, and fits the
 * transforms.
 */
public final class FeaturePlanner {
  private FeaturePlanner() {}

  /** Plans all columns but the given ones, automatically. */
  public static FeaturePlan plan(FeatureStats stats, Set<String> except) {
    return plan(stats, FeatureSpec.auto(), null, except);
  }

  /**
   * Plans all columns but the given ones.
   *
   * @param stats made with the same spec
   * @param label the column to predict, for what is fitted with it; null for none
   * @param except columns that are no features: labels, weights; the label is left out anyway
   * @throws IllegalArgumentException naming the column that the spec names and the table lacks, or
   *     that cannot be read as the spec says
   */
  public static FeaturePlan plan(
      FeatureStats stats, FeatureSpec spec, @Nullable String label, Set<String> except) {
    requireColumns(stats, spec);
    Sample sample = Sample.of(stats, label);
    Roles roles = new Roles(spec, stats, sample);
    List<Decision> decisions = new ArrayList<>();
    for (ColumnStats column : stats.columns()) {
      if (!except.contains(column.name()) && !column.name().equals(label)) {
        decisions.add(roles.decide(column));
      }
    }
    List<Transform> transforms = new ArrayList<>();
    Fitter fitter = new Fitter(spec, stats, sample, rawColumns(decisions, stats));
    for (Decision decision : decisions) {
      ColumnStats column = stats.column(decision.column());
      for (ColumnSpec reading : fitter.readings(decision.role(), column.field())) {
        fitter.fit(reading, column, transforms);
      }
    }
    return new FeaturePlan(
        decisions, roles.warnings(), new Features(stats.expressions(), transforms));
  }

  private static List<ColumnField> rawColumns(List<Decision> decisions, FeatureStats stats) {
    List<String> computed = stats.expressions().names();
    return decisions.stream()
        .filter(d -> d.role().used() && !computed.contains(d.column()))
        .map(d -> stats.column(d.column()).field())
        .toList();
  }

  private static void requireColumns(FeatureStats stats, FeatureSpec spec) {
    Set<String> named = new LinkedHashSet<>(spec.columns().keySet());
    named.addAll(spec.roles().keySet());
    spec.sharedTables().forEach(named::addAll);
    for (String name : named) {
      if (stats.schema().indexOf(name) < 0) {
        throw new IllegalArgumentException(
            "feature spec: no column " + name + ", there are " + stats.schema().names());
      }
    }
    for (String name : spec.expressions().keySet()) {
      if (stats.schema().indexOf(name) < 0) {
        throw new IllegalArgumentException(
            "feature spec: the statistics were made without expression " + name);
      }
    }
  }
}
