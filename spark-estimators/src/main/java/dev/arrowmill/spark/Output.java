package dev.arrowmill.spark;

import dev.arrowmill.spark.internal.ScoreRows;
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
 * @param column its name
 * @param field where it lies in the score's struct
 * @param type its type
 */
record Output(String column, String field, DataType type) {

  static List<Output> classification(NeuralParams params) {
    return List.of(
        new Output(params.getRawPredictionCol(), ScoreRows.RAW, SQLDataTypes.VectorType()),
        new Output(params.getProbabilityCol(), ScoreRows.PROBABILITY, SQLDataTypes.VectorType()),
        new Output(params.getPredictionCol(), ScoreRows.PREDICTION, DataTypes.DoubleType));
  }

  static List<Output> regression(NeuralParams params) {
    return List.of(
        new Output(params.getPredictionCol(), ScoreRows.PREDICTION, DataTypes.DoubleType));
  }

  /**
   * The schema with the columns added.
   *
   * @throws IllegalArgumentException if a name is taken
   */
  static StructType append(StructType schema, List<Output> outputs) {
    StructType out = schema;
    for (Output o : outputs) {
      if (List.of(schema.fieldNames()).contains(o.column())) {
        throw new IllegalArgumentException(
            "output column " + o.column() + " exists already; drop or rename it");
      }
      out = out.add(new StructField(o.column(), o.type(), false, Metadata.empty()));
    }
    return out;
  }
}
