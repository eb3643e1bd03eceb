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
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Rows that a task has at hand, e.g. those of its partition, as a source of one split. Each {@link
 * #open} takes a new iterator and reads it as far as it is asked; where there can be only one, a
 * second is an error.
 */
public final class RowSource implements BatchSource {
  private static final String NAME = "rows";

  private final StructType schema;
  private final Supplier<Iterator<Row>> rows;

  private RowSource(StructType schema, Supplier<Iterator<Row>> rows) {
    this.schema = schema;
    this.rows = rows;
  }

  /** Rows that can be iterated again and again. */
  public static RowSource of(StructType schema, Supplier<Iterator<Row>> rows) {
    return new RowSource(schema, rows);
  }

  /** Rows that can be read once, as a function of {@code mapPartitions} gets them. */
  public static RowSource once(StructType schema, Iterator<Row> rows) {
    Iterator<Iterator<Row>> only = List.of(rows).iterator();
    return new RowSource(
        schema,
        () -> {
          if (!only.hasNext()) {
            throw new IllegalStateException(
                NAME + ": this iterator was read before; cache the dataset, or collect the rows");
          }
          return only.next();
        });
  }

  @Override
  public List<String> columns() {
    return List.of(schema.fieldNames());
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
    return List.of(new Split(NAME, 0, -1));
  }

  @Override
  public SourceIdentity identity() {
    return new SourceIdentity(0, -1, 0, Integer.toHexString(schema.hashCode()));
  }

  @Override
  public ColumnBatches open(ReadRequest request, BufferAllocator allocator) {
    if (request.columns().isEmpty()) {
      throw new IllegalArgumentException(NAME + ": no columns to read; there are " + columns());
    }
    if (request.splits().size() > 1 || !splits().containsAll(request.splits())) {
      throw new IllegalArgumentException(
          NAME + ": " + request.splits() + " are no splits of this source, which has one");
    }
    Iterator<Row> from = request.splits().isEmpty() ? List.<Row>of().iterator() : rows.get();
    return SkippedRows.of(
        new RowBatches(from, schema, schema(request.columns()), request.batchRows(), allocator),
        request.firstRow());
  }
}
