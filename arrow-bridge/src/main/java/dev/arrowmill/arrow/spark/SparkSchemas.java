package dev.arrowmill.arrow.spark;

import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.UnsupportedColumnException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.CharType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.sql.types.VarcharType;

/** Spark types as column types. Thread-safe. */
public final class SparkSchemas {
  private SparkSchemas() {}

  /**
   * The column schema of a Spark schema.
   *
   * @throws UnsupportedColumnException for the first column of binary, array, map, struct, interval
   *     or another type that {@link #typeOf} does not know
   */
  public static ColumnSchema of(StructType schema) {
    return of(schema, SparkSchemas::typeOf);
  }

  /** As {@link #of(StructType)}, with arrays of scalars as list columns. */
  public static ColumnSchema listsOf(StructType schema) {
    return of(schema, SparkSchemas::withLists);
  }

  static ColumnSchema of(StructType schema, Function<DataType, Optional<ColumnType>> typeOf) {
    List<ColumnField> fields = new ArrayList<>(schema.length());
    for (StructField f : schema.fields()) {
      ColumnType type =
          typeOf
              .apply(f.dataType())
              .orElseThrow(
                  () ->
                      new UnsupportedColumnException(
                          "Spark schema", f.name(), f.dataType().catalogString()));
      fields.add(new ColumnField(f.name(), type));
    }
    return ColumnSchema.of(fields);
  }

  /** As {@link #typeOf}, with arrays of scalars as list types. */
  public static Optional<ColumnType> withLists(DataType type) {
    return type instanceof ArrayType a
        ? typeOf(a.elementType()).map(ColumnType::list)
        : typeOf(type);
  }

  /** The column type of a Spark type that is no array, empty where there is none. */
  public static Optional<ColumnType> typeOf(DataType type) {
    if (type instanceof BooleanType) {
      return Optional.of(ColumnType.BOOLEAN);
    }
    if (type instanceof ByteType
        || type instanceof ShortType
        || type instanceof IntegerType
        || type instanceof LongType) {
      return Optional.of(ColumnType.LONG);
    }
    if (type instanceof FloatType || type instanceof DoubleType || type instanceof DecimalType) {
      return Optional.of(ColumnType.DOUBLE);
    }
    if (type instanceof StringType || type instanceof VarcharType || type instanceof CharType) {
      return Optional.of(ColumnType.STRING);
    }
    if (type instanceof DateType) {
      return Optional.of(ColumnType.DATE);
    }
    if (type instanceof TimestampType || type instanceof TimestampNTZType) {
      return Optional.of(ColumnType.TIMESTAMP);
    }
    return Optional.empty();
  }
}
