package dev.arrowmill.data.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.HeapColumns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RolesTest {
  private static final int ROWS = 3000;

  private final Map<ColumnField, IntFunction<@Nullable Object>> columns = new LinkedHashMap<>();

  private RolesTest with(String name, ColumnType type, IntFunction<@Nullable Object> value) {
    columns.put(new ColumnField(name, type), value);
    return this;
  }

  private FeatureStats stats() {
    ColumnSchema schema = ColumnSchema.of(List.copyOf(columns.keySet()));
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      int row = i;
      rows.add(columns.values().stream().map(f -> f.apply(row)).toArray());
    }
    return new FeatureStats(schema, 1).add(HeapColumns.ofRows(schema, rows));
  }

  private Map<String, ColumnRole> roles(@Nullable String label) {
    Map<String, ColumnRole> out = new LinkedHashMap<>();
    FeaturePlanner.plan(stats(), FeatureSpec.auto(), label, Set.of())
        .columns()
        .forEach(d -> out.put(d.column(), d.role()));
    return out;
  }

  @Test
  void keysAreDropped() {
    Random random = new Random(1);
    List<Long> shuffled = new ArrayList<>();
    for (long i = 0; i < ROWS; i++) {
      shuffled.add(i + 1000);
    }
    java.util.Collections.shuffle(shuffled, random);
    with("uuid", ColumnType.STRING, i -> new UUID(random.nextLong(), random.nextLong()) + "");
    with("number", ColumnType.LONG, shuffled::get);
    with("constant", ColumnType.STRING, i -> "same");
    with("empty", ColumnType.DOUBLE, i -> null);
    with("noLists", ColumnType.LONG_LIST, i -> List.of());
    assertThat(roles(null))
        .containsEntry("uuid", ColumnRole.IDENTIFIER)
        .containsEntry("number", ColumnRole.IDENTIFIER)
        .containsEntry("constant", ColumnRole.CONSTANT)
        .containsEntry("empty", ColumnRole.CONSTANT)
        .containsEntry("noLists", ColumnRole.CONSTANT);
  }

  @Test
  void whatOnlyLooksLikeAKeyIsKept() {
    Random random = new Random(2);
    with("unique", ColumnType.DOUBLE, i -> random.nextGaussian());
    with("wide", ColumnType.LONG, i -> random.nextLong());
    with("income", ColumnType.LONG, i -> 20_000L + random.nextInt(100_000));
    with("zip", ColumnType.STRING, i -> "" + (10_000 + random.nextInt(1500)));
    with("zipNumber", ColumnType.LONG, i -> 10_000L + random.nextInt(900));
    with("title", ColumnType.STRING, i -> "chief " + random.nextInt(60) + " of " + i);
    with("person", ColumnType.STRING, i -> "name" + random.nextInt(90) + " family" + i);
    with("oneHalf", ColumnType.STRING, i -> i % 2 == 0 ? null : "yes");
    assertThat(roles(null))
        .containsEntry("unique", ColumnRole.NUMERIC)
        .containsEntry("wide", ColumnRole.NUMERIC)
        .containsEntry("income", ColumnRole.NUMERIC)
        .containsEntry("zip", ColumnRole.CATEGORICAL)
        .containsEntry("zipNumber", ColumnRole.NUMERIC)
        .containsEntry("title", ColumnRole.TEXT)
        .containsEntry("person", ColumnRole.TEXT)
        .containsEntry("oneHalf", ColumnRole.CATEGORICAL);
  }

  @Test
  void aKeyThatTellsOfTheLabelIsKeptWithAWarning() {
    with("row", ColumnType.LONG, i -> (long) i);
    with("label", ColumnType.BOOLEAN, i -> i > ROWS / 2 ^ i % 7 == 0);
    FeaturePlan plan = FeaturePlanner.plan(stats(), FeatureSpec.auto(), "label", Set.of());
    assertThat(plan.columns().get(0).role()).isEqualTo(ColumnRole.NUMERIC);
    assertThat(plan.warnings()).singleElement().asString().contains("row", "identifier");
  }

  @Test
  void aRepeatedColumnIsDroppedAndNamed() {
    Random random = new Random(3);
    double[] x = random.doubles(ROWS).toArray();
    with("x", ColumnType.DOUBLE, i -> x[i]);
    with("almost", ColumnType.DOUBLE, i -> i == 5 ? 0.0 : x[i]);
    with("copy", ColumnType.DOUBLE, i -> x[i]);
    FeaturePlan plan = FeaturePlanner.plan(stats(), Set.of());
    assertThat(roles(null))
        .containsEntry("x", ColumnRole.NUMERIC)
        .containsEntry("almost", ColumnRole.NUMERIC)
        .containsEntry("copy", ColumnRole.DUPLICATE);
    assertThat(plan.explain()).contains("the same as x in every row, dropped");
  }

  @Test
  void leaksAreSaidLoudlyAndKept() {
    Random random = new Random(4);
    double[] y = random.doubles(ROWS).toArray();
    with("price", ColumnType.DOUBLE, i -> y[i]);
    with("priceInCents", ColumnType.DOUBLE, i -> y[i] * 100);
    with("noisy", ColumnType.DOUBLE, i -> y[i] + random.nextGaussian());
    with("word", ColumnType.STRING, i -> y[i] > 0.5 ? "high" : "low");
    FeaturePlan plan = FeaturePlanner.plan(stats(), FeatureSpec.auto(), "price", Set.of());
    assertThat(plan.warnings())
        .singleElement()
        .asString()
        .startsWith("LABEL LEAK?")
        .contains("priceInCents");
    assertThat(plan.explain()).startsWith("! LABEL LEAK?");
    assertThat(plan.columns().get(0).role()).isEqualTo(ColumnRole.NUMERIC);
    FeaturePlan words = FeaturePlanner.plan(stats(), FeatureSpec.auto(), "word", Set.of());
    assertThat(words.warnings()).hasSize(2).allMatch(w -> w.contains("price"));
  }

  @Test
  void listsAndDatesHaveRoles() {
    Random random = new Random(5);
    with("day", ColumnType.DATE, i -> java.time.LocalDate.ofEpochDay(random.nextInt(900)));
    with("tags", ColumnType.STRING_LIST, i -> List.of("t" + random.nextInt(9)));
    with("path", ColumnType.DOUBLE_LIST, i -> List.of(random.nextDouble()));
    with("few", ColumnType.LONG, i -> (long) random.nextInt(5));
    with("on", ColumnType.BOOLEAN, i -> random.nextBoolean());
    assertThat(roles(null).values())
        .containsExactly(
            ColumnRole.DATE,
            ColumnRole.LIST,
            ColumnRole.LIST,
            ColumnRole.NUMERIC_AND_CATEGORICAL,
            ColumnRole.BOOLEAN);
  }

  @Test
  void theSpecIsHeldToTheTable() {
    with("city", ColumnType.STRING, i -> "c" + i % 9);
    with("n", ColumnType.LONG, i -> (long) i % 50);
    FeatureSpec auto = FeatureSpec.auto();
    refused(auto.column("town", Levels.vocabulary()), "town", "city");
    refused(auto.column("city", Numbers.auto()), "city", "STRING", "Numbers");
    refused(auto.column("n", Dates.auto()), "n", "LONG", "Dates");
    refused(auto.column("n", Text.words(9, 2)), "n", "LONG", "Text");
    refused(auto.column("n", Lists.bag(2)), "n", "LONG", "Lists");
    refused(auto.column("city", Levels.target()), "city", "label");
    refused(auto.treeEdges(true), "n", "label");
    refused(auto.shareTable("city", "n").column("n", Levels.vocabulary()), "city", "n", "one type");
    refused(auto.expression("x", "n + 1"), "without expression x");
    ColumnSchema schema = ColumnSchema.of(new ColumnField("n", ColumnType.LONG));
    assertThatThrownBy(() -> new FeatureStats(schema, auto.expression("x", "m + 1"), 1))
        .hasMessageContainingAll("expression x", "no column m", "[n]");
    assertThatThrownBy(() -> new FeatureStats(schema, auto.expression("n", "1"), 1))
        .hasMessageContaining("name of a column");
    assertThat(
            FeaturePlanner.plan(
                    stats(), auto.drop("city").role("n", ColumnRole.CATEGORICAL), null, Set.of())
                .columns())
        .extracting(FeaturePlan.Decision::role)
        .containsExactly(ColumnRole.DROPPED, ColumnRole.CATEGORICAL);
  }

  private void refused(FeatureSpec spec, String... parts) {
    assertThatThrownBy(() -> FeaturePlanner.plan(stats(), spec, null, Set.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(parts);
  }
}
