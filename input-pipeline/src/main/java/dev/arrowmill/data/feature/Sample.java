package dev.arrowmill.data.feature;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.HeapColumns;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The joint sample of a table, with the label's outcomes.
 *
 * @param rows in the order of their hash
 * @param outcomes of the label, null without a label that has two values
 */
record Sample(HeapColumns rows, @Nullable Outcomes outcomes) {

  static Sample of(FeatureStats stats, @Nullable String label) {
    HeapColumns rows = stats.sampleRows();
    Outcomes outcomes =
        label == null || rows.column(label).type().isList()
            ? null
            : Outcomes.of(rows, rows.column(label));
    return new Sample(rows, outcomes);
  }

  int size() {
    return rows.rows();
  }

  Column column(String name) {
    return rows.column(name);
  }

  List<Column> columns(List<ColumnField> fields) {
    return fields.stream().map(f -> rows.column(f.name())).toList();
  }

  /** The values of a number, date or boolean column, NaN where missing. */
  double[] numbers(String name) {
    double[] out = new double[size()];
    rows.column(name).copyDoubles(0, size(), out, 0);
    return out;
  }

  /** The finite ones of some values, ascending. */
  static double[] sorted(double[] values) {
    double[] out = Arrays.stream(values).filter(Double::isFinite).map(v -> v + 0.0).toArray();
    Arrays.sort(out);
    return out;
  }

  /** The mean number of words of a text column; NaN without texts. */
  double meanWords(String name) {
    Column c = rows.column(name);
    long words = 0;
    int texts = 0;
    for (int r = 0; r < size(); r++) {
      if (!c.isNull(r)) {
        texts++;
        String text = c.getString(r).strip();
        words += text.isEmpty() ? 0 : 1 + text.chars().filter(ch -> ch == ' ').count();
      }
    }
    return texts == 0 ? Double.NaN : (double) words / texts;
  }

  /** Distinct values by present values. */
  double distinctShare(String name) {
    Column c = rows.column(name);
    long[] cells = new long[size()];
    int n = 0;
    for (int r = 0; r < cells.length; r++) {
      if (!c.isNull(r)) {
        cells[n++] = RowHash.cell(c, r);
      }
    }
    return n == 0 ? 0 : (double) Arrays.stream(cells, 0, n).distinct().count() / n;
  }

  /** A hash of all cells of a column, in order. */
  long fingerprint(String name) {
    Column c = rows.column(name);
    long h = c.type() == ColumnType.STRING ? 1 : 2;
    for (int r = 0; r < size(); r++) {
      h = RowHash.next(h, RowHash.cell(c, r));
    }
    return h;
  }
}
