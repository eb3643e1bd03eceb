package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** All but the first elements. */
public final class Skip extends Node {
  private final long count;

  private Skip(Node input, long count) {
    super(input);
    this.count = count;
    if (count < -1) {
      throw new IllegalArgumentException(
          "skip: count must be at least 0, or -1 for all, got " + count);
    }
  }

  public static Skip of(Node input, long count) {
    return new Skip(input, count);
  }

  long count() {
    return count;
  }

  @Override
  boolean isIdentity() {
    return count == 0;
  }

  @Override
  Node over(Node newInput) {
    return of(newInput, count);
  }

  @Override
  public String name() {
    return "skip(" + count + ")";
  }

  @Override
  long maxElements() {
    long n = input().maxElements();
    return n == Long.MAX_VALUE ? n : count < 0 ? 0 : Math.max(0, n - count);
  }

  @Override
  public long cardinality() {
    long n = input().cardinality();
    return count < 0 ? 0 : n < 0 ? n : Math.max(0, n - count);
  }

  @Override
  public Stage open(Context context) {
    return new Rest(context, this, input().open(context));
  }

  private static final class Rest extends Stage {
    private final boolean all;
    private final Stage input;
    private long left;

    Rest(Context context, Skip node, Stage input) {
      super(context, node);
      this.all = node.count < 0;
      this.left = node.count;
      this.input = input;
    }

    @Override
    @Nullable Chunk advance() {
      if (all) {
        return null;
      }
      Chunk chunk = input.next();
      while (chunk != null && left >= chunk.size()) {
        left -= chunk.size();
        chunk.close();
        chunk = input.next();
      }
      if (chunk != null && left > 0) {
        chunk = chunk.range((int) left, (int) (chunk.size() - left));
        left = 0;
      }
      return chunk;
    }

    @Override
    public ObjectNode state() {
      ObjectNode s = object().put("left", left);
      s.set("in", input.state());
      return s;
    }

    @Override
    public void restore(JsonNode state) {
      left = state.path("left").asLong();
      input.restore(state.path("in"));
    }

    @Override
    public void close() {
      input.close();
    }
  }
}
