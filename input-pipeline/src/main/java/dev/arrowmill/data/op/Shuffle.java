package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * The elements of each window in an order keyed by (seed, operator, epoch, window). An element
 * moves by less than a window, and nothing but the number of the window must be remembered.
 */
public final class Shuffle extends Node {
  private final int window;
  private final boolean reshuffle;

  private Shuffle(Node input, int window, boolean reshuffle) {
    super(input);
    this.window = window;
    this.reshuffle = reshuffle;
    if (window <= 0) {
      throw new IllegalArgumentException("shuffle: window must be at least 1, got " + window);
    }
  }

  public static Shuffle of(Node input, int window, boolean reshuffle) {
    return new Shuffle(input, window, reshuffle);
  }

  @Override
  boolean isIdentity() {
    return window == 1;
  }

  @Override
  Node over(Node newInput) {
    return of(newInput, window, reshuffle);
  }

  @Override
  public String name() {
    return "shuffle(" + window + (reshuffle ? ")" : ", same order each epoch)");
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
    return new Windows(context, this, new Cursor(input().open(context)));
  }

  static long key(Context context, Node node, boolean reshuffle) {
    long key = KeyedPermutation.mix(context.seed(), node.depth());
    return KeyedPermutation.mix(key, reshuffle ? context.epochKey() : 0);
  }

  private static final class Windows extends Stage {
    private final Context context;
    private final Shuffle node;
    private final Cursor input;
    private final long key;
    private long number;

    Windows(Context context, Shuffle node, Cursor input) {
      super(context, node);
      this.context = context;
      this.node = node;
      this.input = input;
      this.key = key(context, node, node.reshuffle);
    }

    @Override
    @Nullable Chunk advance() {
      if (input.available() == 0) {
        return null;
      }
      int[] places = KeyedPermutation.table(room(), KeyedPermutation.mix(key, number));
      try (Window filling = Window.of(input.chunk(), places, context, node.name())) {
        int rows = 0;
        for (int n = input.available(); n > 0; n = input.available()) {
          int take = Math.min(n, places.length - rows);
          filling.add(input, take, rows);
          input.use(take);
          rows += take;
          if (rows == places.length) {
            break;
          }
        }
        number++;
        Chunk shuffled = filling.shuffled(rows);
        helped(filling.helpNanos);
        return shuffled;
      }
    }

    /** The window's size, or what is left at most: all windows before this one were full. */
    private int room() {
      long bound = node.input().maxElements();
      long before = number * node.window;
      return bound == Long.MAX_VALUE || bound <= before
          ? node.window
          : (int) Math.min(node.window, bound - before);
    }

    @Override
    public ObjectNode state() {
      ObjectNode s = input.state();
      return s.put("window", number);
    }

    @Override
    public void restore(JsonNode state) {
      input.restore(state);
      number = state.path("window").asLong();
    }

    @Override
    public void close() {
      input.close();
    }
  }
}
