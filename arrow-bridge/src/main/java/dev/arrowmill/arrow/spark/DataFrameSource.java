package dev.arrowmill.arrow.spark;

import dev.arrowmill.arrow.BatchSource;
import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.ReadRequest;
import dev.arrowmill.arrow.SkippedRows;
import dev.arrowmill.arrow.SourceIdentity;
import dev.arrowmill.arrow.Split;
import dev.arrowmill.arrow.UnsupportedColumnException;
import dev.arrowmill.arrow.spark.internal.PlanOutput;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A DataFrame, read on the driver: a split is a partition, which is computed when it is read; the
 * driver holds one partition at a time, as Arrow batches. Batches of columns leave the executors as
 * columns where the query ends in columns, e.g. a scan of Parquet files; else rows are packed
 * there.
 *
 * <p>Reading twice gives the same rows in the same order only if the query does: sort it, read
 * files, or cache it. Thread-safe.
 */
public final class DataFrameSource implements BatchSource {
  private static final String NAME = "dataframe";
  private static final int ROWS = 8_192;

  private final Dataset<Row> frame;
  private final StructType schema;
  private final int partitions;
  private final SourceIdentity identity;

  private DataFrameSource(Dataset<Row> frame) {
    this.frame = frame;
    this.schema = frame.schema();
    this.partitions = new PlanOutput(frame).batches(ROWS).getNumPartitions();
    String digest = Integer.toHexString(31 * frame.semanticHash() + schema.hashCode());
    this.identity = new SourceIdentity(0, -1, 0, digest);
  }

  /**
   * A source of all rows. A query with shuffles is computed up to its last one by this.
   *
   * @throws IllegalArgumentException if a column name appears twice
   */
  public static DataFrameSource of(Dataset<Row> frame) {
    List<String> names = List.of(frame.columns());
    if (names.stream().distinct().count() < names.size()) {
      throw new IllegalArgumentException(NAME + ": a column name appears twice in " + names);
    }
    return new DataFrameSource(frame);
  }

  /** Whether these columns leave the executors as columns. */
  public boolean isColumnar(List<String> columns) {
    return new PlanOutput(project(columns)).isColumnar();
  }

  /** The columns in the query's own order: another one would make rows of a scan's columns. */
  private Dataset<Row> project(List<String> columns) {
    return frame.select(
        columns().stream()
            .filter(columns::contains)
            .map(c -> functions.col("`" + c.replace("`", "``") + "`"))
            .toArray(org.apache.spark.sql.Column[]::new));
  }

  @Override
  public List<String> columns() {
    return List.of(frame.columns());
  }

  @Override
  public ColumnSchema schema(List<String> columns) {
    List<ColumnField> fields = new ArrayList<>();
    for (String name : columns) {
      if (!columns().contains(name)) {
        throw new IllegalArgumentException(
            NAME + ": no column " + name + "; there are " + columns());
      }
      StructField f = schema.apply(name);
      ColumnType type =
          SparkSchemas.withLists(f.dataType())
              .orElseThrow(
                  () -> new UnsupportedColumnException(NAME, name, f.dataType().catalogString()));
      fields.add(new ColumnField(name, type));
    }
    return ColumnSchema.of(fields);
  }

  @Override
  public List<Split> splits() {
    List<Split> out = new ArrayList<>();
    for (int p = 0; p < partitions; p++) {
      out.add(new Split(NAME, p, -1));
    }
    return out;
  }

  @Override
  public SourceIdentity identity() {
    return identity;
  }

  @Override
  public ColumnBatches open(ReadRequest request, BufferAllocator allocator) {
    if (request.columns().isEmpty()) {
      throw new IllegalArgumentException(NAME + ": no columns to read; there are " + columns());
    }
    ColumnSchema asked = schema(request.columns());
    for (Split s : request.splits()) {
      if (!s.file().equals(NAME) || s.rowGroup() < 0 || s.rowGroup() >= partitions) {
        throw new IllegalArgumentException(NAME + ": " + s + " is no split of this source");
      }
    }
    JavaRDD<byte[]> batches =
        new PlanOutput(project(request.columns())).batches(Math.min(ROWS, request.batchRows()));
    if (batches.getNumPartitions() != partitions) {
      throw new IllegalStateException(
          NAME
              + ": its query has "
              + partitions
              + " partitions, with the asked columns "
              + batches.getNumPartitions()
              + "; cache it, or turn spark.sql.adaptive.enabled off");
    }
    return SkippedRows.of(
        new PartitionBatches(batches, request, asked, allocator), request.firstRow());
  }
}
