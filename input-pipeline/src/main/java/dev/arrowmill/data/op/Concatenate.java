package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.arrow.ColumnSchema;
import org.jspecify.annotations.Nullable;

/** One input, then the other. */
public final class Concatenate extends Node {
  private final Node second;

  private Concatenate(Node first, Node second) {
    super(first, second);
    this.second = second;
    if (first.batched() != second.batched()) {
      throw new IllegalStateException("concatenate: one gives batches, the other rows");
    }
  }

  public static Concatenate of(Node first, Node second) {
    return new Concatenate(first, second);
  }

  @Override
  public String name() {
    return "concatenate";
  }

  @Override
  long maxElements() {
    long sum = input().maxElements() + second.maxElements();
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  @Override
  public long cardinality() {
    long a = input().cardinality();
    long b = second.cardinality();
    boolean infinite = a == INFINITE || b == INFINITE;
    return infinite ? INFINITE : a < 0 || b < 0 ? UNKNOWN_SIZE : a + b;
  }

  @Override
  public Stage open(Context context) {
    return new Both(context, this, input().open(context), second.open(context.branch(1)));
  }

  private static final class Both extends Stage {
    private final Stage[] inputs;
    private int current;
    private @Nullable ColumnSchema schema;

    Both(Context context, Concatenate node, Stage... inputs) {
      super(context, node);
      this.inputs = inputs;
    }

    @Override
    @Nullable Chunk advance() {
      for (; current < inputs.length; current++) {
        Chunk chunk = inputs[current].next();
        if (chunk != null) {
          requireSameSchema(chunk);
          return chunk;
        }
      }
      current = inputs.length - 1;
      return null;
    }

    private void requireSameSchema(Chunk chunk) {
      if (!(chunk instanceof ColumnsChunk c)) {
        return;
      }
      if (schema != null && !schema.equals(c.all().schema())) {
        ColumnSchema other = c.all().schema();
        chunk.close();
        throw new IllegalArgumentException(
            "concatenate: the columns differ, first " + schema + ", second " + other);
      }
      schema = c.all().schema();
    }

    @Override
    public ObjectNode state() {
      ObjectNode s = object().put("input", current);
      s.set("in", inputs[current].state());
      return s;
    }

    @Override
    public void restore(JsonNode state) {
      current = state.path("input").asInt();
      inputs[current].restore(state.path("in"));
    }

    @Override
    public void close() {
      for (Stage input : inputs) {
        input.close();
      }
    }
  }
}
