package dev.arrowmill.spark;

import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.array_position;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.zip_with;

import dev.arrowmill.model.Target;
import java.util.stream.IntStream;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;

/** Columns that are derived from the scores of a classification. */
final class ClassColumns {
  private ClassColumns() {}

  /** Values of the classes in code order, as {@code prediction} gives them. */
  private static Column values(Target target) {
    return lit(
        IntStream.range(0, target.classes().size()).mapToDouble(target::classValue).toArray());
  }

  /**
   * The value of the class with the greatest probability / threshold; the class with threshold 0
   * wins wherever its probability is positive, as in Spark ML.
   */
  static Column thresholded(Column probability, double[] thresholds, Target target) {
    Column scaled =
        zip_with(
            functions.vector_to_array(probability, "float64"),
            lit(thresholds),
            (p, t) ->
                when(t.equalTo(0.0), when(p.gt(0.0), Double.POSITIVE_INFINITY).otherwise(-1.0))
                    .otherwise(p.divide(when(t.equalTo(0.0), 1.0).otherwise(t))));
    return element_at(values(target), first(scaled));
  }

  /** The position, from 1, of the first greatest element. */
  private static Column first(Column array) {
    return array_position(array, array_max(array)).cast(DataTypes.IntegerType);
  }

  /** The text of the class that a prediction names. */
  static Column label(Column prediction, Target target) {
    Column position = array_position(values(target), prediction).cast(DataTypes.IntegerType);
    return element_at(lit(target.classes().toArray(new String[0])), position);
  }

  /** The index of a label among the classes, null if it is none of them. */
  static Column index(Column label, Target target) {
    Column position =
        target.numericClasses() && target.type() != dev.arrowmill.arrow.ColumnType.BOOLEAN
            ? array_position(values(target), label.cast(DataTypes.DoubleType))
            : array_position(
                lit(target.classes().toArray(new String[0])), label.cast(DataTypes.StringType));
    return when(position.gt(0), position.minus(1).cast(DataTypes.DoubleType));
  }
}
