package dev.arrowmill.spark.internal;

import dev.arrowmill.arrow.Columns;
import dev.arrowmill.arrow.spark.RowColumns;
import dev.arrowmill.arrow.spark.SparkColumns;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.ColumnarToRowExec;
import org.apache.spark.sql.execution.InputAdapter;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.WholeStageCodegenExec;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.jspecify.annotations.Nullable;

/**
 * The batches beneath a DataFrame: the vectors of its scan or cache where the query ends in them,
 * else batches filled from its rows.
 */
public final class TableBatches {
  private TableBatches() {}

  /** What is done with the batches of a partition; each is valid until the next one is taken. */
  public interface Work<T> extends Serializable {
    T apply(Iterator<Columns> batches) throws Exception;
  }

  /**
   * Does the work on each partition.
   *
   * @param batchRows of a batch that is filled from rows
   */
  public static <T> JavaRDD<T> map(Dataset<Row> table, int batchRows, Work<T> work) {
    StructType schema = table.schema();
    QueryExecution query = ((org.apache.spark.sql.classic.Dataset<Row>) table).queryExecution();
    SparkPlan columnar = columnar(query.executedPlan());
    if (columnar != null && columnar.output().length() == schema.length()) {
      return columnar
          .executeColumnar()
          .toJavaRDD()
          .mapPartitions(b -> List.of(work.apply(ofVectors(b, schema))).iterator());
    }
    return query
        .toRdd()
        .toJavaRDD()
        .mapPartitions(r -> List.of(work.apply(ofRows(r, schema, batchRows))).iterator());
  }

  private static @Nullable SparkPlan columnar(SparkPlan executed) {
    SparkPlan plan = executed;
    if (plan instanceof WholeStageCodegenExec w) {
      plan = w.child();
    }
    if (plan instanceof ColumnarToRowExec c) {
      plan = c.child();
      plan = plan instanceof InputAdapter i ? i.child() : plan;
    }
    return plan.supportsColumnar() ? plan : null;
  }

  private static Iterator<Columns> ofVectors(Iterator<ColumnarBatch> batches, StructType schema) {
    SparkColumns view = SparkColumns.withLists(schema);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return batches.hasNext();
      }

      @Override
      public Columns next() {
        return view.reset(batches.next());
      }
    };
  }

  private static Iterator<Columns> ofRows(
      Iterator<InternalRow> rows, StructType schema, int batchRows) {
    RowColumns batch = RowColumns.withLists(schema, batchRows);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public Columns next() {
        if (!rows.hasNext()) {
          throw new NoSuchElementException();
        }
        return batch.fill(rows, batchRows);
      }
    };
  }
}
