package dev.arrowmill.arrow.spark;

import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.HeapColumns;
import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Fills a heap batch from Spark's rows ({@code UnsafeRow} or any {@code InternalRow}), copying each
 * value, so that Spark may reuse its row. The batch is reused: it holds the last fill only. Not
 * thread-safe.
 */
public final class RowColumns {
  private final HeapColumns batch;
  private final Setter[] setters;

  private RowColumns(StructType schema, ColumnSchema columns, int capacity) {
    this.batch = new HeapColumns(columns, capacity);
    this.setters = new Setter[columns.size()];
    for (int i = 0; i < setters.length; i++) {
      setters[i] = setter(schema.fields()[i].dataType(), i);
    }
  }

  /**
   * A filler for rows of {@code schema}.
   *
   * @param capacity rows to make room for, at least 1; the batch grows when needed
   * @throws dev.arrowmill.arrow.UnsupportedColumnException for a column without a column type
   */
  public static RowColumns of(StructType schema, int capacity) {
    return new RowColumns(schema, SparkSchemas.of(schema), capacity);
  }

  /** As {@link #of}, with arrays of scalars as lists. */
  public static RowColumns withLists(StructType schema, int capacity) {
    ColumnSchema columns = SparkSchemas.of(schema, SparkSchemas::withLists);
    return new RowColumns(schema, columns, capacity);
  }

  /** Forgets the rows and takes at most {@code maxRows} from the iterator; returns the batch. */
  public HeapColumns fill(Iterator<? extends InternalRow> rows, int maxRows) {
    batch.clear();
    for (int n = 0; n < maxRows && rows.hasNext(); n++) {
      add(rows.next());
    }
    return batch;
  }

  /** Forgets all rows. */
  public void clear() {
    batch.clear();
  }

  /** Adds one row and returns its number in {@link #batch()}. */
  public int add(InternalRow row) {
    int r = batch.addRow();
    for (int c = 0; c < setters.length; c++) {
      if (!row.isNullAt(c)) {
        setters[c].copy(row, r);
      }
    }
    return r;
  }

  /** The batch with the rows added so far. */
  public HeapColumns batch() {
    return batch;
  }

  /** Copies one cell that is not null. */
  private interface Setter {
    void copy(InternalRow from, int toRow);
  }

  private Setter setter(DataType type, int c) {
    if (type instanceof BooleanType) {
      return (row, r) -> batch.setLong(r, c, row.getBoolean(c) ? 1 : 0);
    }
    if (type instanceof ByteType) {
      return (row, r) -> batch.setLong(r, c, row.getByte(c));
    }
    if (type instanceof ShortType) {
      return (row, r) -> batch.setLong(r, c, row.getShort(c));
    }
    if (type instanceof IntegerType || type instanceof DateType) {
      return (row, r) -> batch.setLong(r, c, row.getInt(c));
    }
    if (type instanceof LongType
        || type instanceof TimestampType
        || type instanceof TimestampNTZType) {
      return (row, r) -> batch.setLong(r, c, row.getLong(c));
    }
    if (type instanceof FloatType) {
      return (row, r) -> batch.setDouble(r, c, row.getFloat(c));
    }
    if (type instanceof DoubleType) {
      return (row, r) -> batch.setDouble(r, c, row.getDouble(c));
    }
    if (type instanceof DecimalType d) {
      int precision = d.precision();
      int scale = d.scale();
      return (row, r) ->
          batch.setDouble(r, c, SparkDecimals.toDouble(row.getDecimal(c, precision, scale)));
    }
    if (type instanceof ArrayType a) {
      ColumnType list = batch.schema().field(c).type();
      return (row, r) -> batch.set(r, c, ListCells.of(row.getArray(c), a.elementType(), list));
    }
    return (row, r) -> batch.setString(r, c, row.getUTF8String(c).toString());
  }
}
