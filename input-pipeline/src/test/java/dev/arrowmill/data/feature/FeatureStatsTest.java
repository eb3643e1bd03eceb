package dev.arrowmill.data.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.HeapColumns;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FeatureStatsTest {
  private static final int ROWS = 3000;

  @Test
  void mergeIsOnePassForAnySplitAndOrder() {
    List<@Nullable Object[]> rows = Tables.rows(ROWS, 7);
    String truth = plan(stats(rows));
    Random random = new Random(3);
    for (int parts : new int[] {1, 2, 3, 17}) {
      List<@Nullable Object[]> shuffled = new ArrayList<>(rows);
      Collections.shuffle(shuffled, random);
      List<FeatureStats> pieces = new ArrayList<>();
      for (int p = 0; p < parts; p++) {
        FeatureStats piece = stats(shuffled.subList(ROWS * p / parts, ROWS * (p + 1) / parts));
        pieces.add(FeatureStats.fromBytes(piece.toBytes(), Tables.SCHEMA, 5));
      }
      Collections.shuffle(pieces, random);
      FeatureStats merged = pieces.remove(0);
      pieces.forEach(merged::merge);
      assertThat(plan(merged)).as("%s parts", parts).isEqualTo(truth);
    }
  }

  private static FeatureStats stats(List<@Nullable Object[]> rows) {
    return new FeatureStats(Tables.SCHEMA, 5).add(HeapColumns.ofRows(Tables.SCHEMA, rows));
  }

  private static String plan(FeatureStats stats) {
    FeaturePlan plan = FeaturePlanner.plan(stats, Set.of());
    StringBuilder moments = new StringBuilder();
    for (ColumnStats c : stats.columns()) {
      moments.append(c).append(c.mean()).append(' ').append(c.std()).append('\n');
    }
    return moments + plan.explain() + plan.features().toJson();
  }

  @Test
  void countsWhatIsThere() {
    ColumnSchema schema = ColumnSchema.of(new ColumnField("x", ColumnType.DOUBLE));
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Double v : new Double[] {1.0, 2.0, 4.0, 4.0, Double.NaN, Double.POSITIVE_INFINITY, null}) {
      rows.add(new @Nullable Object[] {v});
    }
    ColumnStats x = new FeatureStats(schema, 0).add(HeapColumns.ofRows(schema, rows)).column("x");
    assertThat(x.count()).isEqualTo(7);
    assertThat(x.nulls()).isEqualTo(1);
    assertThat(x.nans()).isEqualTo(1);
    assertThat(x.infinities()).isEqualTo(1);
    assertThat(x.present()).isEqualTo(4);
    assertThat(x.mean()).isEqualTo(11.0 / 4);
    assertThat(x.std()).isEqualTo(Math.sqrt(37.0 / 4 - 121.0 / 16));
    assertThat(x.min()).isEqualTo(1);
    assertThat(x.max()).isEqualTo(4);
    assertThat(x.distinct()).hasValue(3);
    assertThat(x.wholeNumbers()).isTrue();
  }

  @Test
  void tooManyLevelsAreTakenFromTheSample() {
    ColumnSchema schema = ColumnSchema.of(new ColumnField("id", ColumnType.STRING));
    int n = FeatureStats.MAX_TEXT_LEVELS + 100;
    HeapColumns batch = new HeapColumns(schema, n);
    for (int i = 0; i < n; i++) {
      batch.setString(batch.addRow(), 0, "id" + i);
    }
    for (int i = 0; i < n; i++) {
      batch.setString(batch.addRow(), 0, "often");
    }
    FeatureStats stats = new FeatureStats(schema, 0).add(batch);
    assertThat(stats.column("id").distinct()).isEmpty();
    FeaturePlan plan = FeaturePlanner.plan(stats, Set.of());
    assertThat(plan.columns().get(0).role()).isEqualTo(ColumnRole.CATEGORICAL);
    assertThat(plan.features().toJson().toString()).contains("\"often\"");
  }

  @Test
  void anotherSchemaIsRefused() {
    ColumnSchema other = ColumnSchema.of(new ColumnField("z", ColumnType.LONG));
    assertThatThrownBy(() -> new FeatureStats(Tables.SCHEMA, 0).add(new HeapColumns(other, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("z: LONG");
    assertThatThrownBy(() -> new FeatureStats(Tables.SCHEMA, 0).column("nope"))
        .hasMessageContaining("nope");
  }
}
