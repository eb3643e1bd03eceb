package dev.arrowmill.spark;

import dev.arrowmill.model.Target;
import dev.arrowmill.spark.internal.ScoreRows;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * One column that a model adds.
 *
 * @param column its name; empty to leave it out
 * @param source where it comes from: a field of the score's struct, or what a model derives
 * @param type its type
 * @param nullable whether it may be null
 */
record Output(String column, String source, DataType type, boolean nullable) {
  /** Text of the predicted class. */
  static final String PREDICTED_LABEL = "predictedLabel";

  /** Index of the row's own label among the classes. */
  static final String LABEL_INDEX = "labelIndex";

  static List<Output> classification(ClassifierParams params) {
    List<Output> all = new ArrayList<>();
    add(all, params.getRawPredictionCol(), ScoreRows.RAW, SQLDataTypes.VectorType(), false);
    add(all, params.getProbabilityCol(), ScoreRows.PROBABILITY, SQLDataTypes.VectorType(), false);
    add(all, params.getPredictionCol(), ScoreRows.PREDICTION, DataTypes.DoubleType, false);
    if (params.isSet(params.predictedLabelCol())) {
      add(all, params.getPredictedLabelCol(), PREDICTED_LABEL, DataTypes.StringType, true);
    }
    if (params.isSet(params.labelIndexCol())) {
      add(all, params.getLabelIndexCol(), LABEL_INDEX, DataTypes.DoubleType, true);
    }
    return all;
  }

  static List<Output> number(ColumnParams params) {
    List<Output> all = new ArrayList<>();
    add(all, params.getPredictionCol(), ScoreRows.PREDICTION, DataTypes.DoubleType, false);
    return all;
  }

  static List<Output> regression(RegressorParams params) {
    List<Output> all = number(params);
    if (params.isSet(params.valuesCol())) {
      add(all, params.getValuesCol(), ScoreRows.VALUES, SQLDataTypes.VectorType(), false);
    }
    return all;
  }

  /** Columns for the labels behind the first one: their names, behind those of the first. */
  static List<Output> others(String predictionCol, List<Target> targets) {
    List<Output> all = new ArrayList<>();
    for (int t = 1; t < targets.size(); t++) {
      String label = "_" + targets.get(t).column();
      add(
          all,
          (predictionCol.isEmpty() ? "prediction" : predictionCol) + label,
          ScoreRows.field(ScoreRows.PREDICTION, t),
          DataTypes.DoubleType,
          false);
      if (targets.get(t).task().isClassification()) {
        add(
            all,
            ScoreRows.PROBABILITY + label,
            ScoreRows.field(ScoreRows.PROBABILITY, t),
            SQLDataTypes.VectorType(),
            false);
      }
    }
    return all;
  }

  private static void add(
      List<Output> all, String column, String source, DataType type, boolean nullable) {
    if (!column.isEmpty()) {
      all.add(new Output(column, source, type, nullable));
    }
  }

  /**
   * The schema with the columns added.
   *
   * @throws IllegalArgumentException if a name is taken
   */
  static StructType append(StructType schema, List<Output> outputs) {
    StructType out = schema;
    for (Output o : outputs) {
      if (List.of(out.fieldNames()).contains(o.column())) {
        throw new IllegalArgumentException(
            "output column " + o.column() + " exists already; drop or rename it");
      }
      out = out.add(new StructField(o.column(), o.type(), o.nullable(), Metadata.empty()));
    }
    return out;
  }
}
