package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.data.Batch;
import dev.arrowmill.data.ElementSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Windows over the input that may overlap: batches of their rows, or what a function makes of them.
 */
public final class Sliding extends Node {
  private final Windows windows;
  private final @Nullable UnaryOperator<Node> function;

  private Sliding(Node input, Windows windows, @Nullable UnaryOperator<Node> function) {
    super(input);
    this.windows = windows;
    this.function = function;
    if (function == null) {
      requireRows("window");
    }
  }

  /** Each window a batch. */
  public static Sliding of(Node input, Windows windows) {
    return new Sliding(input, windows, null);
  }

  /** The elements of the datasets that a function makes of each window, one after the other. */
  public static Sliding of(Node input, Windows windows, UnaryOperator<Node> function) {
    return new Sliding(input, windows, function);
  }

  @Override
  public String name() {
    return windows.toString();
  }

  @Override
  public boolean batched() {
    return function == null;
  }

  @Override
  boolean mayBeBatched() {
    return function != null;
  }

  @Override
  long maxElements() {
    long n = input().maxElements();
    return function != null || n == Long.MAX_VALUE ? Long.MAX_VALUE : windows.windows(n);
  }

  @Override
  public long cardinality() {
    return function != null ? UNKNOWN_SIZE : windows.windows(input().cardinality());
  }

  @Override
  public Optional<ElementSpec> spec() {
    int rows = windows.dropRemainder() ? windows.size() : ElementSpec.UNKNOWN;
    return function != null ? Optional.empty() : input().spec().map(s -> s.batched(rows));
  }

  @Override
  public Stage open(Context context) {
    Context rows = context.packed(false);
    Lookback input = new Lookback(input().open(rows));
    return function == null
        ? new Batches(rows, this, input)
        : new Nested(rows, this, input, function);
  }

  /** Whether a window has the elements it must have. */
  private boolean ready(Lookback input, long window) {
    long first = windows.first(window);
    input.forget(first);
    return input.has(first) && (input.has(windows.last(window)) || !windows.dropRemainder());
  }

  private static final class Batches extends Stage {
    private final Sliding node;
    private final Lookback input;
    private final Arrangement arrangement;
    private long window;

    Batches(Context context, Sliding node, Lookback input) {
      super(context, node);
      this.node = node;
      this.input = input;
      this.arrangement = context.session().arrangement();
    }

    @Override
    @Nullable Chunk advance() {
      if (!node.ready(input, window)) {
        return null;
      }
      Windows w = node.windows;
      long first = w.first(window);
      int count = w.count(window, input.end());
      window++;
      Store store = Store.allocate(input.chunk(first).layout(arrangement), count);
      for (int j = 0; j < count; j++) {
        long index = first + (long) j * w.stride();
        Chunk chunk = input.chunk(index);
        Rows.requireSame(store.layout(), chunk.layout(arrangement));
        int at = input.position(index);
        int run = w.stride() > 1 ? 1 : Math.min(count - j, chunk.size() - at);
        chunk.write(at, run, store, null, j);
        j += run - 1;
      }
      return new BatchChunk(List.of(new Batch(store, 0, count, arrangement.label())));
    }

    @Override
    public ObjectNode state() {
      return input.state(node.windows.first(window)).put("window", window);
    }

    @Override
    public void restore(JsonNode state) {
      window = state.path("window").asLong();
      input.restore(state);
    }

    @Override
    public void close() {
      input.close();
    }
  }

  private static final class Nested extends Flattening {
    private final Sliding node;
    private final Lookback input;
    private final UnaryOperator<Node> function;
    private long window;

    Nested(Context context, Sliding node, Lookback input, UnaryOperator<Node> function) {
      super(context, node);
      this.node = node;
      this.input = input;
      this.function = function;
    }

    @Override
    boolean ready() {
      return node.ready(input, window);
    }

    @Override
    Node make(long number) {
      Windows w = node.windows;
      List<Chunk> chunks = new ArrayList<>();
      Gather gather = null;
      for (int j = 0; j < w.count(window, input.end()); j++) {
        long index = w.first(window) + (long) j * w.stride();
        Chunk chunk = input.chunk(index);
        if (gather == null || !gather.fits(chunk)) {
          if (gather != null) {
            chunks.add(gather.chunk());
          }
          gather = Gather.of(chunk, w.size());
        }
        gather.add(chunk, input.position(index), 1);
      }
      if (gather != null) {
        chunks.add(gather.chunk());
      }
      return node.made(function.apply(new Held(chunks, node.input())));
    }

    @Override
    void done() {
      window++;
    }

    @Override
    ObjectNode place() {
      return input.state(node.windows.first(window)).put("window", window);
    }

    @Override
    void goTo(JsonNode place) {
      window = place.path("window").asLong();
      input.restore(place);
    }

    @Override
    void closeInput() {
      input.close();
    }
  }
}
