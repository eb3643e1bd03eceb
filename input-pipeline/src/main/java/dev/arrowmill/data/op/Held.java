package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.data.ElementSpec;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Elements that an operator holds on the heap, as the input of a function; read any number of
 * times.
 */
final class Held extends Node {
  private final List<Chunk> chunks;
  private final boolean batched;
  private final Optional<ElementSpec> spec;

  /**
   * Chunks that need no close.
   *
   * @param like the node that they come from
   */
  Held(List<Chunk> chunks, Node like) {
    this.chunks = List.copyOf(chunks);
    this.batched = chunks.stream().anyMatch(BatchChunk.class::isInstance) || like.batched();
    this.spec = like.spec();
  }

  @Override
  public String name() {
    return "window";
  }

  @Override
  public boolean batched() {
    return batched;
  }

  @Override
  public Optional<ElementSpec> spec() {
    return spec;
  }

  @Override
  public long cardinality() {
    return chunks.stream().mapToLong(Chunk::size).sum();
  }

  @Override
  long maxElements() {
    return cardinality();
  }

  @Override
  public Stage open(Context context) {
    return new Given(context);
  }

  private final class Given extends Stage {
    private int next;

    Given(Context context) {
      super(context, Held.this);
    }

    @Override
    @Nullable Chunk advance() {
      if (next >= chunks.size()) {
        return null;
      }
      Chunk c = chunks.get(next++);
      return c.range(0, c.size());
    }

    @Override
    public ObjectNode state() {
      return object().put("chunk", next);
    }

    @Override
    public void restore(JsonNode state) {
      next = state.path("chunk").asInt();
    }

    @Override
    public void close() {}
  }
}
