package dev.arrowmill.spark;

import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.Columns;
import dev.arrowmill.arrow.spark.SparkSchemas;
import dev.arrowmill.data.feature.FeatureSpec;
import dev.arrowmill.data.feature.FeatureStats;
import dev.arrowmill.spark.internal.PartitionResults;
import dev.arrowmill.spark.internal.TableBatches;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import scala.Tuple2;

/** Statistics of all columns of a table, in one Spark job whatever the number of columns. */
public final class TableStats {
  private static final int BATCH_ROWS = 4096;
  private static final int MOST_AT_DRIVER = 32;

  private TableStats() {}

  /**
   * Statistics of a table's own columns.
   *
   * @throws dev.arrowmill.arrow.UnsupportedColumnException for a column that cannot be a feature
   */
  public static FeatureStats of(Dataset<Row> table, long seed) {
    return of(table, FeatureSpec.auto(), seed);
  }

  /**
   * Runs the job. The result does not depend on the table's partitioning.
   *
   * @param spec whose expressions make further columns
   * @throws dev.arrowmill.arrow.UnsupportedColumnException for a column that cannot be a feature
   * @throws IllegalArgumentException for an expression that cannot be computed
   */
  public static FeatureStats of(Dataset<Row> table, FeatureSpec spec, long seed) {
    StructType schema = table.schema();
    ColumnSchema columns = SparkSchemas.listsOf(schema);
    FeatureStats all = new FeatureStats(columns, spec, seed);
    String text = spec.toJson();
    JavaRDD<byte[]> parts =
        TableBatches.map(table, BATCH_ROWS, batches -> partition(batches, schema, text, seed));
    JavaRDD<byte[]> few = parts;
    if (parts.getNumPartitions() > MOST_AT_DRIVER) {
      few =
          parts
              .mapPartitionsWithIndex((i, it) -> numbered(i, it), false)
              .mapToPair(p -> p)
              .reduceByKey((a, b) -> merge(a, b, schema, text, seed), MOST_AT_DRIVER)
              .values();
    }
    PartitionResults.each(
        few, bytes -> all.merge(FeatureStats.fromBytes(bytes, columns, spec, seed)));
    return all;
  }

  private static Iterator<Tuple2<Integer, byte[]>> numbered(int partition, Iterator<byte[]> it) {
    List<Tuple2<Integer, byte[]>> out = new ArrayList<>();
    it.forEachRemaining(bytes -> out.add(new Tuple2<>(partition % MOST_AT_DRIVER, bytes)));
    return out.iterator();
  }

  private static byte[] partition(
      Iterator<Columns> batches, StructType schema, String spec, long seed) {
    ColumnSchema columns = SparkSchemas.listsOf(schema);
    FeatureStats stats = new FeatureStats(columns, FeatureSpec.fromJson(spec), seed);
    batches.forEachRemaining(stats::add);
    return stats.toBytes();
  }

  private static byte[] merge(byte[] a, byte[] b, StructType schema, String json, long seed) {
    ColumnSchema columns = SparkSchemas.listsOf(schema);
    FeatureSpec spec = FeatureSpec.fromJson(json);
    return FeatureStats.fromBytes(a, columns, spec, seed)
        .merge(FeatureStats.fromBytes(b, columns, spec, seed))
        .toBytes();
  }
}
