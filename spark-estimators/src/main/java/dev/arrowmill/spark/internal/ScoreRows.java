package dev.arrowmill.spark.internal;

import dev.arrowmill.model.Scores;
import dev.arrowmill.model.Target;
import java.util.ArrayList;
import java.util.List;
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

  /** The name of a field of the label with that number; the first one's have no suffix. */
  public static String field(String name, int label) {
    return label == 0 ? name : name + "_" + label;
  }

  /** The struct's type: the fields of one label after the other. */
  public static DataType type(List<Target> targets) {
    List<StructField> fields = new ArrayList<>();
    for (int t = 0; t < targets.size(); t++) {
      Target target = targets.get(t);
      fields.add(DataTypes.createStructField(field(PREDICTION, t), DataTypes.DoubleType, false));
      for (String vector : vectors(target)) {
        fields.add(DataTypes.createStructField(field(vector, t), SQLDataTypes.VectorType(), false));
      }
    }
    return DataTypes.createStructType(fields);
  }

  private static List<String> vectors(Target target) {
    if (target.task().isClassification()) {
      return List.of(RAW, PROBABILITY);
    }
    return target.points().isEmpty() ? List.of() : List.of(VALUES);
  }

  static InternalRow of(List<Scores> labels, int row) {
    List<Object> values = new ArrayList<>();
    for (Scores scores : labels) {
      Target target = scores.target();
      boolean classes = target.task().isClassification();
      values.add(
          classes ? target.classValue((int) scores.prediction(row)) : scores.prediction(row));
      if (classes) {
        Object[] raw = new Object[scores.classes()];
        Object[] probability = new Object[scores.classes()];
        for (int c = 0; c < raw.length; c++) {
          raw[c] = scores.raw(row, c);
          probability[c] = scores.probability(row, c);
        }
        values.add(vector(raw));
        values.add(vector(probability));
      } else if (scores.points() > 0) {
        values.add(values(scores, row));
      }
    }
    return new GenericInternalRow(values.toArray());
  }

  private static InternalRow values(Scores scores, int row) {
    Object[] values = new Object[scores.points()];
    for (int p = 0; p < values.length; p++) {
      values[p] = scores.value(row, p);
    }
    return vector(values);
  }

  /** A row whose only column is the struct. */
  static InternalRow column(List<Scores> scores, int row) {
    return new GenericInternalRow(new Object[] {of(scores, row)});
  }

  /** A dense ML vector as Spark stores it. */
  private static InternalRow vector(Object[] values) {
    return new GenericInternalRow(new Object[] {DENSE, null, null, new GenericArrayData(values)});
  }
}
