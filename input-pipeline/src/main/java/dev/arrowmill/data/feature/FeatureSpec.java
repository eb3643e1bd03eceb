package dev.arrowmill.data.feature;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the user says about the features; everything that is not said is chosen from the statistics.
 * Immutable and thread-safe; every call returns a new spec.
 *
 * <pre>{@code
 * FeatureSpec spec =
 *     FeatureSpec.auto()
 *         .column("age", Numbers.impute(MEDIAN).flag().quantile(NORMAL))
 *         .column("city", Levels.vocabulary().minCount(5).top(1000), Levels.target())
 *         .expression("ratio", "debt / income")
 *         .role("zip", CATEGORICAL)
 *         .shareTable("home_city", "work_city");
 * }</pre>
 *
 * @param columns how columns are read, by name
 * @param roles roles of columns whose reading is automatic otherwise
 * @param expressions further columns, computed from the others before anything is fitted: SQL text
 *     by name, in order; a later one may read an earlier one
 * @param sharedTables columns whose levels share one vocabulary and one embedding table
 * @param bins most bins of the piecewise-linear encoding per numeric column
 * @param minCount rows that a level needs in training to get a code of its own
 * @param maxLevels most frequent levels kept per column
 * @param numberLevels a whole-number column with at most this many levels is also read as a
 *     category
 * @param treeEdges whether the bins of the piecewise-linear encoding come from decision trees that
 *     predict the label, not from quantiles
 */
public record FeatureSpec(
    Map<String, List<ColumnSpec>> columns,
    Map<String, ColumnRole> roles,
    Map<String, String> expressions,
    List<List<String>> sharedTables,
    int bins,
    int minCount,
    int maxLevels,
    int numberLevels,
    boolean treeEdges) {

  private static final FeatureSpec AUTO =
      new FeatureSpec(Map.of(), Map.of(), Map.of(), List.of(), 48, 2, 50_000, 32, false);

  public FeatureSpec {
    Map<String, List<ColumnSpec>> copy = new LinkedHashMap<>();
    columns.forEach((name, specs) -> copy.put(name, List.copyOf(specs)));
    columns = Collections.unmodifiableMap(copy);
    roles = Collections.unmodifiableMap(new LinkedHashMap<>(roles));
    expressions = Collections.unmodifiableMap(new LinkedHashMap<>(expressions));
    sharedTables = sharedTables.stream().map(List::copyOf).toList();
    require("bins", bins, bins >= 2);
    require("minCount", minCount, minCount >= 1);
    require("maxLevels", maxLevels, maxLevels >= 1);
    require("numberLevels", numberLevels, numberLevels >= 0);
    for (String name : roles.keySet()) {
      if (columns.containsKey(name)) {
        throw new IllegalArgumentException(
            "feature spec: column " + name + " has both a role and a reading; keep one");
      }
    }
  }

  private static void require(String what, int value, boolean ok) {
    if (!ok) {
      throw new IllegalArgumentException("feature spec: " + what + " is out of range: " + value);
    }
  }

  /** Everything automatic. */
  public static FeatureSpec auto() {
    return AUTO;
  }

  /** Reads a column in these ways; replaces what was said of it before. */
  public FeatureSpec column(String name, ColumnSpec... specs) {
    if (specs.length == 0) {
      throw new IllegalArgumentException("feature spec: column " + name + ": no reading given");
    }
    Map<String, List<ColumnSpec>> more = new LinkedHashMap<>(columns);
    more.put(name, List.of(specs));
    return new FeatureSpec(
        more, roles, expressions, sharedTables, bins, minCount, maxLevels, numberLevels, treeEdges);
  }

  /** Gives a column a role; how it is read is then automatic. */
  public FeatureSpec role(String name, ColumnRole role) {
    Map<String, ColumnRole> more = new LinkedHashMap<>(roles);
    more.put(name, role);
    return new FeatureSpec(
        columns,
        more,
        expressions,
        sharedTables,
        bins,
        minCount,
        maxLevels,
        numberLevels,
        treeEdges);
  }

  /** Leaves columns out. */
  public FeatureSpec drop(String... names) {
    FeatureSpec spec = this;
    for (String name : names) {
      spec = spec.role(name, ColumnRole.DROPPED);
    }
    return spec;
  }

  /** Adds a column that is computed from the others by an SQL expression. */
  public FeatureSpec expression(String name, String sql) {
    Map<String, String> more = new LinkedHashMap<>(expressions);
    more.put(name, sql);
    return new FeatureSpec(
        columns, roles, more, sharedTables, bins, minCount, maxLevels, numberLevels, treeEdges);
  }

  /** Columns of texts or lists of texts that share one vocabulary and one embedding table. */
  public FeatureSpec shareTable(String... names) {
    if (names.length < 2) {
      throw new IllegalArgumentException("feature spec: shareTable needs at least two columns");
    }
    List<List<String>> more = new ArrayList<>(sharedTables);
    more.add(List.of(names));
    return new FeatureSpec(
        columns, roles, expressions, more, bins, minCount, maxLevels, numberLevels, treeEdges);
  }

  public FeatureSpec bins(int value) {
    return new FeatureSpec(
        columns,
        roles,
        expressions,
        sharedTables,
        value,
        minCount,
        maxLevels,
        numberLevels,
        treeEdges);
  }

  public FeatureSpec minCount(int rows) {
    return new FeatureSpec(
        columns, roles, expressions, sharedTables, bins, rows, maxLevels, numberLevels, treeEdges);
  }

  public FeatureSpec maxLevels(int levels) {
    return new FeatureSpec(
        columns, roles, expressions, sharedTables, bins, minCount, levels, numberLevels, treeEdges);
  }

  public FeatureSpec numberLevels(int levels) {
    return new FeatureSpec(
        columns, roles, expressions, sharedTables, bins, minCount, maxLevels, levels, treeEdges);
  }

  public FeatureSpec treeEdges(boolean value) {
    return new FeatureSpec(
        columns, roles, expressions, sharedTables, bins, minCount, maxLevels, numberLevels, value);
  }

  /** What differs from the defaults, as one JSON object. */
  public String toJson() {
    return SpecJson.write(this);
  }

  /**
   * The inverse of {@link #toJson}; keys may be left out, their defaults hold.
   *
   * @throws IllegalArgumentException naming the column and the key that is unknown or wrong
   */
  public static FeatureSpec fromJson(String json) {
    return SpecJson.read(json);
  }
}
