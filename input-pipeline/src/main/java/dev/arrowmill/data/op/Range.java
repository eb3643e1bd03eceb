package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.arrow.BatchSource;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.data.ElementSpec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The numbers {@code start, start + step, ...} before {@code stop}, made as they are needed. */
public final class Range extends Node {
  private static final ColumnSchema SCHEMA =
      ColumnSchema.of(new ColumnField("value", ColumnType.LONG));

  private final long start;
  private final long stop;
  private final long step;
  private final long size;

  private Range(long start, long stop, long step, long size) {
    this.start = start;
    this.stop = stop;
    this.step = step;
    this.size = size;
  }

  /**
   * The numbers in a column {@code value}.
   *
   * @throws IllegalArgumentException if the step is 0, or there are more than 2^63 - 1
   */
  public static Range of(long start, long stop, long step) {
    if (step == 0 || step == Long.MIN_VALUE) {
      throw new IllegalArgumentException(
          "range: step is " + step + "; give a step above or below 0");
    }
    try {
      long span = step > 0 ? Math.subtractExact(stop, start) : Math.subtractExact(start, stop);
      return new Range(start, stop, step, Math.max(0, -Math.floorDiv(-span, Math.abs(step))));
    } catch (ArithmeticException e) {
      if ((step > 0) == (stop < start)) {
        return new Range(start, stop, step, 0);
      }
      throw new IllegalArgumentException(
          "range: from " + start + " to " + stop + " are more than 2^63 numbers; bring them closer",
          e);
    }
  }

  /** The numbers from number {@code row} on. */
  Range from(long row) {
    return row >= size
        ? new Range(start, start, step, 0)
        : new Range(start + row * step, stop, step, size - row);
  }

  @Override
  public String name() {
    return "range";
  }

  @Override
  public Optional<ElementSpec> spec() {
    return Optional.of(ElementSpec.of(SCHEMA));
  }

  @Override
  public long cardinality() {
    return size;
  }

  @Override
  long maxElements() {
    return size;
  }

  @Override
  public String pipeline() {
    return start == 0 && step == 1
        ? "range[" + size + "]"
        : "range[" + start + ", " + stop + ", " + step + "]";
  }

  @Override
  void fingerprint(StringBuilder out) {
    out.append(pipeline());
  }

  @Override
  Optional<RandomAccess> randomAccess() {
    if (size > Integer.MAX_VALUE) {
      return Optional.empty();
    }
    return Optional.of(
        new RandomAccess() {
          @Override
          public int size() {
            return (int) size;
          }

          @Override
          public Chunk gather(int[] elements) {
            HeapColumns rows = new HeapColumns(SCHEMA, elements.length);
            for (int e : elements) {
              rows.setLong(rows.addRow(), 0, start + e * step);
            }
            return ColumnsChunk.of(rows, null);
          }
        });
  }

  @Override
  public Stage open(Context context) {
    return new Numbers(context);
  }

  private final class Numbers extends Stage {
    private long at;

    Numbers(Context context) {
      super(context, Range.this);
    }

    @Override
    @Nullable Chunk advance() {
      if (at >= size) {
        return null;
      }
      int n = (int) Math.min(BatchSource.BATCH_ROWS, size - at);
      HeapColumns rows = new HeapColumns(SCHEMA, n);
      for (int i = 0; i < n; i++) {
        rows.setLong(rows.addRow(), 0, start + (at + i) * step);
      }
      at += n;
      return ColumnsChunk.of(rows, null);
    }

    @Override
    public ObjectNode state() {
      return object().put("row", at);
    }

    @Override
    public void restore(JsonNode state) {
      at = state.path("row").asLong();
    }

    @Override
    public void close() {}
  }
}
