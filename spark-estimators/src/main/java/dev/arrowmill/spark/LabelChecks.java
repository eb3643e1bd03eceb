package dev.arrowmill.spark;

import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.data.feature.ColumnStats;
import dev.arrowmill.model.LabelException;
import java.util.OptionalLong;
import org.apache.spark.sql.types.StructType;

/** What must hold of a label before anything is fitted. */
final class LabelChecks {
  /** Whole numbers beyond this are not all doubles. */
  private static final double MOST_EXACT = 0x1p53;

  private LabelChecks() {}

  /**
   * @throws LabelException for a text where a number is needed
   */
  static void requireNumber(StructType schema, String label) {
    if (InputColumns.isText(schema, label)) {
      throw new LabelException(
          notNumeric(label) + "; use NeuralClassifier for texts, or cast the column");
    }
  }

  private static String notNumeric(String label) {
    return "label "
        + label
        + ": Column "
        + label
        + " must be of type numeric but was actually of type string";
  }

  /**
   * @throws LabelException for classes that cannot be learned
   */
  static void requireClasses(ColumnStats label) {
    OptionalLong distinct = label.distinct();
    if (distinct.isEmpty()) {
      return;
    }
    boolean text = label.field().type() == ColumnType.STRING;
    if (text && label.present() == label.count() && distinct.getAsLong() < 2) {
      throw new LabelException(
          notNumeric(label.name())
              + " with the same value "
              + label.textLevels().keySet()
              + " in every row; choose a label with at least two classes");
    }
    if (distinct.getAsLong() > 2 && distinct.getAsLong() == label.count()) {
      throw new LabelException(
          "label "
              + label.name()
              + ": every one of "
              + label.count()
              + " rows has a class of its own; a number can be learned with NeuralRegressor, an"
              + " identifier cannot be learned");
    }
    if (!text && Math.max(-label.min(), label.max()) > MOST_EXACT) {
      throw new LabelException(
          "label "
              + label.name()
              + ": classes in ["
              + label.min()
              + ", "
              + label.max()
              + "] are beyond 2^53, where doubles skip numbers; cast the column to string");
    }
  }
}
