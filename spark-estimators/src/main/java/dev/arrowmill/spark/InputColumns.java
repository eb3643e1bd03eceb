package dev.arrowmill.spark;

import dev.arrowmill.arrow.UnsupportedColumnException;
import dev.arrowmill.arrow.spark.SparkSchemas;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.ml.functions;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Chooses the columns of a table that a stage reads, by its params. */
final class InputColumns {
  private InputColumns() {}

  /**
   * The table cut down to features, label and weight, in the table's order, one plain column each;
   * the elements of a vector column {@code v} become {@code v[0], v[1], ...}.
   *
   * @throws IllegalArgumentException naming a column that is absent, and what there is
   */
  static Dataset<Row> forTraining(Dataset<Row> table, NeuralParams params) {
    StructType schema = table.schema();
    requireColumn(schema, params.getLabelCol(), "label");
    Set<String> wanted = new LinkedHashSet<>();
    List<Column> columns = new ArrayList<>();
    if (params.isSet(params.featuresCol())) {
      columns.addAll(elements(table, params.getOrDefault(params.featuresCol())));
    } else {
      wanted.addAll(features(schema, params));
      if (wanted.isEmpty()) {
        throw new IllegalArgumentException(
            "no feature columns are left of " + List.of(schema.fieldNames()));
      }
    }
    wanted.add(params.getLabelCol());
    if (params.isSet(params.weightCol())) {
      String weight = params.getOrDefault(params.weightCol());
      requireColumn(schema, weight, "weight");
      wanted.add(weight);
    }
    for (StructField field : schema.fields()) {
      if (wanted.contains(field.name())) {
        requireType(field);
        columns.add(table.col(quoted(field.name())).as(field.name()));
      }
    }
    return table.select(columns.toArray(new Column[0]));
  }

  private static List<String> features(StructType schema, NeuralParams params) {
    List<String> excluded = new ArrayList<>(params.getExcludedCols());
    excluded.forEach(c -> requireColumn(schema, c, "excluded"));
    excluded.add(params.getLabelCol());
    if (params.isSet(params.weightCol())) {
      excluded.add(params.getOrDefault(params.weightCol()));
    }
    List<String> from = List.of(schema.fieldNames());
    if (params.isSet(params.featuresCols())) {
      from = List.of(params.getOrDefault(params.featuresCols()));
      from.forEach(c -> requireColumn(schema, c, "feature"));
    }
    return from.stream().filter(c -> !excluded.contains(c)).toList();
  }

  static void requireColumn(StructType schema, String name, String use) {
    if (!List.of(schema.fieldNames()).contains(name)) {
      throw new IllegalArgumentException(
          use
              + " column "
              + name
              + " does not exist; the table has "
              + List.of(schema.fieldNames()));
    }
  }

  private static void requireType(StructField field) {
    if (SparkSchemas.typeOf(field.dataType()).isEmpty()) {
      throw new UnsupportedColumnException("table", field.name(), field.dataType().catalogString());
    }
  }

  /** The elements of a vector column as double columns. */
  private static List<Column> elements(Dataset<Row> table, String name) {
    requireColumn(table.schema(), name, "features");
    if (!table.schema().apply(name).dataType().equals(SQLDataTypes.VectorType())) {
      throw new IllegalArgumentException(
          "features column "
              + name
              + ": expected a vector, got "
              + table.schema().apply(name).dataType().catalogString()
              + "; name raw columns with featuresCols instead");
    }
    Row first = table.select(table.col(quoted(name))).first();
    return elements(table, name, ((Vector) first.get(0)).size());
  }

  /** Element i of a vector column is called {@code name[i]}. */
  static List<Column> elements(Dataset<Row> table, String name, int size) {
    Column array = functions.vector_to_array(table.col(quoted(name)), "float64");
    List<Column> columns = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      columns.add(array.getItem(i).cast(DataTypes.DoubleType).as(name + "[" + i + "]"));
    }
    return columns;
  }

  /** A name that may contain dots, as {@link Dataset#col} wants it. */
  static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
