package dev.arrowmill.arrow.spark;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.Columns;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * A borrowed view over Spark's {@code ColumnarBatch}: nothing is copied, nothing is closed.
 *
 * <p>Spark reuses its vectors, so the view is valid only until the next batch is asked for. {@link
 * #reset} points the same view at the next batch. Not thread-safe.
 */
public final class SparkColumns implements Columns {
  private final ColumnSchema schema;
  private final VectorColumn[] columns;
  private int rows;

  private SparkColumns(StructType schema, ColumnSchema columnTypes) {
    this.schema = columnTypes;
    this.columns = new VectorColumn[this.schema.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = VectorColumn.of(this.schema.field(i), schema.fields()[i].dataType());
    }
  }

  /**
   * A view of a batch whose vectors are, in order, the fields of {@code schema}.
   *
   * @throws dev.arrowmill.arrow.UnsupportedColumnException for a column without a column type
   * @throws IllegalArgumentException if the batch has another number of columns
   */
  public static SparkColumns of(StructType schema, ColumnarBatch batch) {
    return of(schema).reset(batch);
  }

  /** A view without rows, to be pointed at batches by {@link #reset}. */
  public static SparkColumns of(StructType schema) {
    return new SparkColumns(schema, SparkSchemas.of(schema));
  }

  /** As {@link #of(StructType)}, with arrays of scalars as lists, which are copied when read. */
  public static SparkColumns withLists(StructType schema) {
    return new SparkColumns(schema, SparkSchemas.listsOf(schema));
  }

  /** Points this view at another batch of the same schema and returns it. */
  public SparkColumns reset(ColumnarBatch batch) {
    if (batch.numCols() != columns.length) {
      throw new IllegalArgumentException(
          "batch has "
              + batch.numCols()
              + " columns, the schema "
              + columns.length
              + ": "
              + schema);
    }
    rows = batch.numRows();
    for (int i = 0; i < columns.length; i++) {
      ColumnVector v = batch.column(i);
      columns[i].reset(v, rows);
    }
    return this;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public ColumnSchema schema() {
    return schema;
  }

  @Override
  public Column column(int i) {
    return columns[i];
  }
}
