package dev.arrowmill.arrow.spark;

import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.HeapBatch;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.arrow.OwnedColumns;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/** Rows copied into heap batches. */
final class RowBatches implements ColumnBatches {
  private final Iterator<Row> rows;
  private final ColumnSchema schema;
  private final int[] fields;
  private final int batchRows;
  private final BufferAllocator allocator;
  private long row;
  private boolean closed;

  RowBatches(
      Iterator<Row> rows,
      StructType from,
      ColumnSchema schema,
      int batchRows,
      BufferAllocator allocator) {
    this.rows = rows;
    this.schema = schema;
    this.batchRows = batchRows;
    this.allocator = allocator;
    this.fields = new int[schema.size()];
    for (int c = 0; c < fields.length; c++) {
      fields[c] = from.fieldIndex(schema.field(c).name());
    }
  }

  @Override
  public boolean hasNext() {
    return !closed && rows.hasNext();
  }

  @Override
  public OwnedColumns next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no more batches");
    }
    HeapColumns batch = new HeapColumns(schema, Math.min(1_024, batchRows));
    while (!batch.isFull(batchRows) && rows.hasNext()) {
      Row from = rows.next();
      int r = batch.addRow();
      for (int c = 0; c < fields.length; c++) {
        batch.set(r, c, value(from.get(fields[c])));
      }
    }
    OwnedColumns out = HeapBatch.of(batch, allocator, "rows", row);
    row += batch.rows();
    return out;
  }

  private static @Nullable Object value(@Nullable Object value) {
    if (!(value instanceof scala.collection.Iterable<?> list)) {
      return value;
    }
    List<@Nullable Object> out = new ArrayList<>();
    CollectionConverters.asJava(list).forEach(v -> out.add(element(v)));
    return out;
  }

  /** Integral elements of any kind are longs in a list. */
  private static @Nullable Object element(@Nullable Object v) {
    if (v instanceof Boolean b) {
      return b ? 1L : 0L;
    }
    if (v instanceof java.sql.Date d) {
      return d.toLocalDate().toEpochDay();
    }
    if (v instanceof java.time.LocalDate d) {
      return d.toEpochDay();
    }
    Instant at =
        v instanceof java.sql.Timestamp t ? t.toInstant() : v instanceof Instant i ? i : null;
    return at == null ? v : (Object) ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }

  @Override
  public void close() {
    closed = true;
  }
}
