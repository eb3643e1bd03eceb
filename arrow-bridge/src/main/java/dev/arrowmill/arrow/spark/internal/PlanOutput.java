package dev.arrowmill.arrow.spark.internal;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.ColumnarToRowExec;
import org.apache.spark.sql.execution.InputAdapter;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.WholeStageCodegenExec;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** What a query yields, as serialised Arrow batches per partition. */
public final class PlanOutput {
  private final QueryExecution query;
  private final StructType schema;

  public PlanOutput(Dataset<Row> frame) {
    this.query = ((org.apache.spark.sql.classic.Dataset<Row>) frame).queryExecution();
    this.schema = frame.schema();
  }

  /** Whether the query ends in columns that are made into rows only at the end. */
  public boolean isColumnar() {
    return columnar() != null && !hasArrays();
  }

  private boolean hasArrays() {
    for (StructField f : schema.fields()) {
      if (f.dataType() instanceof ArrayType) {
        return true;
      }
    }
    return false;
  }

  private @Nullable SparkPlan columnar() {
    SparkPlan plan = query.executedPlan();
    if (plan instanceof WholeStageCodegenExec w) {
      plan = w.child();
    }
    if (plan instanceof ColumnarToRowExec c) {
      plan = c.child();
      plan = plan instanceof InputAdapter i ? i.child() : plan;
    }
    return plan.supportsColumnar() ? plan : null;
  }

  /**
   * The batches of each partition, each a whole Arrow stream.
   *
   * @param batchRows the most rows of a batch made of rows
   */
  public JavaRDD<byte[]> batches(int batchRows) {
    SparkPlan plan = columnar();
    if (plan != null && !hasArrays()) {
      return plan.executeColumnar().toJavaRDD().mapPartitions(new BatchBytes(schema));
    }
    return query.toRdd().toJavaRDD().mapPartitions(new RowBytes(schema, batchRows));
  }
}
