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
          new ColumnField("at", ColumnType.TIMESTAMP),
          new ColumnField("tags", ColumnType.STRING_LIST),
          new ColumnField("path", ColumnType.DOUBLE_LIST),
          new ColumnField("items", ColumnType.LONG_LIST),
          new ColumnField("title", ColumnType.STRING),
          new ColumnField("label", ColumnType.BOOLEAN));

  /** Every kind of transform, most of them with policies that are not the default. */
  static FeatureSpec everything() {
    return FeatureSpec.auto()
        .column(
            "flag", Levels.vocabulary(), Levels.oneHot().nulls(OnMissing.FILL), Levels.hashed(7))
        .column(
            "count",
            Numbers.impute(Numbers.Impute.MEDIAN).flag().robust(),
            Numbers.impute(Numbers.Impute.MEAN).standardise(),
            Numbers.impute(Numbers.Impute.MOST_FREQUENT).minMax(),
            Numbers.binned(Numbers.Binning.WIDTH, 8),
            Numbers.auto().edges(Numbers.Edges.TREE, 8))
        .column(
            "amount",
            Numbers.impute(-1).log().clip(-1e9, 1e9).quantile(Numbers.Distribution.UNIFORM),
            Numbers.auto().nulls(OnMissing.KEEP).quantile(Numbers.Distribution.NORMAL),
            Numbers.auto().scale(Numbers.Scale.NONE),
            Numbers.binned(Numbers.Binning.QUANTILE, 16),
            Numbers.binned(Numbers.Binning.TREE, 6),
            Levels.vocabulary().minCount(1).top(9))
        .column(
            "code",
            Levels.vocabulary().unseen(OnUnseen.HASH).buckets(5),
            Levels.target().folds(3),
            Levels.vocabulary().unseen(OnUnseen.MOST_FREQUENT))
        .column(
            "name",
            Levels.vocabulary().unseen(OnUnseen.MISSING),
            Levels.target().smoothing(5),
            Levels.oneHot().top(4),
            Levels.hashed(64))
        .column("day", Dates.auto(), Dates.calendar(), Dates.since("2022-02-03"))
        .column(
            "at",
            Dates.auto().zone("America/New_York"),
            Dates.calendar().zone("Europe/Berlin"),
            Dates.cyclic(),
            Dates.sinceColumn("day"))
        .column("tags", Lists.bag(3), Lists.multiHot(5), Lists.bag(2).hashed(11))
        .column("path", Lists.summary(), Lists.bag(2))
        .column("items", Lists.bag(4).minCount(1), Lists.summary())
        .column("title", Text.words(50, 4), Text.words(50, 3).cased())
        .expression("ratio", "amount / (count - 3)")
        .expression(
            "late",
            "case when ratio > 2 and name <> 'n1' then 'big' when code is null then '?' end")
        .shareTable("tags", "name");
  }

  private Tables() {}

  static List<@Nullable Object[]> rows(int n, long seed) {
    Random random = new Random(seed);
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      int count = random.nextInt(1000);
      @Nullable Object[] row = {
        random.nextBoolean(),
        (long) count,
        random.nextInt(10) < 7 ? 0.0 : Math.exp(random.nextGaussian()),
        (long) random.nextInt(4),
        "n" + random.nextInt(30),
        java.time.LocalDate.ofEpochDay(19_000 + random.nextInt(700)),
        java.time.Instant.ofEpochSecond(1_700_000_000L + random.nextInt(10_000_000)),
        words(random, 5),
        random.doubles(random.nextInt(4)).boxed().toList(),
        random.ints(random.nextInt(3), 0, 9).mapToObj(v -> (long) v).toList(),
        String.join(" ", words(random, 9)),
        count > 500 ^ random.nextInt(5) == 0
      };
      row[random.nextInt(row.length)] = null;
      rows.add(row);
    }
    return rows;
  }

  private static List<String> words(Random random, int most) {
    List<String> words = new ArrayList<>();
    for (int i = random.nextInt(most); i >= 0; i--) {
      words.add("w" + random.nextInt(12));
    }
    return words;
  }

  /** Values that a training table does not have: every one must be encoded without an error. */
  static HeapColumns adversarial(int rows) {
    long[] longs = {Long.MIN_VALUE, Long.MAX_VALUE, 0, -1, 1, 999, 1L << 53, CellBlock.NULL};
    double[] doubles = {
      Double.NaN,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      -0.0,
      Double.MIN_VALUE,
      -Double.MIN_NORMAL / 3,
      Double.MAX_VALUE,
      -Double.MAX_VALUE,
      0.5
    };
    String[] texts = {
      "",
      "n1",
      "é",
      "\uD83D\uDE00",
      "\uD800",
      "a\u0000b",
      "n".repeat(500),
      "a,b;c\"d\n",
      "\uDC00x",
      "w1 w2",
      "\u4E2D\u6587",
      "n2"
    };
    /* Around the hours that are skipped or doubled in New York and Berlin, and far away. */
    long[] instants = {
      -9_223_372_036_854_000_000L,
      Long.MAX_VALUE,
      1_710_054_000_000_000L - 1,
      1_710_054_000_000_000L,
      1_730_613_600_000_000L - 1,
      1_711_846_800_000_000L,
      1_729_990_800_000_000L - 1,
      -62_135_596_800_000_000L,
      0
    };
    Random random = new Random(17);
    HeapColumns batch = new HeapColumns(SCHEMA, 16);
    for (int i = 0; i < rows; i++) {
      int r = batch.addRow();
      batch.setLong(r, 0, i % 2);
      batch.setLong(r, 1, longs[random.nextInt(longs.length)]);
      batch.setDouble(r, 2, doubles[random.nextInt(doubles.length)]);
      batch.setLong(r, 3, longs[random.nextInt(longs.length)]);
      batch.setString(r, 4, texts[random.nextInt(texts.length)]);
      batch.setLong(r, 5, longs[random.nextInt(longs.length)] >> (32 + random.nextInt(30)));
      batch.setLong(r, 6, instants[random.nextInt(instants.length)]);
      List<String> tags = new ArrayList<>();
      List<@Nullable Double> path = new ArrayList<>();
      List<Long> items = new ArrayList<>();
      for (int k = random.nextInt(6); k > 0; k--) {
        tags.add(texts[random.nextInt(texts.length)]);
        double d = doubles[random.nextInt(doubles.length)];
        path.add(d == 0.5 ? null : d);
        items.add(longs[random.nextInt(longs.length)]);
      }
      batch.set(r, 7, tags);
      batch.set(r, 8, path);
      batch.set(r, 9, items);
      batch.setString(r, 10, texts[i % texts.length] + " " + texts[(i + 1) % texts.length]);
      batch.setLong(r, 11, i % 2);
      if (i % 3 == 0) {
        batch.setNull(r, random.nextInt(SCHEMA.size()));
      }
    }
    return batch;
  }
}
