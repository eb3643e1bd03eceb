package dev.arrowmill.data.feature;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnType;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often levels were seen in one or more columns that share a vocabulary. Not thread-safe.
 *
 * <p>Where a column has too many levels to count, the candidates are those of the sample, and their
 * counts those of its sketch.
 */
final class LevelTable {
  private final Map<Level, Long> counts = new HashMap<>();

  private record Level(long key, @Nullable String text) {}

  /** Adds the counts of a column. */
  void add(ColumnStats stats, Sample sample, int minCount) {
    if (stats.levels().isExact()) {
      stats.levels().visit((key, text, n) -> counts.merge(level(key, text), n, Long::sum));
      return;
    }
    Map<Level, Long> sampled = sampled(sample.column(stats.name()), sample.size());
    double rowsPerSampled = (double) stats.count() / sample.size();
    sampled.forEach(
        (level, n) -> {
          long guess = stats.levels().estimate(level.key);
          if (n >= minCount || guess >= minCount * rowsPerSampled) {
            counts.merge(level, guess < 0 ? Math.round(n * rowsPerSampled) : guess, Long::sum);
            counts.merge(level, (long) minCount, Math::max);
          }
        });
  }

  private static Level level(long key, @Nullable String text) {
    return new Level(text == null ? key : 0, text);
  }

  private static Map<Level, Long> sampled(Column column, int rows) {
    Map<Level, Long> counts = new HashMap<>();
    for (int r = 0; r < rows; r++) {
      if (column.isNull(r)) {
        continue;
      }
      if (column.type().isList()) {
        Column elements = column.elements();
        for (int i = column.listStart(r); i < column.listEnd(r); i++) {
          count(elements, i, counts);
        }
      } else {
        count(column, r, counts);
      }
    }
    return counts;
  }

  private static void count(Column column, int row, Map<Level, Long> counts) {
    if (column.isNull(row)) {
      return;
    }
    String text = column.type() == ColumnType.STRING ? column.getString(row) : null;
    double real = column.type() == ColumnType.DOUBLE ? column.getDouble(row) + 0.0 : 0;
    if (!Double.isFinite(real)) {
      return;
    }
    long key =
        text != null
            ? RowHash.hash(text)
            : column.type() == ColumnType.DOUBLE
                ? Double.doubleToLongBits(real)
                : column.getLong(row);
    counts.merge(new Level(key, text), 1L, Long::sum);
  }

  /** The most frequent levels, those with equal counts in their natural order. */
  LevelCodes.Known known(ColumnType type, int minCount, int most) {
    Map<Level, Long> merged = new HashMap<>();
    counts.forEach((level, n) -> merged.merge(level(level.key, level.text), n, Long::sum));
    List<Level> kept =
        merged.entrySet().stream()
            .filter(e -> e.getValue() >= minCount)
            .sorted(
                Map.Entry.<Level, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey(natural(type))))
            .limit(most)
            .map(Map.Entry::getKey)
            .toList();
    if (type == ColumnType.STRING) {
      List<String> texts = kept.stream().map(l -> l.text == null ? "" : l.text).toList();
      return new LevelCodes.Known(texts, new long[0]);
    }
    return new LevelCodes.Known(List.of(), kept.stream().mapToLong(Level::key).toArray());
  }

  private static Comparator<Level> natural(ColumnType type) {
    return switch (type) {
      case STRING -> Comparator.comparing(l -> l.text == null ? "" : l.text);
      case DOUBLE -> Comparator.comparingDouble(l -> Double.longBitsToDouble(l.key));
      default -> Comparator.comparingLong(Level::key);
    };
  }
}
