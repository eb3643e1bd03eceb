package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.data.Batch;
import dev.arrowmill.data.ElementSpec;
import dev.arrowmill.data.Padding;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows joined to batches, lists and tensors of different sizes brought to one. */
public final class PaddedBatching extends Node {
  private final int size;
  private final boolean dropRemainder;
  private final Padding padding;

  private PaddedBatching(Node input, int size, Padding padding, boolean dropRemainder) {
    super(input);
    this.size = size;
    this.padding = padding;
    this.dropRemainder = dropRemainder;
    if (size <= 0) {
      throw new IllegalArgumentException("paddedBatch: size must be at least 1, got " + size);
    }
    requireRows("paddedBatch");
    input.spec().ifPresent(s -> Padder.check(padding, s));
  }

  public static PaddedBatching of(Node input, int size, Padding padding, boolean dropRemainder) {
    return new PaddedBatching(input, size, padding, dropRemainder);
  }

  @Override
  Node over(Node newInput) {
    return of(newInput, size, padding, dropRemainder);
  }

  @Override
  public String name() {
    return "paddedBatch(" + size + padding + (dropRemainder ? ", dropRemainder)" : ")");
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
    return input().spec().map(s -> Padder.padded(padding, s).batched(rows));
  }

  @Override
  public Stage open(Context context) {
    return new Batches(context, this, new Cursor(input().open(context.packed(true))));
  }

  private static final class Batches extends Stage {
    private final PaddedBatching node;
    private final Arrangement arrangement;
    private final Padder padder;
    private final Cursor input;

    Batches(Context context, PaddedBatching node, Cursor input) {
      super(context, node);
      this.node = node;
      this.arrangement = context.session().arrangement();
      this.padder = new Padder(node.padding);
      this.input = input;
    }

    @Override
    @Nullable Chunk advance() {
      if (input.available() == 0) {
        return null;
      }
      boolean table = input.chunk().layout(arrangement).isTable();
      Rows rows = table ? Rows.take(input, node.size, arrangement) : tensors();
      if (rows.count() < node.size && node.dropRemainder) {
        return null;
      }
      Store store = table ? padder.lists(rows) : rows.store();
      return new BatchChunk(List.of(new Batch(store, 0, rows.count(), arrangement.label())));
    }

    private Rows tensors() {
      Store[] elements = new Store[node.size];
      int count = 0;
      for (int n = input.available(); n > 0 && count < node.size; n = input.available()) {
        Store one = Store.allocate(input.chunk().layout(arrangement), 1);
        input.chunk().write(input.position(), 1, one, null, 0);
        input.use(1);
        elements[count++] = one;
        if (count == node.size) {
          break;
        }
      }
      return new Rows(padder.tensors(Arrays.copyOf(elements, count)), count);
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
