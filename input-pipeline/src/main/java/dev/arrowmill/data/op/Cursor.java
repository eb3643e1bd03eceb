package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stage element by element while knowing its state between any two: the state before the
 * current chunk, and how many of its elements were used. Owns the stage and the current chunk.
 */
final class Cursor implements AutoCloseable {
  private final Stage stage;
  private @Nullable Loan current;
  private @Nullable ObjectNode before;
  private int used;
  private long skip;

  Cursor(Stage stage) {
    this.stage = stage;
  }

  /** A chunk that is closed when everybody who uses it is done. */
  static final class Loan implements AutoCloseable {
    private final Chunk chunk;
    private final AtomicInteger users = new AtomicInteger(1);

    Loan(Chunk chunk) {
      this.chunk = chunk;
    }

    Chunk chunk() {
      return chunk;
    }

    private Loan again() {
      users.incrementAndGet();
      return this;
    }

    /** One user less; each user calls it once. */
    @Override
    public void close() {
      if (users.decrementAndGet() == 0) {
        chunk.close();
      }
    }
  }

  /** Elements left in the current chunk, without loading another. */
  int left() {
    return current == null || skip > 0 ? 0 : current.chunk().size() - used;
  }

  /** Elements left in the current chunk, after loading the next if there are none; 0 at the end. */
  int available() {
    while (current == null || used == current.chunk().size() || skip > 0) {
      if (current != null && used < current.chunk().size()) {
        long n = Math.min(skip, current.chunk().size() - used);
        used += (int) n;
        skip -= n;
      } else if (!load()) {
        return 0;
      }
    }
    return current.chunk().size() - used;
  }

  private boolean load() {
    release();
    before = stage.state();
    Chunk chunk = stage.next();
    current = chunk == null ? null : new Loan(chunk);
    return chunk != null;
  }

  private void release() {
    Loan old = current;
    if (old != null) {
      current = null;
      used = 0;
      old.close();
    }
  }

  private Loan current() {
    if (current == null) {
      throw new IllegalStateException("dataset: no current chunk");
    }
    return current;
  }

  /** The current chunk, borrowed; its next element is number {@link #position}. */
  Chunk chunk() {
    return current().chunk();
  }

  /** The current chunk, to be used beyond this cursor's next step; close it then. */
  Loan lend() {
    return current().again();
  }

  int position() {
    return used;
  }

  void use(int count) {
    used += count;
  }

  /** The state before the next element. */
  ObjectNode state() {
    ObjectNode s = Stage.object();
    if (current != null && used < current.chunk().size() && before != null) {
      s.set("in", before);
      s.put("skip", used + skip);
    } else {
      s.set("in", stage.state());
      s.put("skip", skip);
    }
    return s;
  }

  void restore(JsonNode state) {
    stage.restore(state.path("in"));
    skip = state.path("skip").asLong();
    if (skip > 0 && stage.isResized()) {
      throw new IllegalArgumentException(
          "restore: the number of ranks may change at the border of a window only, the state is "
              + skip
              + " elements into one");
    }
  }

  @Override
  public void close() {
    release();
    stage.close();
  }
}
