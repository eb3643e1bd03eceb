package dev.arrowmill.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One network that learns several labels. */
class SeveralLabelsTest {
  private static NeuralClassifier classifier() {
    return new NeuralClassifier()
        .setLabelCol("two")
        .setOtherLabelCols("three", "amount")
        .setExcludedCols("w")
        .setMaxEpochs(12)
        .setSeed(3);
  }

  @Test
  void eachLabelHasItsColumns(@TempDir Path folder) throws Exception {
    Dataset<Row> table = Sparks.table(Sparks.session(), 1500, 3);
    NeuralClassificationModel model = classifier().fit(table);
    assertThat(model.tabularModel().targets()).hasSize(3);
    assertThat(model.tabularModel().features().input().names())
        .doesNotContain("two", "three", "amount");
    Dataset<Row> scored = model.transform(table);
    assertThat(scored.columns())
        .endsWith("prediction", "prediction_three", "probability_three", "prediction_amount");
    List<Row> rows =
        scored
            .selectExpr(
                "two",
                "prediction",
                "three",
                "prediction_three",
                "probability_three",
                "amount",
                "prediction_amount")
            .collectAsList();
    int first = 0;
    int second = 0;
    double error = 0;
    double spread = 0;
    for (Row r : rows) {
      first += r.getString(0).equals("yes") == (r.getDouble(1) == 1) ? 1 : 0;
      second += ((Number) r.get(2)).doubleValue() == r.getDouble(3) ? 1 : 0;
      assertThat(((Vector) r.get(4)).size()).isEqualTo(3);
      error += Math.abs(r.getDouble(5) - r.getDouble(6));
      spread += Math.abs(r.getDouble(5) - 10);
    }
    assertThat((double) first / rows.size()).isGreaterThan(0.85);
    assertThat((double) second / rows.size()).isGreaterThan(0.7);
    assertThat(error).isLessThan(0.5 * spread);
    model.write().save(folder.resolve("m").toString());
    NeuralClassificationModel back = NeuralClassificationModel.load(folder.resolve("m").toString());
    assertThat(back.transform(table).collectAsList()).isEqualTo(scored.collectAsList());
  }

  @Test
  void anUnknownLabelIsNamed() {
    assertThatThrownBy(
            () ->
                classifier().setOtherLabelCols("nope").fit(Sparks.table(Sparks.session(), 300, 3)))
        .hasMessageContaining("nope");
  }
}
