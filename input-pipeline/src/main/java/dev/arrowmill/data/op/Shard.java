package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Every n-th element, from the index on: the shards of all indexes are the input. */
public final class Shard extends Node {
  private final int shards;
  private final int index;

  private Shard(Node input, int shards, int index) {
    super(input);
    this.shards = shards;
    this.index = index;
    if (shards <= 0) {
      throw new IllegalArgumentException(
          "shard: shards must be at least 1, got " + index + " of " + shards);
    }
    if (index < 0 || index >= shards) {
      throw new IllegalArgumentException(
          "shard: index must be in [0, " + shards + "), got " + index + " of " + shards);
    }
  }

  public static Shard of(Node input, int shards, int index) {
    return new Shard(input, shards, index);
  }

  @Override
  boolean isIdentity() {
    return shards == 1;
  }

  @Override
  Node over(Node newInput) {
    return of(newInput, shards, index);
  }

  @Override
  public String name() {
    return "shard(" + shards + ", " + index + ")";
  }

  @Override
  long maxElements() {
    long n = input().maxElements();
    return n == Long.MAX_VALUE ? n : (n - index + shards - 1) / shards;
  }

  @Override
  public long cardinality() {
    long n = input().cardinality();
    return n < 0 ? n : Math.max(0, (n - index + shards - 1) / shards);
  }

  @Override
  public Stage open(Context context) {
    return new Part(context, this, input().open(context));
  }

  private static final class Part extends Stage {
    private final int shards;
    private final int index;
    private final Stage input;
    private int phase;

    Part(Context context, Shard node, Stage input) {
      super(context, node);
      this.shards = node.shards;
      this.index = node.index;
      this.input = input;
    }

    @Override
    @Nullable Chunk advance() {
      for (Chunk chunk = input.next(); chunk != null; chunk = input.next()) {
        int first = Math.floorMod(index - phase, shards);
        phase = (int) ((phase + (long) chunk.size()) % shards);
        if (first < chunk.size()) {
          return shards == 1 ? chunk : chunk.keep(everyNth(first, chunk.size()));
        }
        chunk.close();
      }
      return null;
    }

    private int[] everyNth(int first, int size) {
      int[] kept = new int[(size - first + shards - 1) / shards];
      for (int i = 0; i < kept.length; i++) {
        kept[i] = first + i * shards;
      }
      return kept;
    }

    @Override
    public ObjectNode state() {
      ObjectNode s = object().put("phase", phase);
      s.set("in", input.state());
      return s;
    }

    @Override
    public void restore(JsonNode state) {
      phase = state.path("phase").asInt();
      input.restore(state.path("in"));
    }

    @Override
    public void close() {
      input.close();
    }
  }
}
