package dev.arrowmill.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.HeapColumns;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScorerTest {
  @Test
  void oneRowHasTheBitsOfTheBatch() {
    HeapColumns rows = Samples.table(300, 5);
    for (String label : new String[] {"two", "three", "amount"}) {
      TabularModel model = Samples.model(label, 2);
      Scores batch = model.scorer().score(rows);
      Scorer single = model.scorer();
      for (int r = 0; r < rows.rows(); r++) {
        Scorer.Score one = single.score(row(rows, r));
        if (model.target().task().isClassification()) {
          for (int c = 0; c < batch.classes(); c++) {
            assertThat(one.probability().get(c)).isEqualTo(batch.probability(r, c));
          }
          assertThat(one.label())
              .isEqualTo(model.target().classes().get((int) batch.prediction(r)));
        } else {
          assertThat(one.prediction()).isEqualTo(batch.prediction(r));
        }
      }
    }
  }

  private static Map<String, @Nullable Object> row(HeapColumns table, int r) {
    Map<String, @Nullable Object> out = new HashMap<>();
    for (int c = 0; c < table.schema().size(); c++) {
      Column column = table.column(c);
      if (!column.isNull(r)) {
        out.put(
            column.name(),
            switch (column.type()) {
              case DOUBLE -> column.getDouble(r);
              case STRING -> column.getString(r);
              case DATE -> java.time.LocalDate.ofEpochDay(column.getLong(r));
              default -> column.getLong(r);
            });
      }
    }
    return out;
  }

  @Test
  void probabilitiesSumToOneAndTheLargestWins() {
    Scores scores = Samples.model("three", 2).scorer().score(Samples.table(100, 6));
    for (int r = 0; r < scores.rows(); r++) {
      double sum = 0;
      for (int c = 0; c < 3; c++) {
        sum += scores.probability(r, c);
        assertThat(scores.probability(r, c))
            .isLessThanOrEqualTo(scores.probability(r, (int) scores.prediction(r)));
      }
      assertThat(sum).isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void aMisfitNamesColumnAndTypes() {
    Scorer scorer = Samples.model("two", 1).scorer();
    assertThatThrownBy(() -> scorer.score(Map.of("x", "seven")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("column x")
        .hasMessageContaining("DOUBLE")
        .hasMessageContaining("seven");
  }
}
