package dev.arrowmill.spark;

import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.spark.RowColumns;
import dev.arrowmill.arrow.spark.SparkSchemas;
import dev.arrowmill.data.feature.FeatureStats;
import dev.arrowmill.spark.internal.TableRows;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/** Statistics of all columns of a table, in one Spark job whatever the number of columns. */
public final class TableStats {
  private static final int BATCH_ROWS = 4096;
  private static final int MERGE_DEPTH = 2;

  private TableStats() {}

  /**
   * Runs the job. The result does not depend on the table's partitioning.
   *
   * @throws dev.arrowmill.arrow.UnsupportedColumnException for a column that cannot be a feature
   */
  public static FeatureStats of(Dataset<Row> table, long seed) {
    StructType schema = table.schema();
    ColumnSchema columns = SparkSchemas.of(schema);
    JavaRDD<byte[]> parts =
        TableRows.of(table)
            .mapPartitions(rows -> List.of(partition(rows, schema, seed)).iterator());
    if (parts.getNumPartitions() == 0) {
      return new FeatureStats(columns, seed);
    }
    byte[] merged = parts.treeReduce((a, b) -> merge(a, b, schema, seed), MERGE_DEPTH);
    return FeatureStats.fromBytes(merged, columns, seed);
  }

  private static byte[] partition(Iterator<InternalRow> rows, StructType schema, long seed) {
    FeatureStats stats = new FeatureStats(SparkSchemas.of(schema), seed);
    RowColumns batch = RowColumns.of(schema, BATCH_ROWS);
    while (rows.hasNext()) {
      stats.add(batch.fill(rows, BATCH_ROWS));
    }
    return stats.toBytes();
  }

  private static byte[] merge(byte[] a, byte[] b, StructType schema, long seed) {
    ColumnSchema columns = SparkSchemas.of(schema);
    return FeatureStats.fromBytes(a, columns, seed)
        .merge(FeatureStats.fromBytes(b, columns, seed))
        .toBytes();
  }
}
