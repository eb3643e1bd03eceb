package dev.arrowmill.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.functions;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The inputs {@code name[i]} of a model that was trained on one vector column. */
final class VectorInputs {
  private VectorInputs() {}

  /** Whether every input is an element of one vector. */
  static boolean areElements(List<String> inputs) {
    return !inputs.isEmpty() && inputs.stream().allMatch(n -> index(n) >= 0);
  }

  /** Whether a table has the vector column. */
  static boolean has(StructType schema, String column) {
    return List.of(schema.fieldNames()).contains(column)
        && schema.apply(column).dataType().equals(SQLDataTypes.VectorType());
  }

  /** Length of the vectors that a stage learns from, 0 for raw columns. */
  static int size(StructType schema, Dataset<Row> columns, ColumnParams params) {
    String vector = InputColumns.vectorColumn(schema, params);
    return vector == null
        ? 0
        : (int)
            Arrays.stream(columns.columns())
                .filter(c -> c.startsWith(vector + "[") && index(c) >= 0)
                .count();
  }

  /** The position in the vector, or -1 for a name that is no element's. */
  private static int index(String input) {
    int open = input.lastIndexOf('[');
    if (open < 0 || !input.endsWith("]")) {
      return -1;
    }
    String digits = input.substring(open + 1, input.length() - 1);
    return digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : -1;
  }

  /** The elements that a model reads. */
  static List<Column> columns(Column vector, List<String> inputs) {
    Column array = functions.vector_to_array(vector, "float64");
    List<Column> columns = new ArrayList<>();
    for (String name : inputs) {
      columns.add(array.getItem(index(name)).cast(DataTypes.DoubleType));
    }
    return columns;
  }

  /**
   * A row for a scorer.
   *
   * @throws IllegalArgumentException if the vector is too short
   */
  static Map<String, Double> row(Vector vector, List<String> inputs) {
    Map<String, Double> row = new LinkedHashMap<>();
    for (String name : inputs) {
      int i = index(name);
      if (i < 0 || i >= vector.size()) {
        throw new IllegalArgumentException(
            "predict: the model reads "
                + name
                + (i < 0
                    ? ", which is no element of a vector; score rows with tabularModel().scorer()"
                    : ", the vector has " + vector.size() + " elements"));
      }
      row.put(name, vector.apply(i));
    }
    return row;
  }
}
