package dev.arrowmill.arrow.spark;

import java.math.BigDecimal;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.execution.vectorized.OffHeapColumnVector;
import org.apache.spark.sql.execution.vectorized.OnHeapColumnVector;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.unsafe.types.UTF8String;

/** One table with every Spark type that has a column type, as rows and as vectors. */
final class SparkFixtures {
  static final StructType ALL_TYPES =
      new StructType()
          .add("flag", DataTypes.BooleanType)
          .add("i8", DataTypes.ByteType)
          .add("i16", DataTypes.ShortType)
          .add("i32", DataTypes.IntegerType)
          .add("i64", DataTypes.LongType)
          .add("f32", DataTypes.FloatType)
          .add("f64", DataTypes.DoubleType)
          .add("dec", DataTypes.createDecimalType(9, 2))
          .add("dec18", DataTypes.createDecimalType(18, 4))
          .add("big", DataTypes.createDecimalType(38, 10))
          .add("text", DataTypes.StringType)
          .add("day", DataTypes.DateType)
          .add("at", DataTypes.TimestampType)
          .add("local", DataTypes.TimestampNTZType);

  static final List<InternalRow> ROWS =
      List.of(
          row(
              true,
              (byte) -7,
              (short) 300,
              -70_000,
              1L << 40,
              1.5f,
              -0.1,
              decimal("1234567.89", 9, 2),
              decimal("99999999999999.9999", 18, 4),
              decimal("1234567890123456789012345678.0123456789", 38, 10),
              "naïve ☃",
              19_000,
              1_700_000_000_123_456L,
              -1L),
          row(new Object[14]),
          row(
              false,
              (byte) 127,
              (short) -1,
              0,
              Long.MIN_VALUE,
              Float.NaN,
              Double.NEGATIVE_INFINITY,
              decimal("-0.01", 9, 2),
              decimal("0.0001", 18, 4),
              decimal("-0.1", 38, 10),
              "",
              -1,
              0L,
              Long.MAX_VALUE));

  private SparkFixtures() {}

  private static InternalRow row(Object... values) {
    Object[] cells = values.clone();
    for (int i = 0; i < cells.length; i++) {
      if (cells[i] instanceof String s) {
        cells[i] = UTF8String.fromString(s);
      }
    }
    return new GenericInternalRow(cells);
  }

  private static Decimal decimal(String value, int precision, int scale) {
    return Decimal.apply(new BigDecimal(value), precision, scale);
  }

  static ColumnarBatch vectors(List<InternalRow> rows, boolean offHeap) {
    WritableColumnVector[] vectors =
        offHeap
            ? OffHeapColumnVector.allocateColumns(rows.size(), ALL_TYPES)
            : OnHeapColumnVector.allocateColumns(rows.size(), ALL_TYPES);
    for (int c = 0; c < vectors.length; c++) {
      for (int r = 0; r < rows.size(); r++) {
        put(vectors[c], r, rows.get(r), c, ALL_TYPES.fields()[c].dataType());
      }
    }
    return new ColumnarBatch((ColumnVector[]) vectors, rows.size());
  }

  private static void put(WritableColumnVector v, int r, InternalRow row, int c, DataType type) {
    if (row.isNullAt(c)) {
      v.putNull(r);
      return;
    }
    switch (type.typeName()) {
      case "boolean" -> v.putBoolean(r, row.getBoolean(c));
      case "byte" -> v.putByte(r, row.getByte(c));
      case "short" -> v.putShort(r, row.getShort(c));
      case "integer", "date" -> v.putInt(r, row.getInt(c));
      case "long", "timestamp", "timestamp_ntz" -> v.putLong(r, row.getLong(c));
      case "float" -> v.putFloat(r, row.getFloat(c));
      case "double" -> v.putDouble(r, row.getDouble(c));
      case "string" -> v.putByteArray(r, row.getUTF8String(c).getBytes());
      default -> {
        DecimalType d = (DecimalType) type;
        v.putDecimal(r, row.getDecimal(c, d.precision(), d.scale()), d.precision());
      }
    }
  }
}
