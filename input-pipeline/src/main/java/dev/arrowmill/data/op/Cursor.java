package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stage element by element while knowing its state between any two: the state before the
 * current chunk, and how many of its elements were used. Owns the stage and the current chunk.
 */
final class Cursor implements AutoCloseable {
  private final Stage stage;
  private @Nullable Chunk chunk;
  private @Nullable ObjectNode before;
  private int used;
  private long skip;

  Cursor(Stage stage) {
    this.stage = stage;
  }

  /** Elements left in the current chunk, after loading the next if there are none; 0 at the end. */
  int available() {
    while (chunk == null || used == chunk.size() || skip > 0) {
      if (chunk != null && used < chunk.size()) {
        long n = Math.min(skip, chunk.size() - used);
        used += (int) n;
        skip -= n;
      } else if (!load()) {
        return 0;
      }
    }
    return chunk.size() - used;
  }

  private boolean load() {
    release();
    before = stage.state();
    chunk = stage.next();
    return chunk != null;
  }

  private void release() {
    if (chunk != null) {
      Chunk old = chunk;
      chunk = null;
      used = 0;
      old.close();
    }
  }

  /** The current chunk, borrowed; its next element is number {@link #position}. */
  Chunk chunk() {
    if (chunk == null) {
      throw new IllegalStateException("dataset: no current chunk");
    }
    return chunk;
  }

  int position() {
    return used;
  }

  void use(int count) {
    used += count;
  }

  /** Takes the rest of the current chunk over from this cursor. */
  Chunk takeRest() {
    Chunk c = chunk();
    int from = used;
    chunk = null;
    used = 0;
    return from == 0 ? c : c.range(from, c.size() - from);
  }

  /** The state before the next element. */
  ObjectNode state() {
    ObjectNode s = Stage.object();
    if (chunk != null && used < chunk.size() && before != null) {
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
  }

  @Override
  public void close() {
    release();
    stage.close();
  }
}
