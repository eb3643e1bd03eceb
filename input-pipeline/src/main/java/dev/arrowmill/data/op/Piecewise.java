package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A function of each element, by pieces of the input's chunks that workers make ahead. Results come
 * in order, or, where order is not asked for, the first that is ready; failures in the place of
 * their element. The state is where the oldest piece that was not given begins, and which pieces
 * after it were.
 */
final class Piecewise extends Stage {
  private static final int PIECE = 256;

  /** Makes the results of some elements of a chunk. */
  interface Work {
    Outcome apply(Chunk chunk, int from, int count);
  }

  /** What became of a run of elements, in order. */
  static final class Outcome {
    private record Item(@Nullable Chunk chunk, @Nullable RuntimeException failure) {}

    private final Deque<Item> items = new ArrayDeque<>();

    void add(Chunk results) {
      if (results.size() > 0) {
        items.add(new Item(results, null));
      }
    }

    void add(RuntimeException failure) {
      items.add(new Item(null, failure));
    }
  }

  /** Some elements on their way. */
  private static final class Piece {
    private final Cursor.Loan loan;
    private final Task<Outcome> task;
    private final ObjectNode before;
    private final long first;
    private final int size;
    private int given;

    Piece(Cursor.Loan loan, Task<Outcome> task, ObjectNode before, long first, int size) {
      this.loan = loan;
      this.task = task;
      this.before = before;
      this.first = first;
      this.size = size;
    }
  }

  private final Context context;
  private final Cursor input;
  private final int parallelism;
  private final Work work;
  private final Deque<Piece> pieces = new ArrayDeque<>();

  /** Runs of elements, by number, that were given before older ones. */
  private final TreeMap<Long, Long> early = new TreeMap<>();

  /** After a restore, the run of elements to give first. */
  private long urgentFrom;

  private long urgentTo;
  private final boolean anyOrder;
  private @Nullable Piece chosen;
  private @Nullable RuntimeException failure;
  private long next;
  private boolean ended;

  Piecewise(Context context, Node node, Cursor input, int parallelism, Work work) {
    super(context, node);
    this.context = context;
    this.input = input;
    int threads = context.workers().limit();
    this.parallelism = threads == 1 ? 0 : parallelism < 0 ? threads : parallelism;
    this.anyOrder = this.parallelism > 0 && !context.options().deterministic();
    this.work = work;
  }

  @Override
  @Nullable Chunk advance() {
    while (true) {
      fill();
      Piece piece = choose();
      if (piece == null) {
        return null;
      }
      Outcome outcome = piece.task.get();
      Outcome.Item item = outcome == null ? null : outcome.items.poll();
      if (item == null) {
        finish(piece);
        continue;
      }
      Chunk chunk = item.chunk();
      piece.given += chunk == null ? 1 : chunk.size();
      if (outcome == null || outcome.items.isEmpty()) {
        finish(piece);
      }
      if (chunk != null) {
        return chunk;
      }
      RuntimeException f = item.failure();
      throw f == null ? new IllegalStateException("map: no result") : f;
    }
  }

  private void finish(Piece piece) {
    boolean oldest = piece == pieces.peek();
    pieces.remove(piece);
    piece.loan.close();
    if (!oldest) {
      early.put(piece.first, piece.first + piece.size);
    }
    long from = pieces.isEmpty() ? next : pieces.getFirst().first;
    early.headMap(from).clear();
  }

  /**
   * The piece to give next. Where order is not asked for it stays chosen until it is given, because
   * a state counts the elements of the chunk that comes next.
   */
  private @Nullable Piece choose() {
    Piece c = chosen;
    if (c == null || !pieces.contains(c)) {
      c = pieces.stream().filter(this::isUrgent).findFirst().orElse(null);
      if (c == null && anyOrder) {
        Task.awaitAny(pieces.stream().map(p -> p.task).toList());
        c = pieces.stream().filter(p -> p.task.isDone()).findFirst().orElse(null);
      }
      c = c == null ? pieces.peek() : c;
      chosen = c;
    }
    return c;
  }

  private boolean isUrgent(Piece p) {
    return p.first >= urgentFrom && p.first < urgentTo;
  }

  /** Hands elements to the workers, as many pieces as may be on their way. */
  private void fill() {
    int most = Math.max(1, 2 * parallelism);
    while ((pieces.size() < most || next < urgentTo) && !ended) {
      if (failure != null && pieces.isEmpty()) {
        RuntimeException f = failure;
        failure = null;
        throw f;
      }
      if (failure != null
          || (input.left() == 0 && pieces.size() >= Math.max(1, parallelism) && next >= urgentTo)) {
        return;
      }
      try {
        int n = input.available();
        ended = n == 0;
        if (n > 0) {
          submit(n);
        }
      } catch (RuntimeException e) {
        failure = e;
      }
    }
  }

  private void submit(int available) {
    Map.Entry<Long, Long> done = early.floorEntry(next);
    if (done != null && done.getValue() > next) {
      int passed = (int) Math.min(available, done.getValue() - next);
      input.use(passed);
      next += passed;
      return;
    }
    Long border = border(early.higherKey(next), next < urgentFrom ? urgentFrom : urgentTo);
    int n = parallelism == 0 ? 1 : Math.min(PIECE, Math.max(1, available / (4 * parallelism)));
    n = border == null ? n : (int) Math.min(n, border - next);
    int count = n;
    int from = input.position();
    ObjectNode before = input.state();
    Cursor.Loan loan = input.lend();
    Task<Outcome> task =
        Task.start(
            parallelism == 0 ? null : context.workers(),
            () -> work.apply(loan.chunk(), from, count));
    pieces.add(new Piece(loan, task, before, next, n));
    input.use(n);
    next += n;
  }

  private @Nullable Long border(@Nullable Long run, long urgent) {
    if (urgent <= next) {
      return run;
    }
    return run == null ? Long.valueOf(urgent) : Long.valueOf(Math.min(run, urgent));
  }

  @Override
  public ObjectNode state() {
    if (anyOrder && failure == null) {
      fill();
    }
    Piece first = choose();
    Piece oldest = pieces.peek();
    ObjectNode s = oldest == null ? input.state() : oldest.before.deepCopy();
    long at = oldest == null ? next : oldest.first + oldest.given;
    s.put("skip", s.path("skip").asLong() + (oldest == null ? 0 : oldest.given));
    ArrayNode runs = s.arrayNode();
    for (Piece p : pieces) {
      if (p != oldest && p.given > 0) {
        runs.add(p.first - at).add(p.first + p.given - at);
      }
    }
    early.forEach((from, to) -> runs.add(from - at).add(to - at));
    if (!runs.isEmpty()) {
      s.set("early", runs);
    }
    if (first != null && (anyOrder || first != oldest)) {
      s.put("from", first.first + first.given - at).put("to", first.first + first.size - at);
    } else if (oldest == null && urgentTo > next) {
      s.put("from", urgentFrom - at).put("to", urgentTo - at);
    }
    return s;
  }

  @Override
  public void restore(JsonNode state) {
    input.restore(state);
    urgentFrom = state.path("from").asLong();
    urgentTo = state.path("to").asLong();
    JsonNode runs = state.path("early");
    for (int i = 0; i + 1 < runs.size(); i += 2) {
      early.put(runs.path(i).asLong(), runs.path(i + 1).asLong());
    }
  }

  @Override
  public void close() {
    for (Piece p = pieces.poll(); p != null; p = pieces.poll()) {
      p.task.abandon();
      p.loan.close();
    }
    input.close();
  }
}
