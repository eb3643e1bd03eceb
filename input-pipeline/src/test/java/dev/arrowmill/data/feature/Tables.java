package dev.arrowmill.data.feature;

import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.HeapColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random and adversarial tables of every column type. */
final class Tables {
  static final ColumnSchema SCHEMA =
      ColumnSchema.of(
          new ColumnField("flag", ColumnType.BOOLEAN),
          new ColumnField("count", ColumnType.LONG),
          new ColumnField("amount", ColumnType.DOUBLE),
          new ColumnField("code", ColumnType.LONG),
          new ColumnField("name", ColumnType.STRING),
          new ColumnField("day", ColumnType.DATE),
          new ColumnField("at", ColumnType.TIMESTAMP));

  private Tables() {}

  static List<@Nullable Object[]> rows(int n, long seed) {
    Random random = new Random(seed);
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      @Nullable Object[] row = {
        random.nextBoolean(),
        (long) random.nextInt(1000),
        random.nextInt(10) < 7 ? 0.0 : Math.exp(random.nextGaussian()),
        (long) random.nextInt(4),
        "n" + random.nextInt(30),
        java.time.LocalDate.ofEpochDay(19_000 + random.nextInt(700)),
        java.time.Instant.ofEpochSecond(1_700_000_000L + random.nextInt(10_000_000))
      };
      row[random.nextInt(row.length)] = null;
      rows.add(row);
    }
    return rows;
  }

  /** Values that a training table does not have: every one must be encoded without an error. */
  static HeapColumns adversarial() {
    long[] longs = {Long.MIN_VALUE, Long.MAX_VALUE, 0, -1, 1, 999, 1L << 53};
    double[] doubles = {
      Double.NaN,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      -0.0,
      Double.MIN_VALUE,
      Double.MAX_VALUE,
      -Double.MAX_VALUE,
      0.5
    };
    String[] texts = {"", "n1", "é", "\uD83D\uDE00", "\uD800", "a\u0000b", "n".repeat(5000)};
    HeapColumns batch = new HeapColumns(SCHEMA, 16);
    for (int i = 0; i < 56; i++) {
      int r = batch.addRow();
      batch.setLong(r, 0, i % 2);
      batch.setLong(r, 1, longs[i % longs.length]);
      batch.setDouble(r, 2, doubles[i % doubles.length]);
      batch.setLong(r, 3, longs[(i + 1) % longs.length]);
      batch.setString(r, 4, texts[i % texts.length]);
      batch.setLong(r, 5, longs[(i + 2) % longs.length]);
      batch.setLong(r, 6, longs[(i + 3) % longs.length]);
      if (i % 9 == 0) {
        batch.setNull(r, i % SCHEMA.size());
      }
    }
    return batch;
  }
}
