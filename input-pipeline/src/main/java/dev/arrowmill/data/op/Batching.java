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
  Node over(Node newInput) {
    return of(newInput, size, dropRemainder);
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
  boolean mayBeBatched() {
    return false;
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
    private final Arrangement arrangement;
    private final Cursor input;

    Batches(Context context, Batching node, Cursor input) {
      super(context, node);
      this.node = node;
      this.arrangement = context.session().arrangement();
      this.input = input;
    }

    @Override
    @Nullable Chunk advance() {
      int available = input.available();
      if (available == 0) {
        return null;
      }
      if (available >= node.size) {
        Batch batch = input.chunk().batch(input.position(), node.size, arrangement);
        input.use(node.size);
        return new BatchChunk(List.of(batch));
      }
      Rows rows = Rows.take(input, node.size, arrangement);
      return rows.count() < node.size && node.dropRemainder
          ? null
          : new BatchChunk(List.of(new Batch(rows.store(), 0, rows.count(), arrangement.label())));
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
