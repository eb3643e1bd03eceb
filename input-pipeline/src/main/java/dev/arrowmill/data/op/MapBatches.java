package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.data.Batch;
import dev.arrowmill.data.ElementSpec;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A function of a batch, called once per batch in order. */
public final class MapBatches extends Node {
  private final UnaryOperator<Batch> function;

  private MapBatches(Node input, UnaryOperator<Batch> function) {
    super(input);
    this.function = function;
    if (!input.batched() && !input.mayBeBatched()) {
      throw new IllegalStateException("mapBatches: elements are rows; put it after batch");
    }
  }

  public static MapBatches of(Node input, UnaryOperator<Batch> function) {
    return new MapBatches(input, function);
  }

  @Override
  Node over(Node newInput) {
    return of(newInput, function);
  }

  @Override
  public String name() {
    return "mapBatches";
  }

  @Override
  public long cardinality() {
    return input().cardinality();
  }

  @Override
  public Optional<ElementSpec> spec() {
    return Optional.empty();
  }

  @Override
  public Stage open(Context context) {
    return new Mapped(context, this, new Cursor(input().open(context)));
  }

  private static final class Mapped extends Stage {
    private final UnaryOperator<Batch> function;
    private final Cursor input;

    Mapped(Context context, MapBatches node, Cursor input) {
      super(context, node);
      this.function = node.function;
      this.input = input;
    }

    @Override
    @Nullable Chunk advance() {
      if (input.available() == 0) {
        return null;
      }
      if (!(input.chunk() instanceof BatchChunk batches)) {
        throw new IllegalStateException("mapBatches: elements are rows; put it after batch");
      }
      Batch batch = batches.batches().get(input.position());
      input.use(1);
      return new BatchChunk(List.of(function.apply(batch)));
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
