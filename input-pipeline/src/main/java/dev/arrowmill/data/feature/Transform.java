package dev.arrowmill.data.feature;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnType;
import java.util.List;

/**
 * A fitted, immutable function from one or more columns to some encoded features. Thread-safe.
 *
 * <p>The contract that {@code TransformsTest} checks for every row of {@link Transforms}: a row's
 * result depends on that row only; null, NaN, infinite and unseen values never throw, unless their
 * policy is to be refused; numeric outputs are finite or NaN (missing); codes lie in range; JSON
 * and back gives the same bits.
 */
public interface Transform {

  /** The columns it reads, with the types they had when it was fitted; at least one. */
  List<ColumnField> inputs();

  /** The first column it reads. */
  default String column() {
    return inputs().get(0).name();
  }

  /** The type that the first column had when it was fitted. */
  default ColumnType type() {
    return inputs().get(0).type();
  }

  /** The floats it writes per row. */
  List<NumericFeature> numeric();

  /** The codes it writes per row. */
  List<CategoricalFeature> categorical();

  /**
   * Encodes all rows.
   *
   * @param in the columns of {@link #inputs()}
   * @param numericAt index of this transform's first float in an encoded row
   * @param categoricalAt index of this transform's first code in an encoded row
   * @throws BadValueException for a value that the column's policy refuses
   */
  void apply(List<Column> in, Encoded out, int numericAt, int categoricalAt);

  /**
   * As {@link #apply}, for rows that the transform was fitted on: what it has learned from their
   * own labels is left out.
   */
  default void applyTraining(List<Column> in, Encoded out, int numericAt, int categoricalAt) {
    apply(in, out, numericAt, categoricalAt);
  }

  /** Writes the fitted values; {@code kind} and {@code inputs} are already there. */
  void toJson(ObjectNode json);
}
