package dev.arrowmill.arrow.orc;

import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.Decimals;
import dev.arrowmill.arrow.HeapColumns;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.hive.ql.exec.vector.BytesColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.ColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.DecimalColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.DoubleColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.ListColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.LongColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.TimestampColumnVector;
import org.jspecify.annotations.Nullable;

/** Values of ORC's vectors, in which one value may stand for all rows. */
final class OrcCells {
  private OrcCells() {}

  /** Copies one column of rows {@code from} to {@code from + count} to the rows that were added. */
  static void copy(ColumnVector in, int from, int count, HeapColumns to, int firstRow, int column) {
    ColumnType type = to.schema().field(column).type();
    for (int i = 0; i < count; i++) {
      int at = in.isRepeating ? 0 : from + i;
      if (in.noNulls || !in.isNull[at]) {
        set(in, at, to, firstRow + i, column, type);
      }
    }
  }

  private static void set(
      ColumnVector in, int at, HeapColumns to, int row, int column, ColumnType type) {
    if (in instanceof ListColumnVector list) {
      to.set(row, column, list(list, at, type.element()));
    } else if (type == ColumnType.DOUBLE) {
      to.setDouble(row, column, real(in, at));
    } else if (type == ColumnType.STRING) {
      to.setString(row, column, ((BytesColumnVector) in).toString(at));
    } else {
      to.setLong(row, column, integral(in, at));
    }
  }

  private static double real(ColumnVector in, int at) {
    return in instanceof DecimalColumnVector d
        ? Decimals.toDouble(d.vector[at].getHiveDecimal().bigDecimalValue())
        : ((DoubleColumnVector) in).vector[at];
  }

  private static long integral(ColumnVector in, int at) {
    if (in instanceof TimestampColumnVector t) {
      long seconds = Math.floorDiv(t.time[at], 1_000L);
      return Math.addExact(Math.multiplyExact(seconds, 1_000_000L), t.nanos[at] / 1_000L);
    }
    return ((LongColumnVector) in).vector[at];
  }

  private static List<@Nullable Object> list(ListColumnVector in, int at, ColumnType element) {
    List<@Nullable Object> out = new ArrayList<>();
    ColumnVector values = in.child;
    for (long i = in.offsets[at]; i < in.offsets[at] + in.lengths[at]; i++) {
      int v = values.isRepeating ? 0 : Math.toIntExact(i);
      if (!values.noNulls && values.isNull[v]) {
        out.add(null);
      } else if (element == ColumnType.DOUBLE) {
        out.add(real(values, v));
      } else if (element == ColumnType.STRING) {
        out.add(((BytesColumnVector) values).toString(v));
      } else {
        out.add(integral(values, v));
      }
    }
    return out;
  }
}
