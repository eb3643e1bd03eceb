package dev.arrowmill.arrow.spark.internal;

import dev.arrowmill.arrow.Columns;
import dev.arrowmill.arrow.spark.SparkColumns;
import java.util.Iterator;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Spark's column batches as Arrow streams, on an executor. */
final class BatchBytes implements FlatMapFunction<Iterator<ColumnarBatch>, byte[]> {
  private static final long serialVersionUID = 1L;

  private final StructType schema;

  BatchBytes(StructType schema) {
    this.schema = schema;
  }

  @Override
  public Iterator<byte[]> call(Iterator<ColumnarBatch> batches) {
    SparkColumns view = SparkColumns.of(schema);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return batches.hasNext();
      }

      @Override
      public byte[] next() {
        Columns batch = view.reset(batches.next());
        return StreamBytes.write(batch);
      }
    };
  }
}
