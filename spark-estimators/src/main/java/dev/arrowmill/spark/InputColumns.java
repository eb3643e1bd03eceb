package dev.arrowmill.spark;

import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
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
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Chooses the columns of a table that a stage reads, by its params. */
final class InputColumns {
  private InputColumns() {}

  /**
   * The table cut down to features, label, weight and validation indicator, in the table's order,
   * one plain column each; the elements of a vector column {@code v} become {@code v[0], v[1],
   * ...}. Numeric labels and weights become doubles, so that their type changes nothing.
   *
   * @param others further columns that have a use, as they are
   * @throws IllegalArgumentException naming a column that is absent, and what there is
   */
  static Dataset<Row> forTraining(Dataset<Row> table, ColumnParams params, List<String> others) {
    StructType schema = table.schema();
    Set<String> roles = roles(schema, params, others);
    Set<String> wanted = new LinkedHashSet<>(roles);
    List<Column> columns = new ArrayList<>();
    String vector = vectorColumn(schema, params);
    if (vector != null) {
      columns.addAll(elements(table, vector));
    } else {
      wanted.addAll(features(schema, params, roles));
      if (wanted.size() == roles.size()) {
        throw new IllegalArgumentException(
            "no feature columns are left of " + List.of(schema.fieldNames()));
      }
    }
    for (StructField field : schema.fields()) {
      if (wanted.contains(field.name())) {
        requireType(field);
        Column column = table.col(quoted(field.name()));
        boolean number = roles.contains(field.name()) && field.dataType() instanceof NumericType;
        columns.add((number ? column.cast(DataTypes.DoubleType) : column).as(field.name()));
      }
    }
    return table.select(columns.toArray(new Column[0]));
  }

  /** Columns that are not features. */
  static Set<String> roles(StructType schema, ColumnParams params, List<String> others) {
    Set<String> roles = new LinkedHashSet<>();
    requireColumn(schema, params.getLabelCol(), "label");
    roles.add(params.getLabelCol());
    String weight = params.columnOrNull(params.weightCol());
    if (weight != null) {
      requireColumn(schema, weight, "weight");
      requireNumber(schema, weight);
      roles.add(weight);
    }
    String indicator = params.columnOrNull(params.validationIndicatorCol());
    if (indicator != null) {
      requireColumn(schema, indicator, "validation indicator");
      requireBoolean(schema, indicator);
      roles.add(indicator);
    }
    roles.addAll(others);
    return roles;
  }

  private static void requireNumber(StructType schema, String weight) {
    DataType type = schema.apply(weight).dataType();
    if (!(type instanceof NumericType)) {
      throw new BadTableException(
          "weight column "
              + weight
              + ": Column "
              + weight
              + " must be of type numeric but was actually of type "
              + type.catalogString()
              + "; name another column or cast it");
    }
  }

  private static void requireBoolean(StructType schema, String indicator) {
    DataType type = schema.apply(indicator).dataType();
    if (!type.equals(DataTypes.BooleanType)) {
      throw new BadTableException(
          "validation indicator column "
              + indicator
              + ": must be boolean, is "
              + type.catalogString()
              + "; write a condition, for example withColumn(\""
              + indicator
              + "\", col(...).equalTo(...))");
    }
  }

  /** The vector column to learn from, or null to learn from raw columns. */
  static @Nullable String vectorColumn(StructType schema, ColumnParams params) {
    String name = params.getFeaturesCol();
    if (params.isSet(params.featuresCols())) {
      if (params.isSet(params.featuresCol())) {
        throw new IllegalArgumentException(
            "featuresCol "
                + name
                + " and featuresCols "
                + params.getFeaturesCols()
                + " are both set; set one of them");
      }
      return null;
    }
    boolean there =
        List.of(schema.fieldNames()).contains(name)
            && schema.apply(name).dataType().equals(SQLDataTypes.VectorType());
    return there || params.isSet(params.featuresCol()) ? name : null;
  }

  private static List<String> features(StructType schema, ColumnParams params, Set<String> roles) {
    List<String> names = List.of(schema.fieldNames());
    Set<String> excluded = Globs.match(params.getExcludedCols(), names, "excluded");
    List<String> from = names;
    if (params.isSet(params.featuresCols())) {
      from = List.copyOf(Globs.match(params.getFeaturesCols(), names, "feature"));
    }
    return from.stream().filter(c -> !excluded.contains(c) && !roles.contains(c)).toList();
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

  /** What of a model's input a table lacks or has of another type; empty if it fits. */
  static List<String> drift(ColumnSchema input, StructType schema) {
    List<String> problems = new ArrayList<>();
    for (ColumnField field : input.fields()) {
      if (!List.of(schema.fieldNames()).contains(field.name())) {
        problems.add("column " + field.name() + " (" + field.type() + ") is missing");
        continue;
      }
      DataType type = schema.apply(field.name()).dataType();
      if (SparkSchemas.withLists(type).filter(t -> t == field.type()).isEmpty()) {
        problems.add(
            "column "
                + field.name()
                + " was "
                + field.type()
                + " in training, is "
                + type.catalogString());
      }
    }
    return problems;
  }

  private static void requireType(StructField field) {
    if (SparkSchemas.withLists(field.dataType()).isEmpty()) {
      throw new UnsupportedColumnException("table", field.name(), field.dataType().catalogString());
    }
  }

  /** Whether the label is a text, whose classes have no numbers. */
  static boolean isText(StructType schema, String column) {
    return schema.apply(column).dataType() instanceof StringType;
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
    return elements(table, name, vectorSize(table, name));
  }

  private static int vectorSize(Dataset<Row> table, String name) {
    int known =
        org.apache.spark.ml.attribute.AttributeGroup.fromStructField(table.schema().apply(name))
            .size();
    if (known > 0) {
      return known;
    }
    List<Row> first = table.select(table.col(quoted(name))).na().drop().takeAsList(1);
    if (first.isEmpty()) {
      throw new BadTableException("the table has no rows with a vector in column " + name);
    }
    return ((Vector) first.get(0).get(0)).size();
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
