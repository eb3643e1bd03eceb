package dev.arrowmill.model;

import dev.arrowmill.arrow.Columns;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.data.feature.Encoded;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Scores raw rows. A row's scores have the same bits whether it comes alone or in a batch, here or
 * in Spark. Not thread-safe: it reuses its buffers; make one per thread.
 */
public final class Scorer {
  private final TabularModel model;
  private final Encoded encoded;
  private final Scores scores;

  Scorer(TabularModel model) {
    this.model = model;
    this.encoded = model.features().newBatch();
    this.scores = new Scores(model.target().classes().size());
  }

  /**
   * Scores all rows of a batch, which must have the model's input columns; others are ignored.
   *
   * @return the same object at every call, overwritten by the next one
   * @throws IllegalArgumentException if a column is missing or has another type
   */
  public Scores score(Columns batch) {
    model.features().encode(batch, encoded);
    int rows = encoded.rows();
    scores.resize(rows);
    float[] out = model.net().infer(encoded);
    Target target = model.target();
    for (int r = 0; r < rows; r++) {
      switch (target.task()) {
        case REGRESSION -> scores.setNumber(r, out[r] * target.std() + target.mean());
        case BINARY -> scores.setBinary(r, out[r]);
        case MULTICLASS -> scores.setClasses(r, out, r * target.outputs());
      }
    }
    return scores;
  }

  /**
   * Scores one row given by column name. Absent names are missing values.
   *
   * @return prediction (the class text, or the number as text is not used: a Double), then the
   *     probability of each class under its text
   * @throws IllegalArgumentException if a value does not fit its column's type
   */
  public Score score(Map<String, ? extends @Nullable Object> row) {
    Scores batch = score(HeapColumns.ofRow(model.features().input(), row));
    Target target = model.target();
    if (!target.task().isClassification()) {
      return new Score(batch.prediction(0), null, List.of());
    }
    List<Double> probability = new ArrayList<>();
    for (int c = 0; c < batch.classes(); c++) {
      probability.add(batch.probability(0, c));
    }
    int code = (int) batch.prediction(0);
    return new Score(target.classValue(code), target.classes().get(code), probability);
  }

  /**
   * The scores of one row.
   *
   * @param prediction the predicted number, or the value (or code) of the predicted class
   * @param label the text of the predicted class, null for regression
   * @param probability per class in the order of {@link Target#classes}, empty for regression
   */
  public record Score(double prediction, @Nullable String label, List<Double> probability) {
    public Score {
      probability = List.copyOf(probability);
    }
  }
}
