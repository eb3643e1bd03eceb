package dev.arrowmill.arrow.spark.internal;

import dev.arrowmill.arrow.spark.RowColumns;
import java.util.Iterator;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/** Spark's rows as Arrow streams, on an executor. */
final class RowBytes implements FlatMapFunction<Iterator<InternalRow>, byte[]> {
  private static final long serialVersionUID = 1L;

  private final StructType schema;
  private final int batchRows;

  RowBytes(StructType schema, int batchRows) {
    this.schema = schema;
    this.batchRows = batchRows;
  }

  @Override
  public Iterator<byte[]> call(Iterator<InternalRow> rows) {
    RowColumns filler = RowColumns.withLists(schema, Math.min(1_024, batchRows));
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public byte[] next() {
        return StreamBytes.write(filler.fill(rows, batchRows));
      }
    };
  }
}
