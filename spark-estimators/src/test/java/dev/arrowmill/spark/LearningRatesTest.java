package dev.arrowmill.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class LearningRatesTest {
  @Test
  void theCurveFallsAndRisesAndTheSuggestionIsItsBottom() {
    Dataset<Row> table = Sparks.table(Sparks.session(), 1500, 3);
    NeuralClassifier classifier =
        new NeuralClassifier()
            .setLabelCol("two")
            .setExcludedCols("three", "amount", "w")
            .setSeed(1);
    LearningRates rates = classifier.findLearningRate(table);
    assertThat(rates.curve()).hasSize(10);
    assertThat(rates.curve()).extracting(LearningRates.Point::learningRate).isSorted();
    double least =
        rates.curve().stream().mapToDouble(LearningRates.Point::validationLoss).min().orElseThrow();
    assertThat(rates.curve())
        .filteredOn(p -> p.learningRate() == rates.suggestion())
        .extracting(LearningRates.Point::validationLoss)
        .containsExactly(least);
    assertThat(rates.suggestion()).isBetween(3e-4, 1e-1);
    assertThat(rates.curve().get(0).validationLoss()).isGreaterThan(least);
    assertThat(classifier.isSet(classifier.learningRate())).isFalse();
    assertThat(classifier.findLearningRate(table)).isEqualTo(rates);
  }
}
