package dev.arrowmill.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Globs of raw columns, and architectures with their options. */
class ChoiceOfColumnsTest {
  private final Dataset<Row> table =
      Sparks.table(Sparks.session(), 300, 1)
          .select("x", "n", "city", "price", "two")
          .withColumnRenamed("x", "num.x")
          .withColumnRenamed("n", "num.n");

  private static List<String> inputs(NeuralClassifier estimator, Dataset<Row> table) {
    return estimator
        .setLabelCol("two")
        .setMaxEpochs(1)
        .fit(table)
        .tabularModel()
        .features()
        .input()
        .names();
  }

  @Test
  void globsChooseFeatures() {
    assertThat(inputs(new NeuralClassifier().setFeaturesCols("num.*", "city"), table))
        .containsExactlyInAnyOrder("num.x", "num.n", "city");
    assertThat(inputs(new NeuralClassifier().setExcludedCols("num.?"), table))
        .containsExactlyInAnyOrder("city", "price");
    assertThat(inputs(new NeuralClassifier().setFeaturesCols("*").setExcludedCols("*i*"), table))
        .containsExactlyInAnyOrder("num.x", "num.n");
  }

  @Test
  void aGlobThatMatchesNothingIsAnError() {
    assertThatThrownBy(() -> inputs(new NeuralClassifier().setFeaturesCols("cat_*"), table))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("feature column cat_* matches no column")
        .hasMessageContaining("num.x");
    assertThatThrownBy(() -> inputs(new NeuralClassifier().setExcludedCols("z?"), table))
        .hasMessageContaining("excluded column z? matches no column");
    assertThatThrownBy(
            () -> inputs(new NeuralClassifier().setFeaturesCol("f").setFeaturesCols("x"), table))
        .hasMessageContaining("both set");
  }

  @Test
  void optionsOfTheArchitecture() {
    NeuralClassifier estimator =
        new NeuralClassifier()
            .setLabelCol("two")
            .setMaxEpochs(1)
            .setArchitecture("mlp-ple")
            .setArchitectureOptions("hidden=8,4; maxEmbedding = 3")
            .setDropout(0.5);
    assertThat(estimator.fit(table).tabularModel().config().options())
        .containsEntry("hidden", "8,4")
        .containsEntry("maxEmbedding", "3")
        .containsEntry("dropout", "0.5")
        .hasSize(3);
  }

  @Test
  void unknownArchitecturesAndOptions() {
    assertThatThrownBy(() -> inputs(new NeuralClassifier().setArchitecture("mlq"), table))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unknown 'mlq'")
        .hasMessageContaining("mlp-ple");
    assertThatThrownBy(
            () -> inputs(new NeuralClassifier().setArchitectureOptions("hiden=3"), table))
        .hasMessageContaining("unknown option hiden")
        .hasMessageContaining("hidden");
    assertThatThrownBy(() -> inputs(new NeuralClassifier().setArchitectureOptions("3"), table))
        .hasMessageContaining("name=value");
    assertThatThrownBy(
            () ->
                inputs(
                    new NeuralClassifier().setHiddenSizes(3).setArchitectureOptions("hidden=3"),
                    table))
        .hasMessageContaining("hiddenSizes")
        .hasMessageContaining("both set hidden");
    assertThatThrownBy(
            () ->
                inputs(
                    new NeuralClassifier()
                        .setArchitecture(OwnNet.class.getName())
                        .setHiddenSizes(3),
                    table))
        .hasMessageContaining("has no option hidden")
        .hasMessageContaining("scale");
  }

  @Test
  void aClassOfTheUsersIsANetwork() {
    NeuralClassificationModel model =
        new NeuralClassifier()
            .setLabelCol("two")
            .setMaxEpochs(3)
            .setArchitecture(OwnNet.class.getName())
            .setArchitectureOptions(java.util.Map.of("scale", 2))
            .fit(table);
    assertThat(model.tabularModel().config().architecture()).isEqualTo(OwnNet.class.getName());
    assertThat(model.transform(table).filter("prediction in (0, 1)").count()).isEqualTo(300);
  }
}
