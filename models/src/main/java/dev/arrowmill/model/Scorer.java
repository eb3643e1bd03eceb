package dev.arrowmill.model;

import dev.arrowmill.arrow.Columns;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.data.feature.Encoded;
import dev.arrowmill.model.net.TabularNet;
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
  private final List<Scores> scores = new ArrayList<>();

  Scorer(TabularModel model) {
    this.model = model;
    this.encoded = model.features().newBatch();
    model.targets().forEach(t -> scores.add(new Scores(t)));
  }

  /**
   * Scores all rows of a batch, which must have the model's input columns; others are ignored.
   *
   * @return the scores of the first label, the same object at every call, overwritten by the next
   *     one
   * @throws IllegalArgumentException if a column is missing or has another type
   */
  public Scores score(Columns batch) {
    return scoreAll(batch).get(0);
  }

  /** As {@link #score(Columns)}: one for each label of the model. */
  public List<Scores> scoreAll(Columns batch) {
    model.features().encode(batch, encoded);
    float[] out = TabularNet.mean(model.nets(), encoded);
    int stride = model.nets().get(0).outputs();
    int at = 0;
    for (int t = 0; t < scores.size(); t++) {
      Scores s = scores.get(t);
      s.resize(encoded.rows());
      s.set(out, at, stride, t == 0 ? model.decision() : Decision.PLAIN);
      at += s.target().outputs();
    }
    return List.copyOf(scores);
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
