package dev.arrowmill.data.feature;

import static dev.arrowmill.data.feature.ColumnRole.CATEGORICAL;
import static dev.arrowmill.data.feature.Numbers.Distribution.NORMAL;
import static dev.arrowmill.data.feature.Numbers.Impute.MEDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FeatureSpecTest {
  private static final FeatureSpec SPEC =
      FeatureSpec.auto()
          .column("age", Numbers.impute(MEDIAN).flag().quantile(NORMAL))
          .column("income", Numbers.auto().log().clip(0, 1e6).edges(Numbers.Edges.TREE, 24))
          .column("city", Levels.vocabulary().minCount(5).top(1000), Levels.target().folds(4))
          .column("day", Dates.calendar().zone("Europe/Berlin"))
          .column("tags", Lists.multiHot(64))
          .column("title", Text.words(10_000, 16))
          .expression("ratio", "debt / income")
          .role("zip", CATEGORICAL)
          .drop("id")
          .shareTable("home", "work")
          .minCount(3);

  @Test
  void jsonAndBackIsTheSame() {
    assertThat(FeatureSpec.fromJson(SPEC.toJson())).isEqualTo(SPEC);
    assertThat(FeatureSpec.auto().toJson()).isEqualTo("{}");
    assertThat(FeatureSpec.fromJson("")).isEqualTo(FeatureSpec.auto());
  }

  @Test
  void onlyWhatDiffersIsWritten() {
    assertThat(FeatureSpec.auto().column("age", Numbers.impute(MEDIAN)).toJson())
        .isEqualTo(
            "{\"columns\":{\"age\":[{\"kind\":\"numbers\",\"impute\":\"MEDIAN\","
                + "\"nulls\":\"FILL\",\"nans\":\"FILL\"}]}}");
  }

  @Test
  void partialJsonKeepsTheDefaults() {
    FeatureSpec spec =
        FeatureSpec.fromJson(
            "{\"columns\": {\"c\": {\"kind\": \"levels\", \"unseen\": \"hash\"}}, \"bins\": 16}");
    assertThat(spec)
        .isEqualTo(
            FeatureSpec.auto().column("c", Levels.vocabulary().unseen(OnUnseen.HASH)).bins(16));
  }

  @Test
  void whatIsWrongIsNamed() {
    fails("{\"columns\": {\"c\": {\"kind\": \"levels\", \"tops\": 3}}}", "column c", "tops", "top");
    fails("{\"columns\": {\"c\": {\"kind\": \"level\"}}}", "column c", "kind", "levels");
    fails("{\"columns\": {\"c\": {\"kind\": \"levels\", \"top\": -3}}}", "column c", "top", "-3");
    fails("{\"roles\": {\"c\": \"numerical\"}}", "numerical", "NUMERIC");
    fails("{\"bin\": 3}", "bin", "bins");
    fails("{\"bins\": 1}", "bins", "1");
    fails("[]", "object");
    fails("{", "not JSON");
    assertThatThrownBy(() -> Dates.auto().zone("Mars/Olympus")).hasMessageContaining("Mars");
    assertThatThrownBy(() -> Dates.since("yesterday")).hasMessageContaining("yesterday");
    assertThatThrownBy(() -> Numbers.auto().clip(2, 1)).hasMessageContaining("low < high");
    assertThatThrownBy(() -> SPEC.role("age", CATEGORICAL)).hasMessageContaining("age");
  }

  private static void fails(String json, String... parts) {
    assertThatThrownBy(() -> FeatureSpec.fromJson(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(parts);
  }
}
