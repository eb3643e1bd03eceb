package dev.arrowmill.data.feature;

import java.util.List;
import java.util.Locale;

/**
 * What was decided for every column, and why.
 *
 * @param columns in the order of the table
 * @param warnings whole sentences about columns that need a look: suspected label leaks and the
 *     like
 * @param features the transforms fitted from it
 */
public record FeaturePlan(List<Decision> columns, List<String> warnings, Features features) {
  /**
   * The role of one column.
   *
   * @param reason one phrase with the numbers that led to the role
   */
  public record Decision(String column, ColumnRole role, String reason) {}

  public FeaturePlan {
    columns = List.copyOf(columns);
    warnings = List.copyOf(warnings);
  }

  /** Warnings first, then one line per column: name, role, features, reason. */
  public String explain() {
    StringBuilder out = new StringBuilder();
    for (String warning : warnings) {
      out.append("! ").append(warning).append(System.lineSeparator());
    }
    int width = columns.stream().mapToInt(d -> d.column().length()).max().orElse(0);
    for (Decision d : columns) {
      out.append(
          String.format(
              Locale.ROOT,
              "%-" + Math.max(1, width) + "s  %-23s  %-22s  %s%n",
              d.column(),
              d.role(),
              width(d.column()),
              d.reason()));
    }
    return out.toString();
  }

  /** How many numbers and codes a column gives. */
  private String width(String column) {
    int numbers = 0;
    int codes = 0;
    for (Transform t : features.transforms()) {
      if (t.column().equals(column)) {
        numbers += t.numeric().size();
        codes += t.categorical().size();
      }
    }
    if (numbers + codes == 0) {
      return "-";
    }
    String first = numbers == 0 ? "" : numbers + (numbers == 1 ? " number" : " numbers");
    String second = codes == 0 ? "" : codes + (codes == 1 ? " code" : " codes");
    return first + (first.isEmpty() || second.isEmpty() ? "" : ", ") + second;
  }
}
