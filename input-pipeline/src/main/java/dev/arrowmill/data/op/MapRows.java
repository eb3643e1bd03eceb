package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.arrow.BatchSource;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.data.ElementSpec;
import dev.arrowmill.data.Row;
import dev.arrowmill.data.RowWriter;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A function of one row, called once per row in order. */
public final class MapRows extends Node {
  private final ColumnSchema result;
  private final BiConsumer<Row, RowWriter> function;

  private MapRows(Node input, ColumnSchema result, BiConsumer<Row, RowWriter> function) {
    super(input);
    this.result = result;
    this.function = function;
    requireRows("map");
  }

  public static MapRows of(Node input, ColumnSchema result, BiConsumer<Row, RowWriter> function) {
    return new MapRows(input, result, function);
  }

  @Override
  Node over(Node newInput) {
    return of(newInput, result, function);
  }

  @Override
  public String name() {
    return "map" + result.names();
  }

  @Override
  public long cardinality() {
    return input().cardinality();
  }

  @Override
  public Optional<ElementSpec> spec() {
    return Optional.of(ElementSpec.of(result));
  }

  @Override
  public Stage open(Context context) {
    return new Mapped(context, this, new Cursor(input().open(context.packed(false))));
  }

  /** A row that fails is thrown after the rows before it were given; the next call goes on. */
  private static final class Mapped extends Stage {
    private static final int FEW = 64;
    private static final long SLOW_NANOS = 5_000_000;

    private final MapRows node;
    private final Cursor input;
    private @Nullable RuntimeException failure;
    private long mapped;
    private int piece = 1;

    Mapped(Context context, MapRows node, Cursor input) {
      super(context, node);
      this.node = node;
      this.input = input;
    }

    @Override
    @Nullable Chunk advance() {
      throwFailure();
      int available = Math.min(piece, input.available());
      if (available == 0) {
        return null;
      }
      long begin = System.nanoTime();
      HeapColumns out = new HeapColumns(node.result, available);
      int done = mapSome(available, out);
      if (done == 0) {
        throwFailure();
      }
      adapt(done, System.nanoTime() - begin);
      ColumnsChunk all = ColumnsChunk.of(out, null);
      return done == out.rows() ? all : all.range(0, done);
    }

    /** Slow functions give row by row, so that none waits for those after it. */
    private void adapt(int rows, long nanos) {
      mapped += rows;
      boolean slow = nanos > SLOW_NANOS;
      piece = slow || mapped < FEW ? 1 : Math.min(BatchSource.BATCH_ROWS, 2 * piece);
    }

    private void throwFailure() {
      RuntimeException f = failure;
      if (f != null) {
        failure = null;
        input.use(1);
        throw f;
      }
    }

    private int mapSome(int available, HeapColumns out) {
      Row row = new Row(input.chunk().columns("map"));
      RowWriter writer = new RowWriter(out);
      int first = input.position();
      int done = 0;
      try {
        for (; done < available; done++) {
          node.function.accept(row.at(first + done), writer.next());
        }
      } catch (RuntimeException e) {
        if (input.chunk() instanceof ColumnsChunk c) {
          c.trace(node.name(), first + done).addTo(e);
        }
        failure = e;
      }
      input.use(done);
      return done;
    }

    @Override
    public ObjectNode state() {
      return input.state();
    }

    @Override
    public void restore(JsonNode state) {
      input.restore(state);
    }

    @Override
    public void close() {
      input.close();
    }
  }
}
