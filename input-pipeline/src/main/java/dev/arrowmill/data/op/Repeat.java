package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** The input again and again; each pass is an epoch with its own order of shuffles before it. */
public final class Repeat extends Node {
  private final long count;

  private Repeat(Node input, long count) {
    super(input);
    this.count = count;
    if (count < -1) {
      throw new IllegalArgumentException(
          "repeat: count must be at least 0, or -1 for ever, got " + count);
    }
  }

  public static Repeat of(Node input, long count) {
    return new Repeat(input, count);
  }

  @Override
  boolean isIdentity() {
    return count == 1;
  }

  @Override
  Node over(Node newInput) {
    return of(newInput, count);
  }

  @Override
  public String name() {
    return count < 0 ? "repeat" : "repeat(" + count + ")";
  }

  @Override
  long maxElements() {
    long n = input().maxElements();
    if (count == 0 || n == 0) {
      return 0;
    }
    return count < 0 || n > Long.MAX_VALUE / count ? Long.MAX_VALUE : n * count;
  }

  @Override
  public long cardinality() {
    long n = input().cardinality();
    if (count == 0 || n == 0) {
      return 0;
    }
    return n < 0 ? n : count < 0 ? INFINITE : n * count;
  }

  @Override
  public Stage open(Context context) {
    return new Epochs(context, this, input().open(context));
  }

  private static final class Epochs extends Stage {
    private final Context context;
    private final Repeat node;
    private Stage input;
    private long epoch;
    private boolean gave;

    Epochs(Context context, Repeat node, Stage first) {
      super(context, node);
      this.context = context;
      this.node = node;
      this.input = first;
    }

    @Override
    @Nullable Chunk advance() {
      while (node.count < 0 || epoch < node.count) {
        Chunk chunk = input.next();
        if (chunk != null) {
          gave = true;
          return chunk;
        }
        if (!gave) {
          return null;
        }
        open(epoch + 1);
      }
      return null;
    }

    private void open(long number) {
      input.close();
      epoch = number;
      gave = false;
      input = node.input().open(context.epoch(number));
    }

    @Override
    public ObjectNode state() {
      ObjectNode s = object().put("epoch", epoch).put("gave", gave);
      s.set("in", input.state());
      return s;
    }

    @Override
    public void restore(JsonNode state) {
      open(state.path("epoch").asLong());
      gave = state.path("gave").asBoolean();
      input.restore(state.path("in"));
    }

    @Override
    public void close() {
      input.close();
    }
  }
}
