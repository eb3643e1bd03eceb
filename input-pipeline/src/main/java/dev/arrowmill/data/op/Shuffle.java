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
  private final int ranks;
  private final int rank;

  private Shuffle(Node input, int window, boolean reshuffle, int ranks, int rank) {
    super(input);
    this.window = window;
    this.reshuffle = reshuffle;
    this.ranks = ranks;
    this.rank = rank;
    if (window <= 0) {
      throw new IllegalArgumentException("shuffle: window must be at least 1, got " + window);
    }
  }

  public static Shuffle of(Node input, int window, boolean reshuffle) {
    return new Shuffle(input, window, reshuffle, 1, 0);
  }

  /**
   * Every {@code ranks}-th window of a shuffle, from number {@code rank} on.
   *
   * @throws IllegalStateException if the node is no shuffle by windows
   */
  public static Shuffle shard(Node shuffle, int ranks, int rank) {
    if (ranks <= 0) {
      throw new IllegalArgumentException("shardWindows: ranks must be at least 1, got " + ranks);
    }
    if (rank < 0 || rank >= ranks) {
      throw new IllegalArgumentException(
          "shardWindows: rank must be in [0, " + ranks + "), got " + rank + " of " + ranks);
    }
    if (!(shuffle instanceof Shuffle s) || s.ranks > 1) {
      throw new IllegalStateException(
          "shardWindows: must directly follow shuffle(window), not " + shuffle.name());
    }
    return (Shuffle) new Shuffle(s.input(), s.window, s.reshuffle, ranks, rank).at(s.depth());
  }

  @Override
  boolean isIdentity() {
    return window == 1 && ranks == 1;
  }

  @Override
  Node over(Node newInput) {
    return new Shuffle(newInput, window, reshuffle, ranks, rank);
  }

  @Override
  public String name() {
    return whole() + (ranks == 1 ? "" : ".shardWindows(" + ranks + ", " + rank + ")");
  }

  private String whole() {
    return "shuffle(" + window + (reshuffle ? ")" : ", same order each epoch)");
  }

  /** Without the rank, so that another number of ranks can go on from a state. */
  @Override
  public String pipeline() {
    return input().pipeline() + " > " + whole();
  }

  @Override
  boolean random() {
    return true;
  }

  @Override
  public long cardinality() {
    long n = input().cardinality();
    if (n < 0 || ranks == 1) {
      return n;
    }
    long rounds = n / ((long) window * ranks);
    long rest = n - rounds * window * ranks - (long) rank * window;
    return rounds * window + Math.max(0, Math.min(window, rest));
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
    private @Nullable Window filling;
    private @Nullable ObjectNode before;
    private int rows;

    /** The first window that was dealt out to this number of ranks. */
    private long start;

    Windows(Context context, Shuffle node, Cursor input) {
      super(context, node);
      this.context = context;
      this.node = node;
      this.input = input;
      this.key = key(context, node, node.reshuffle);
    }

    /** A window that an error interrupts keeps its elements; the next call goes on with it. */
    @Override
    @Nullable Chunk advance() {
      Window open = filling;
      if (open == null) {
        if (!skipOthers() || input.available() == 0) {
          return null;
        }
        before = input.state();
        int[] places = KeyedPermutation.table(room(), KeyedPermutation.mix(key, number));
        open = Window.of(input.chunk(), places, context, node.name());
        filling = open;
        rows = 0;
      }
      for (int n = input.available(); n > 0; n = input.available()) {
        int take = Math.min(n, open.places.length - rows);
        open.add(input, take, rows);
        input.use(take);
        rows += take;
        if (rows == open.places.length) {
          break;
        }
      }
      filling = null;
      try (Window full = open) {
        number++;
        Chunk shuffled = full.shuffled(rows);
        helped(full.helpNanos);
        return shuffled;
      }
    }

    /** Passes over windows of other ranks, which costs no decoding; false at the end. */
    private boolean skipOthers() {
      while ((number - start) % node.ranks != node.rank) {
        if (!pass()) {
          return false;
        }
      }
      return true;
    }

    /** Passes over a window; false if the input ended before. */
    private boolean pass() {
      long left = room();
      while (left > 0) {
        int n = (int) Math.min(left, input.available());
        if (n == 0) {
          return false;
        }
        input.use(n);
        left -= n;
      }
      number++;
      return true;
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
      ObjectNode s = filling != null && before != null ? before.deepCopy() : input.state();
      s.put("window", number);
      return node.ranks == 1 && start == 0
          ? s
          : s.put("start", start).put("ranks", node.ranks).put("rank", node.rank);
    }

    @Override
    public void restore(JsonNode state) {
      input.restore(state);
      number = state.path("window").asLong();
      start = state.path("start").asLong();
      int ranks = state.path("ranks").asInt(1);
      int rank = state.path("rank").asInt();
      if (ranks != node.ranks) {
        long rounds = Math.floorDiv(number - start - rank + ranks - 1, ranks);
        toBorder(start + rounds * ranks);
      } else if (rank != node.rank) {
        throw new IllegalArgumentException(
            "restore: the state is of rank " + rank + ", this is rank " + node.rank);
      }
    }

    /** Goes on where all ranks together stood: their windows so far end at this one. */
    private void toBorder(long border) {
      while (number < border && pass()) {
        continue;
      }
      start = border;
      resized();
    }

    @Override
    public void close() {
      Window open = filling;
      filling = null;
      Closing.close(open);
      input.close();
    }
  }
}
