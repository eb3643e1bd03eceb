package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** The first elements; the input is not asked for more. */
public final class Take extends Node {
  private final long count;

  private Take(Node input, long count) {
    super(input);
    this.count = count;
    if (count < -1) {
      throw new IllegalArgumentException(
          "take: count must be at least 0, or -1 for all, got " + count);
    }
  }

  public static Take of(Node input, long count) {
    return new Take(input, count);
  }

  long count() {
    return count;
  }

  @Override
  boolean isIdentity() {
    return count < 0;
  }

  @Override
  Node over(Node newInput) {
    return of(newInput, count);
  }

  @Override
  public String name() {
    return "take(" + count + ")";
  }

  @Override
  long maxElements() {
    return count < 0 ? input().maxElements() : Math.min(count, input().maxElements());
  }

  @Override
  public long cardinality() {
    long n = input().cardinality();
    return count < 0 ? n : n == INFINITE ? count : n < 0 ? UNKNOWN_SIZE : Math.min(n, count);
  }

  @Override
  public Stage open(Context context) {
    return new First(context, this, input().open(context));
  }

  private static final class First extends Stage {
    private final long count;
    private final Stage input;
    private long given;

    First(Context context, Take node, Stage input) {
      super(context, node);
      this.count = node.count;
      this.input = input;
    }

    @Override
    @Nullable Chunk advance() {
      if (count >= 0 && given >= count) {
        return null;
      }
      Chunk chunk = input.next();
      if (chunk == null) {
        return null;
      }
      if (count >= 0 && given + chunk.size() > count) {
        chunk = chunk.range(0, (int) (count - given));
      }
      given += chunk.size();
      return chunk;
    }

    @Override
    public ObjectNode state() {
      ObjectNode s = object().put("given", given);
      s.set("in", input.state());
      return s;
    }

    @Override
    public void restore(JsonNode state) {
      given = state.path("given").asLong();
      input.restore(state.path("in"));
    }

    @Override
    public void close() {
      input.close();
    }
  }
}
