package dev.arrowmill.arrow;

import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a value must be for its row to matter: not null, and a number from {@code min} to {@code
 * max}, or one of some texts. Sources compare it with the statistics of a part of a column to leave
 * the part out.
 *
 * @param column the column's name
 * @param min the least value, inclusive; days for dates, microseconds for timestamps
 * @param max the greatest value, inclusive
 * @param texts the texts, for a STRING column; null for numbers
 */
public record ColumnRange(
    String column, double min, double max, @Nullable SortedSet<String> texts) {
  /** A range of numbers, both ends inclusive. */
  public static ColumnRange numbers(String column, double min, double max) {
    return new ColumnRange(column, min, max, null);
  }

  /** One of these texts. */
  public static ColumnRange texts(String column, Iterable<String> texts) {
    TreeSet<String> set = new TreeSet<>();
    texts.forEach(set::add);
    return new ColumnRange(column, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, set);
  }
}
