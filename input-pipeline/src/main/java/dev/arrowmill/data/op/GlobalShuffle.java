package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.arrow.BatchSource;
import org.jspecify.annotations.Nullable;

/** All elements of a source in memory in one order, keyed by (seed, operator, epoch). */
public final class GlobalShuffle extends Node {
  private final RandomAccess elements;
  private final boolean reshuffle;

  private GlobalShuffle(Node input, boolean reshuffle) {
    super(input);
    this.reshuffle = reshuffle;
    this.elements =
        input
            .randomAccess()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "shuffle: without a window it must directly follow data in memory, not "
                            + input.name()
                            + "; give a window, e.g. shuffle(262144)"));
  }

  public static GlobalShuffle of(Node input, boolean reshuffle) {
    return new GlobalShuffle(input, reshuffle);
  }

  @Override
  public String name() {
    return reshuffle ? "shuffle" : "shuffle(same order each epoch)";
  }

  @Override
  boolean random() {
    return true;
  }

  @Override
  public long cardinality() {
    return input().cardinality();
  }

  @Override
  public Stage open(Context context) {
    return new Permuted(context);
  }

  private final class Permuted extends Stage {
    private final KeyedPermutation order;
    private int at;

    Permuted(Context context) {
      super(context, GlobalShuffle.this);
      long key = Shuffle.key(context, GlobalShuffle.this, reshuffle);
      this.order = new KeyedPermutation(elements.size(), key);
    }

    @Override
    @Nullable Chunk advance() {
      int n = Math.min(BatchSource.BATCH_ROWS, elements.size() - at);
      if (n <= 0) {
        return null;
      }
      int[] chosen = new int[n];
      for (int i = 0; i < n; i++) {
        chosen[i] = (int) order.at(at + i);
      }
      at += n;
      return elements.gather(chosen);
    }

    @Override
    public ObjectNode state() {
      return object().put("row", at);
    }

    @Override
    public void restore(JsonNode state) {
      at = state.path("row").asInt();
    }

    @Override
    public void close() {}
  }
}
