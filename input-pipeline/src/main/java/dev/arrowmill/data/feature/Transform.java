package dev.arrowmill.data.feature;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnType;
import java.util.List;

/**
 * A fitted, immutable function from one column to some encoded features. Thread-safe.
 *
 * <p>The contract that {@code TransformsTest} checks for every row of {@link Transforms}: a row's
 * result depends on that row only; null, NaN, infinite and unseen values never throw; numeric
 * outputs are finite or NaN (missing); codes lie in range; JSON and back gives the same bits.
 */
public interface Transform {

  /** The column it reads. */
  String column();

  /** The type that column had when it was fitted. */
  ColumnType type();

  /** The floats it writes per row. */
  List<NumericFeature> numeric();

  /** The codes it writes per row. */
  List<CategoricalFeature> categorical();

  /**
   * Encodes all rows of {@code in}, which has {@link #type()}.
   *
   * @param numericAt index of this transform's first float in an encoded row
   * @param categoricalAt index of this transform's first code in an encoded row
   */
  void apply(Column in, Encoded out, int numericAt, int categoricalAt);

  /** Writes the fitted values; {@code kind}, {@code column} and {@code type} are already there. */
  void toJson(ObjectNode json);
}
