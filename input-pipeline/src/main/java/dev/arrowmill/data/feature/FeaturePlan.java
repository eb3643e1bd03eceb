package dev.arrowmill.data.feature;

import java.util.List;

/**
 * What was decided for every column, and why.
 *
 * @param columns in the order of the table
 * @param features the transforms fitted from it
 */
public record FeaturePlan(List<Decision> columns, Features features) {
  /**
   * The role of one column.
   *
   * @param reason one phrase with the numbers that led to the role
   */
  public record Decision(String column, ColumnRole role, String reason) {}

  public FeaturePlan {
    columns = List.copyOf(columns);
  }

  /** One line per column: name, role, reason. */
  public String explain() {
    int width = columns.stream().mapToInt(d -> d.column().length()).max().orElse(0);
    StringBuilder out = new StringBuilder();
    for (Decision d : columns) {
      out.append(
          String.format(
              java.util.Locale.ROOT,
              "%-" + Math.max(1, width) + "s  %-23s  %s%n",
              d.column(),
              d.role(),
              d.reason()));
    }
    return out.toString();
  }
}
