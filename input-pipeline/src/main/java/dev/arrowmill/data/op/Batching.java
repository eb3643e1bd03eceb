package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.data.Batch;
import dev.arrowmill.data.ElementSpec;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows joined to batches; slices of packed rows where they lie so, else one pack per batch. */
public final class Batching extends Node {
  private final int size;
  private final boolean dropRemainder;

  private Batching(Node input, int size, boolean dropRemainder) {
    super(input);
    this.size = size;
    this.dropRemainder = dropRemainder;
    if (size <= 0) {
      throw new IllegalArgumentException("batch: size must be at least 1, got " + size);
    }
    requireRows("batch");
  }

  public static Batching of(Node input, int size, boolean dropRemainder) {
    return new Batching(input, size, dropRemainder);
  }

  @Override
  public String name() {
    return "batch(" + size + (dropRemainder ? ", dropRemainder)" : ")");
  }

  @Override
  public boolean batched() {
    return true;
  }

  @Override
  long maxElements() {
    long n = input().maxElements();
    return n == Long.MAX_VALUE ? n : (n + size - 1) / size;
  }

  @Override
  public long cardinality() {
    long n = input().cardinality();
    return n < 0 ? n : dropRemainder ? n / size : (n + size - 1) / size;
  }

  @Override
  public Optional<ElementSpec> spec() {
    int rows = dropRemainder ? size : ElementSpec.UNKNOWN;
    return input().spec().map(s -> s.batched(rows));
  }

  @Override
  public Stage open(Context context) {
    return new Batches(context, this, new Cursor(input().open(context.packed(true))));
  }

  private static final class Batches extends Stage {
    private final Batching node;
    private final String label;
    private final Cursor input;

    Batches(Context context, Batching node, Cursor input) {
      super(context, node);
      this.node = node;
      this.label = context.label();
      this.input = input;
    }

    @Override
    @Nullable Chunk advance() {
      int available = input.available();
      if (available == 0) {
        return null;
      }
      if (available >= node.size) {
        Batch batch = input.chunk().batch(input.position(), node.size, label);
        input.use(node.size);
        return new BatchChunk(List.of(batch));
      }
      Store store = Store.allocate(input.chunk().layout(label), node.size);
      int rows = fill(store);
      return rows < node.size && node.dropRemainder
          ? null
          : new BatchChunk(List.of(new Batch(store, 0, rows, label)));
    }

    private int fill(Store store) {
      int rows = 0;
      for (int n = input.available(); n > 0 && rows < node.size; n = input.available()) {
        int take = Math.min(n, node.size - rows);
        requireSame(store.layout(), input.chunk().layout(label));
        input.chunk().write(input.position(), take, store, null, rows);
        input.use(take);
        rows += take;
        if (rows == node.size) {
          break;
        }
      }
      return rows;
    }

    private static void requireSame(Layout first, Layout next) {
      if (!first.sameAs(next)) {
        throw new IllegalArgumentException(
            "batch: elements of one batch differ, first " + first + ", then " + next);
      }
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
