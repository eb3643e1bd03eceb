package dev.arrowmill.arrow.spark;

import dev.arrowmill.arrow.ColumnType;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.ShortType;
import org.jspecify.annotations.Nullable;

/** Spark's arrays as lists of Long, Double or String. */
final class ListCells {
  private ListCells() {}

  static List<@Nullable Object> of(ArrayData array, DataType element, ColumnType type) {
    List<@Nullable Object> out = new ArrayList<>(array.numElements());
    for (int i = 0; i < array.numElements(); i++) {
      if (array.isNullAt(i)) {
        out.add(null);
      } else if (type == ColumnType.STRING_LIST) {
        out.add(array.getUTF8String(i).toString());
      } else if (type == ColumnType.DOUBLE_LIST) {
        out.add(real(array, i, element));
      } else {
        out.add(integral(array, i, element));
      }
    }
    return out;
  }

  private static double real(ArrayData array, int i, DataType element) {
    if (element instanceof DecimalType d) {
      return SparkDecimals.toDouble(array.getDecimal(i, d.precision(), d.scale()));
    }
    return element instanceof FloatType ? array.getFloat(i) : array.getDouble(i);
  }

  private static long integral(ArrayData array, int i, DataType element) {
    if (element instanceof BooleanType) {
      return array.getBoolean(i) ? 1 : 0;
    }
    if (element instanceof ByteType) {
      return array.getByte(i);
    }
    if (element instanceof ShortType) {
      return array.getShort(i);
    }
    return element instanceof IntegerType || element instanceof DateType
        ? array.getInt(i)
        : array.getLong(i);
  }
}
