package dev.arrowmill.data.feature;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.HeapColumns;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The label of the sampled rows as numbers, for what is fitted with it: an indicator per class
 * where it has few values or is text, else the value itself.
 *
 * @param values {@code [row][output]}, NaN in rows without a label
 * @param classes the classes' texts, one per output; empty for a number
 */
record Outcomes(double[][] values, List<String> classes) {
  private static final int MOST_CLASSES = 10;

  /** Outputs that are not implied by the others. */
  int free() {
    return classes.isEmpty() ? 1 : Math.max(1, classes.size() - 1);
  }

  /** Of a label column; null where it has fewer than two values. */
  static @Nullable Outcomes of(HeapColumns sample, Column label) {
    Map<String, Integer> counts = new TreeMap<>();
    for (int r = 0; r < sample.rows(); r++) {
      String text = text(label, r);
      if (text != null) {
        counts.merge(text, 1, Integer::sum);
      }
    }
    if (counts.size() < 2) {
      return null;
    }
    boolean number = label.type() != ColumnType.STRING && counts.size() > MOST_CLASSES;
    List<String> classes = number ? List.of() : classes(counts);
    double[][] values = new double[sample.rows()][];
    for (int r = 0; r < values.length; r++) {
      String text = text(label, r);
      values[r] = number ? new double[] {number(label, r)} : indicators(text, classes);
    }
    return new Outcomes(values, classes);
  }

  private static List<String> classes(Map<String, Integer> counts) {
    List<String> classes = new ArrayList<>(counts.keySet());
    classes.sort((a, b) -> Integer.compare(counts.getOrDefault(b, 0), counts.getOrDefault(a, 0)));
    List<String> most = classes.subList(0, Math.min(MOST_CLASSES, classes.size()));
    return most.stream().sorted(Comparator.reverseOrder()).toList();
  }

  private static double number(Column label, int row) {
    double v = label.isNull(row) ? Double.NaN : label.getDouble(row) + 0.0;
    return Double.isFinite(v) ? v : Double.NaN;
  }

  private static double[] indicators(@Nullable String text, List<String> classes) {
    double[] out = new double[classes.size()];
    for (int k = 0; k < out.length; k++) {
      out[k] = text == null ? Double.NaN : classes.get(k).equals(text) ? 1 : 0;
    }
    return out;
  }

  private static @Nullable String text(Column label, int row) {
    if (label.type() == ColumnType.STRING) {
      return label.isNull(row) ? null : Utf16.wellFormed(label.getString(row));
    }
    double v = number(label, row);
    return Double.isNaN(v) ? null : Double.toString(v);
  }
}
