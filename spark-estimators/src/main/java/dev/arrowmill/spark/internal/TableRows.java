package dev.arrowmill.spark.internal;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/** The rows beneath a DataFrame, as the engine has them: no {@code Row} object is made. */
public final class TableRows {
  private TableRows() {}

  /** The executed plan's rows. Spark may reuse a row object: read it before the next one. */
  public static JavaRDD<InternalRow> of(Dataset<Row> table) {
    return ((org.apache.spark.sql.classic.Dataset<Row>) table).queryExecution().toRdd().toJavaRDD();
  }
}
