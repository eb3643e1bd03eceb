package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** One open pipeline of an interleave, whose next chunk a worker may be making. Owns it. */
final class InterleaveSlot implements AutoCloseable {
  private final Stage stage;
  private final long number;
  private final ObjectNode madeAt;
  private final @Nullable Workers workers;
  private @Nullable Task<Chunk> ahead;
  private @Nullable ObjectNode beforeAhead;
  private @Nullable Chunk chunk;
  private @Nullable ObjectNode before;
  private int used;
  private long skip;

  /**
   * A pipeline.
   *
   * @param number of the element that it was made from
   * @param madeAt the input's state before that element
   * @param workers make chunks ahead; null where none shall be
   */
  InterleaveSlot(Stage stage, long number, ObjectNode madeAt, @Nullable Workers workers) {
    this.stage = stage;
    this.number = number;
    this.madeAt = madeAt;
    this.workers = workers;
  }

  long number() {
    return number;
  }

  ObjectNode madeAt() {
    return madeAt;
  }

  /** Begins to make the next chunk, unless it is being made. */
  void begin() {
    if (ahead == null && workers != null) {
      beforeAhead = stage.state();
      ahead = Task.start(workers, stage::next);
    }
  }

  /** Whether {@link #available} needs no waiting. */
  boolean isReady() {
    Task<Chunk> a = ahead;
    return left() > 0 || (a != null && a.isDone());
  }

  /** What makes the next chunk, if it was begun. */
  @Nullable Task<Chunk> ahead() {
    return ahead;
  }

  /** Elements of the current chunk that are not used. */
  int left() {
    return chunk == null || skip > 0 ? 0 : chunk.size() - used;
  }

  /** {@link #left} after getting the next chunk if need be; 0 at the end. */
  int available() {
    while (left() == 0) {
      if (chunk != null && used < chunk.size()) {
        long n = Math.min(skip, chunk.size() - used);
        used += (int) n;
        skip -= n;
      } else if (!load()) {
        return 0;
      }
    }
    return left();
  }

  private boolean load() {
    Chunk old = chunk;
    chunk = null;
    used = 0;
    Closing.close(old);
    Task<Chunk> a = ahead;
    if (a == null) {
      before = stage.state();
      chunk = stage.next();
    } else {
      before = beforeAhead;
      chunk = result(a);
    }
    if (chunk != null) {
      begin();
    }
    return chunk != null;
  }

  /** Keeps a task whose result is still to come when the thread is interrupted. */
  private @Nullable Chunk result(Task<Chunk> task) {
    try {
      Chunk made = task.get();
      ahead = null;
      return made;
    } catch (RuntimeException | Error e) {
      if (task.hasFailed()) {
        ahead = null;
      }
      throw e;
    }
  }

  /** Adds elements to a gathering. */
  void moveTo(Gather out, int count) {
    out.add(current(), used, count);
    used += count;
  }

  /** The current chunk, borrowed. */
  Chunk current() {
    Chunk c = chunk;
    if (c == null) {
      throw new IllegalStateException("interleave: no current chunk");
    }
    return c;
  }

  ObjectNode state() {
    ObjectNode s = Stage.object().put("number", number);
    boolean inside = chunk != null && used < chunk.size();
    ObjectNode ready = ahead == null ? null : beforeAhead;
    ObjectNode at = inside ? before : ready;
    s.set("in", at == null ? stage.state() : at);
    return s.put("skip", inside ? used + skip : skip);
  }

  void restore(JsonNode state) {
    stage.restore(state.path("in"));
    skip = state.path("skip").asLong();
  }

  @Override
  public void close() {
    Task<Chunk> a = ahead;
    ahead = null;
    if (a != null) {
      Closing.close(a.abandon());
    }
    Chunk old = chunk;
    chunk = null;
    Closing.close(old);
    stage.close();
  }
}
