package dev.arrowmill.spark.internal;

import dev.arrowmill.model.Scores;
import dev.arrowmill.model.Target;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/** The struct that scoring gives per row: prediction, raw scores and probabilities. */
public final class ScoreRows {
  /** Field of the struct: the predicted number or class. */
  public static final String PREDICTION = "prediction";

  /** Field of the struct, for classification: a vector of class scores. */
  public static final String RAW = "rawPrediction";

  /** Field of the struct, for classification: a vector of class probabilities. */
  public static final String PROBABILITY = "probability";

  /** Field of the struct, for quantiles and survival: a vector of one number per point. */
  public static final String VALUES = "values";

  private static final byte DENSE = 1;

  private ScoreRows() {}

  /** The struct's type. */
  public static DataType type(Target target) {
    StructField prediction = DataTypes.createStructField(PREDICTION, DataTypes.DoubleType, false);
    if (!target.task().isClassification()) {
      StructField values = DataTypes.createStructField(VALUES, SQLDataTypes.VectorType(), false);
      return DataTypes.createStructType(
          target.points().isEmpty()
              ? new StructField[] {prediction}
              : new StructField[] {prediction, values});
    }
    return DataTypes.createStructType(
        new StructField[] {
          prediction,
          DataTypes.createStructField(RAW, SQLDataTypes.VectorType(), false),
          DataTypes.createStructField(PROBABILITY, SQLDataTypes.VectorType(), false)
        });
  }

  static InternalRow of(Scores scores, int row, Target target) {
    if (!target.task().isClassification()) {
      return new GenericInternalRow(
          target.points().isEmpty()
              ? new Object[] {scores.prediction(row)}
              : new Object[] {scores.prediction(row), values(scores, row)});
    }
    Object[] raw = new Object[scores.classes()];
    Object[] probability = new Object[scores.classes()];
    for (int c = 0; c < raw.length; c++) {
      raw[c] = scores.raw(row, c);
      probability[c] = scores.probability(row, c);
    }
    return new GenericInternalRow(
        new Object[] {
          target.classValue((int) scores.prediction(row)), vector(raw), vector(probability)
        });
  }

  private static InternalRow values(Scores scores, int row) {
    Object[] values = new Object[scores.points()];
    for (int p = 0; p < values.length; p++) {
      values[p] = scores.value(row, p);
    }
    return vector(values);
  }

  /** A row whose only column is the struct. */
  static InternalRow column(Scores scores, int row, Target target) {
    return new GenericInternalRow(new Object[] {of(scores, row, target)});
  }

  /** A dense ML vector as Spark stores it. */
  private static InternalRow vector(Object[] values) {
    return new GenericInternalRow(new Object[] {DENSE, null, null, new GenericArrayData(values)});
  }
}
