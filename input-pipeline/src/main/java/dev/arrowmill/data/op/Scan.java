package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.data.ElementSpec;
import dev.arrowmill.data.Row;
import dev.arrowmill.data.RowWriter;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A function of a state and each row, in order, that gives a row and the next state. */
public final class Scan extends Node {
  /** What an element does to the state. */
  public interface Step {
    /** Fills a row and returns the next state. */
    Map<String, Object> apply(Map<String, Object> state, Row in, RowWriter out);
  }

  private final Map<String, Object> initial;
  private final ColumnSchema result;
  private final Step step;

  private Scan(Node input, Map<String, Object> initial, ColumnSchema result, Step step) {
    super(input);
    this.initial = Map.copyOf(initial);
    this.result = result;
    this.step = step;
    ScanState.check(initial);
  }

  public static Scan of(Node input, Map<String, Object> initial, ColumnSchema result, Step step) {
    return new Scan(input, initial, result, step);
  }

  @Override
  public String name() {
    return "scan" + result.names();
  }

  @Override
  public boolean batched() {
    return false;
  }

  @Override
  boolean mayBeBatched() {
    return false;
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
  Node over(Node newInput) {
    return of(newInput, initial, result, step);
  }

  @Override
  public Stage open(Context context) {
    Context rows = context.packed(false);
    return new Scanned(rows, this, new Cursor(input().open(rows)));
  }

  /** A row that fails is thrown after the rows before it were given; the state stays as it was. */
  private static final class Scanned extends Reading {
    private final Context context;
    private final Scan node;
    private Map<String, Object> state;
    private @Nullable RuntimeException failure;

    Scanned(Context context, Scan node, Cursor input) {
      super(context, node, input);
      this.context = context;
      this.node = node;
      this.state = node.initial;
    }

    @Override
    @Nullable Chunk advance() {
      throwFailure();
      int available = input.available();
      if (available == 0) {
        return null;
      }
      HeapColumns out = new HeapColumns(node.result, available);
      int done = scanSome(available, out);
      if (done == 0) {
        throwFailure();
      }
      ColumnsChunk all = ColumnsChunk.of(out, null);
      return done == out.rows() ? all : all.range(0, done);
    }

    private void throwFailure() {
      RuntimeException f = failure;
      if (f != null) {
        failure = null;
        input.use(1);
        throw f;
      }
    }

    private int scanSome(int available, HeapColumns out) {
      Row row = RowsOf.row(input.chunk(), context, "scan");
      RowWriter writer = new RowWriter(out);
      int first = input.position();
      int done = 0;
      try {
        for (; done < available; done++) {
          Map<String, Object> next = node.step.apply(state, row.at(first + done), writer.next());
          ScanState.check(next);
          state = next;
        }
      } catch (RuntimeException e) {
        failure = e;
      }
      input.use(done);
      return done;
    }

    @Override
    public ObjectNode state() {
      ObjectNode s = input.state();
      s.set("state", ScanState.write(state));
      return s;
    }

    @Override
    public void restore(JsonNode saved) {
      state = ScanState.read(saved.path("state"));
      input.restore(saved);
    }
  }
}
