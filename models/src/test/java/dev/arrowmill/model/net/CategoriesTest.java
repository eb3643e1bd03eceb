package dev.arrowmill.model.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.data.feature.CategoricalFeature;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.random.Rng;
import java.util.List;
import org.junit.jupiter.api.Test;

class CategoriesTest {
  private final Categories categories =
      Categories.ofWidth(NetSamples.CATEGORICAL, 4, Categories.UNIFORM, Rng.of(1));

  private float[] table(String name, int row) {
    return java.util.Objects.requireNonNull(categories.namedParameters().get(name + ".weight"))
        .tensor()
        .select(0, row)
        .toFloats();
  }

  private float[] field(int i, int... codes) {
    return categories.stack(Tensor.of(codes, 1, codes.length)).select(1, i).flatten().toFloats();
  }

  @Test
  void featuresOfOneTableShareIt() {
    assertThat(categories.namedParameters()).hasSize(3);
    assertThat(categories.fields()).isEqualTo(4);
    float[] from = field(1, 0, 5, 0, 5, 0, 0);
    assertThat(from).isEqualTo(field(3, 0, 5, 0, 5, 0, 0)).isEqualTo(table("embedding1", 5));
  }

  @Test
  void aBagIsTheMeanOfWhatIsThere() {
    float[] two = table("embedding2", 2);
    float[] three = table("embedding2", 3);
    float[] mean = new float[4];
    for (int i = 0; i < 4; i++) {
      mean[i] = (two[i] + three[i]) / 2;
    }
    assertThat(field(2, 0, 0, 2, 0, 3, 0)).isEqualTo(mean);
    assertThat(field(2, 0, 0, 0, 0, 2, 3)).isEqualTo(mean);
    assertThat(field(2, 0, 0, 0, 0, 0, 2)).isEqualTo(two);
  }

  @Test
  void anEmptyBagIsZerosAndMissingAloneIsALevel() {
    assertThat(field(2, 0, 0, 0, 0, 0, 0)).containsOnly(0f);
    assertThat(field(0, 0, 0, 0, 0, 0, 0)).isEqualTo(table("embedding0", 0));
  }

  @Test
  void widthsFollowTheCardinality() {
    assertThat(Categories.width(2, 24)).isEqualTo(3);
    assertThat(Categories.width(9, 24)).isEqualTo(6);
    assertThat(Categories.width(100_000, 24)).isEqualTo(24);
    Categories own = new Categories(NetSamples.CATEGORICAL, 5, Rng.of(1));
    assertThat(own.width()).isEqualTo(4 * 5);
  }

  @Test
  void tablesAndBagsThatDoNotFitAreNamed() {
    assertThatThrownBy(
            () ->
                CategoryFields.of(
                    List.of(
                        new CategoricalFeature("a", 5, "t", ""),
                        new CategoricalFeature("b", 6, "t", ""))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a and b share table t but have 5 and 6 codes");
    assertThatThrownBy(
            () ->
                CategoryFields.of(
                    List.of(
                        new CategoricalFeature("a", 5, "t", "bag"),
                        new CategoricalFeature("b", 5, "u", "bag"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a and b of bag bag must share a table, have t and u");
  }
}
