package dev.arrowmill.spark.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SearchSpaceTest {
  private static final String TEXT =
      "batchSize=int(32,35); dropout=uniform(0.1,0.5); hiddenSizes=choice(8,16-8);"
          + " learningRate=log(1.0E-4,0.01)";

  private final SearchSpace space = SearchSpace.parse(TEXT);

  @Test
  void readsWhatItWrites() {
    assertThat(space).hasToString(TEXT);
    assertThat(space.names())
        .containsExactly("batchSize", "dropout", "hiddenSizes", "learningRate");
    SearchSpace built =
        SearchSpace.of()
            .logUniform("learningRate", 1e-4, 1e-2)
            .choice("hiddenSizes", "8", "16-8")
            .uniform("dropout", .1, .5)
            .integers("batchSize", 32, 35);
    assertThat(built).hasToString(TEXT);
    assertThat(SearchSpace.parse("architectureOptions=choice(a=1;b=2,a=2)").draw(1, 2))
        .containsExactlyInAnyOrder(
            Map.of("architectureOptions", "a=1;b=2"), Map.of("architectureOptions", "a=2"));
  }

  @Test
  void aTrialDrawsTheSameWhateverFollows() {
    List<Map<String, String>> ten = space.draw(3, 10);
    assertThat(space.draw(3, 400).subList(0, 10)).isEqualTo(ten);
    assertThat(space.draw(4, 10)).isNotEqualTo(ten);
    assertThat(new HashSet<>(space.draw(3, 400))).hasSize(400);
    SearchSpace more = space.uniform("weightDecay", 0, 1);
    assertThat(more.draw(3, 1).get(0)).containsAllEntriesOf(ten.get(0));
  }

  @Test
  void drawsFillTheirRanges() {
    List<Map<String, String>> all = space.draw(1, 2000);
    double[] rates =
        all.stream().mapToDouble(v -> Double.parseDouble(v.get("learningRate"))).toArray();
    assertThat(java.util.Arrays.stream(rates).boxed())
        .allSatisfy(r -> assertThat(r).isBetween(1e-4, 1e-2));
    long below = java.util.Arrays.stream(rates).filter(r -> r < 1e-3).count();
    assertThat(below).isBetween(900L, 1100L);
    double[] drops = all.stream().mapToDouble(v -> Double.parseDouble(v.get("dropout"))).toArray();
    assertThat(java.util.Arrays.stream(drops).boxed())
        .allSatisfy(d -> assertThat(d).isBetween(.1, .5));
    assertThat(java.util.Arrays.stream(drops).average().orElse(0)).isBetween(.29, .31);
    for (String size : List.of("32", "33", "34", "35")) {
      assertThat(all.stream().filter(v -> size.equals(v.get("batchSize"))).count())
          .isBetween(400L, 600L);
    }
    assertThat(all.stream().filter(v -> "8".equals(v.get("hiddenSizes"))).count())
        .isBetween(900L, 1100L);
  }

  @Test
  void whatCannotBeReadIsNamed() {
    Map<String, String> bad =
        Map.of(
            "dropout", "'dropout': expected name=",
            "dropout=0.5", "expected uniform(a,b)",
            "dropout=normal(0,1)", "'dropout=normal(0,1)': expected uniform(a,b)",
            "dropout=uniform(0)", "dropout: [0]': expected two bounds",
            "dropout=uniform(0,x)", "dropout: 'x'': expected a number",
            "batchSize=int(1,2.5)", "expected a whole number",
            "dropout=uniform(1,0)", "dropout=uniform(1.0,0.0): needs finite bounds a < b",
            "learningRate=log(0,1)", "needs finite bounds 0 < a < b",
            "hiddenSizes=choice(8,8)", "needs values that differ",
            "dropout=uniform(0,1);dropout=uniform(0,1)", "dropout is given twice");
    bad.forEach(
        (text, message) ->
            assertThatThrownBy(() -> SearchSpace.parse(text))
                .as(text)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("search space: ")
                .hasMessageContaining(message));
    assertThatThrownBy(() -> SearchSpace.of().draw(1, 1)).hasMessageContaining("nothing to search");
    assertThatThrownBy(() -> SearchSpace.parse("hiddenSizes=choice(8,16)").draw(1, 3))
        .hasMessage(
            "trials 3: found only 2 different values in hiddenSizes=choice(8,16); ask for fewer"
                + " trials or widen the space");
  }
}
