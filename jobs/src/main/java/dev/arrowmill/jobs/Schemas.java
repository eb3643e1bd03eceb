package dev.arrowmill.jobs;

import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.model.TabularModel;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The types with which a text file is read for a model, so that they do not depend on its values.
 */
final class Schemas {
  private Schemas() {}

  /** The table; columns of a text format have the model's types where it knows them. */
  static Dataset<Row> read(TableSource data, SparkSession spark, TabularModel model) {
    Dataset<Row> table = data.read(spark);
    return data.isText() ? data.readLike(spark, like(table.schema(), model)) : table;
  }

  private static StructType like(StructType inferred, TabularModel model) {
    StructType schema = new StructType();
    for (StructField field : inferred.fields()) {
      DataType known = known(model, field);
      schema = schema.add(field.name(), known == null ? field.dataType() : known);
    }
    return schema;
  }

  private static @Nullable DataType known(TabularModel model, StructField field) {
    String name = field.name();
    if (name.equals(model.target().column())) {
      DataType label = type(model.target().type());
      boolean numbers = label instanceof NumericType && field.dataType() instanceof NumericType;
      return numbers ? field.dataType() : label;
    }
    List<ColumnField> fields = model.features().input().fields();
    return fields.stream()
        .filter(f -> f.name().equals(name))
        .findFirst()
        .map(f -> type(f.type()))
        .orElse(null);
  }

  private static DataType type(ColumnType type) {
    return switch (type) {
      case BOOLEAN -> DataTypes.BooleanType;
      case LONG -> DataTypes.LongType;
      case DOUBLE -> DataTypes.DoubleType;
      case STRING -> DataTypes.StringType;
      case DATE -> DataTypes.DateType;
      case TIMESTAMP -> DataTypes.TimestampType;
      case LONG_LIST, DOUBLE_LIST, STRING_LIST -> DataTypes.createArrayType(type(type.element()));
    };
  }
}
