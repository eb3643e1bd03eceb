package dev.arrowmill.data.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.HeapColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What each reading makes of given values. */
class PoliciesTest {
  private static final ColumnSchema NUMBER = schema("x", ColumnType.DOUBLE);
  private static final ColumnSchema TEXT = schema("c", ColumnType.STRING);

  private static ColumnSchema schema(String name, ColumnType type) {
    return ColumnSchema.of(new ColumnField(name, type));
  }

  private static HeapColumns column(ColumnSchema schema, @Nullable Object... values) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    Arrays.stream(values).forEach(v -> rows.add(new @Nullable Object[] {v}));
    return HeapColumns.ofRows(schema, rows);
  }

  private static Features fit(HeapColumns table, FeatureSpec spec) {
    FeatureStats stats = new FeatureStats(table.schema(), spec, 1).add(table);
    return FeaturePlanner.plan(stats, spec, null, Set.of()).features();
  }

  private static float[] numbers(Numbers spec, HeapColumns train, HeapColumns rows) {
    Features f = fit(train, FeatureSpec.auto().column("x", spec));
    Encoded out = f.encode(rows, f.newBatch());
    return Arrays.copyOf(out.numeric(), out.rows() * out.numericWidth());
  }

  private static final HeapColumns TRAIN = column(NUMBER, 1.0, 2.0, 2.0, 3.0, 12.0, null);

  @Test
  void missingNumbersAreImputed() {
    HeapColumns rows = column(NUMBER, null, Double.NaN, 3.0);
    Numbers raw = Numbers.auto().scale(Numbers.Scale.NONE);
    assertThat(numbers(raw, TRAIN, rows)).containsExactly(Float.NaN, Float.NaN, 3f);
    assertThat(numbers(plain(Numbers.Impute.MEAN), TRAIN, rows)).containsExactly(4f, 4f, 3f);
    assertThat(numbers(plain(Numbers.Impute.MEDIAN), TRAIN, rows)).containsExactly(2f, 2f, 3f);
    assertThat(numbers(plain(Numbers.Impute.MOST_FREQUENT), TRAIN, rows)).startsWith(2f);
    assertThat(numbers(Numbers.impute(7).scale(Numbers.Scale.NONE), TRAIN, rows)).startsWith(7f);
    assertThat(numbers(plain(Numbers.Impute.MEAN).flag(), TRAIN, rows))
        .containsExactly(4f, 1f, 4f, 1f, 3f, 0f);
  }

  private static Numbers plain(Numbers.Impute how) {
    return Numbers.impute(how).scale(Numbers.Scale.NONE);
  }

  @Test
  void nullAndNanHaveTheirOwnPolicies() {
    Numbers spec = plain(Numbers.Impute.MEAN).nans(OnMissing.KEEP);
    assertThat(numbers(spec, TRAIN, column(NUMBER, null, Double.NaN)))
        .containsExactly(4f, Float.NaN);
    Numbers strict = Numbers.auto().nans(OnMissing.ERROR);
    assertThatThrownBy(() -> numbers(strict, TRAIN, column(NUMBER, 1.0, null, Double.NaN)))
        .isInstanceOf(BadValueException.class)
        .hasMessageContainingAll("column x", "row 2", "NaN", "policy");
  }

  @Test
  void scalesAreWhatTheySay() {
    HeapColumns rows = column(NUMBER, 1.0, 2.0, 12.0, 1e9, Double.NEGATIVE_INFINITY);
    assertThat(numbers(Numbers.auto().minMax(), TRAIN, rows))
        .containsExactly(0f, 1 / 11f, 1f, 1f, 0f);
    assertThat(numbers(Numbers.auto().robust(), TRAIN, rows)).startsWith(-1f, 0f, 10f);
    double std = Math.sqrt((9 + 4 + 4 + 1 + 64) / 5.0);
    assertThat(numbers(Numbers.auto().standardise(), TRAIN, rows)[2])
        .isCloseTo((float) (8 / std), within(1e-6f));
    assertThat(numbers(Numbers.auto().clip(2, 3).scale(Numbers.Scale.NONE), TRAIN, rows))
        .containsExactly(2f, 2f, 3f, 3f, 2f);
    assertThat(numbers(Numbers.auto().log().scale(Numbers.Scale.NONE), TRAIN, rows))
        .startsWith((float) Math.log1p(1), (float) Math.log1p(2));
    assertThat(numbers(Numbers.auto().quantile(Numbers.Distribution.UNIFORM), TRAIN, rows))
        .containsExactly(0.1f, 0.4f, 0.9f, 0.9f, 0.1f);
  }

  @Test
  void binsAreCodes() {
    Features f =
        fit(
            column(NUMBER, 0.0, 10.0, 20.0, 40.0),
            FeatureSpec.auto().column("x", Numbers.binned(Numbers.Binning.WIDTH, 4)));
    Encoded out =
        f.encode(column(NUMBER, null, -5.0, 0.0, 10.0, 39.0, 99.0, Double.NaN), f.newBatch());
    assertThat(Arrays.copyOf(out.categorical(), 7)).containsExactly(0, 2, 2, 3, 5, 5, 0);
    assertThat(f.categorical().get(0).cardinality()).isEqualTo(6);
  }

  private static int[] codes(Levels spec, @Nullable Object... values) {
    HeapColumns train = column(TEXT, "a", "a", "a", "b", "b", "rare", null, "a\u0000,\"b");
    Features f = fit(train, FeatureSpec.auto().column("c", spec));
    Encoded out = f.encode(column(TEXT, values), f.newBatch());
    return Arrays.copyOf(out.categorical(), out.rows());
  }

  @Test
  void unseenLevelsFollowTheirPolicy() {
    Levels levels = Levels.vocabulary();
    @Nullable Object[] rows = {"a", "b", "rare", null};
    assertThat(codes(levels, rows)).containsExactly(2, 3, 1, 0);
    assertThat(codes(levels.top(1), rows)).containsExactly(2, 1, 1, 0);
    assertThat(codes(levels.minCount(1), rows)).containsExactly(2, 3, 5, 0);
    assertThat(codes(levels.unseen(OnUnseen.MISSING), rows)).containsExactly(2, 3, 0, 0);
    assertThat(codes(levels.unseen(OnUnseen.MOST_FREQUENT), rows)).containsExactly(2, 3, 2, 0);
    assertThat(codes(levels.nulls(OnMissing.FILL), rows)).containsExactly(2, 3, 1, 2);
    assertThat(codes(levels.unseen(OnUnseen.HASH).buckets(3), rows)[2]).isBetween(4, 6);
    assertThatThrownBy(() -> codes(levels.unseen(OnUnseen.ERROR), rows))
        .isInstanceOf(BadValueException.class)
        .hasMessageContainingAll("column c", "row 2", "'rare'");
    assertThatThrownBy(() -> codes(levels.nulls(OnMissing.ERROR), rows))
        .hasMessageContainingAll("row 3", "null");
  }

  @Test
  void separatorsAndNulsAreOrdinaryCharacters() {
    assertThat(codes(Levels.vocabulary().minCount(1), "a\u0000,\"b", "a", "a\u0000"))
        .containsExactly(4, 2, 1);
  }

  @Test
  void targetMeansLeaveTheRowsOwnFoldOut() {
    ColumnSchema schema =
        ColumnSchema.of(
            new ColumnField("id", ColumnType.STRING),
            new ColumnField("x", ColumnType.DOUBLE),
            new ColumnField("y", ColumnType.BOOLEAN));
    Random random = new Random(6);
    HeapColumns table = new HeapColumns(schema, 4000);
    for (int i = 0; i < 4000; i++) {
      int r = table.addRow();
      table.setString(r, 0, "id" + i / 2);
      table.setDouble(r, 1, random.nextDouble());
      table.setLong(r, 2, random.nextInt(2));
    }
    FeatureSpec spec = FeatureSpec.auto().column("id", Levels.target().smoothing(1));
    FeatureStats stats = new FeatureStats(schema, spec, 3).add(table);
    Features f = FeaturePlanner.plan(stats, spec, "y", Set.of()).features();
    double leaking = correlation(f.encode(table, f.newBatch()), table);
    double clean = correlation(f.encodeTraining(table, f.newBatch()), table);
    assertThat(leaking).isGreaterThan(0.6);
    assertThat(Math.abs(clean)).isLessThan(0.06);
  }

  private static double correlation(Encoded x, HeapColumns table) {
    double sx = 0;
    double sy = 0;
    double sxx = 0;
    double sxy = 0;
    double syy = 0;
    int n = x.rows();
    for (int r = 0; r < n; r++) {
      double a = x.numeric()[r * x.numericWidth()];
      double b = table.column("y").getDouble(r);
      sx += a;
      sy += b;
      sxx += a * a;
      sxy += a * b;
      syy += b * b;
    }
    return (sxy - sx * sy / n) / Math.sqrt((sxx - sx * sx / n) * (syy - sy * sy / n));
  }

  @Test
  void treeEdgesLieWhereTheLabelChanges() {
    Random random = new Random(7);
    double[] x = random.doubles(2000).toArray();
    double[][] y = new double[x.length][];
    for (int i = 0; i < x.length; i++) {
      y[i] = new double[] {x[i] > 0.3 && x[i] <= 0.7 ? 1 : 0};
    }
    double[] edges = TreeBins.edges(x, y, 16, 5);
    assertThat(edges).hasSize(4);
    assertThat(edges[1]).isCloseTo(0.3, within(0.002));
    assertThat(edges[2]).isCloseTo(0.7, within(0.002));
    assertThat(TreeBins.edges(new double[] {Double.NaN}, new double[][] {{1}}, 4, 1)).isEmpty();
  }

  @Test
  void clocksOfAZoneAreReadAcrossDaylightSaving() {
    ColumnSchema schema = schema("at", ColumnType.TIMESTAMP);
    HeapColumns rows =
        column(
            schema,
            java.time.Instant.parse("2024-03-10T06:59:59Z"),
            java.time.Instant.parse("2024-03-10T07:00:00Z"),
            java.time.Instant.parse("2024-11-03T05:30:00Z"),
            java.time.Instant.parse("2024-11-03T06:30:00Z"));
    Features f =
        fit(rows, FeatureSpec.auto().column("at", Dates.calendar().zone("America/New_York")));
    Encoded out = f.encode(rows, f.newBatch());
    int w = out.categoricalWidth();
    assertThat(f.categorical().get(3).name()).isEqualTo("at.hour");
    for (int r = 0; r < 4; r++) {
      int hour = out.categorical()[r * w + 3] - CategoricalFeature.FIRST_LEVEL;
      assertThat(hour).isEqualTo(new int[] {1, 3, 1, 1}[r]);
      assertThat(out.categorical()[r * w + 2] - CategoricalFeature.FIRST_LEVEL).isEqualTo(6);
    }
  }
}
