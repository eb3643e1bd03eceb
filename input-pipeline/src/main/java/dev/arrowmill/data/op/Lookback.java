package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Elements of a stage by their numbers, as far back as they are needed, and the stage's state where
 * the oldest needed one lies. Owns the stage and the chunks.
 */
final class Lookback implements AutoCloseable {
  /**
   * A chunk, null once it is given back, the number of its first element, and the state before it.
   */
  private static final class Piece {
    private final long first;
    private final int size;
    private final ObjectNode before;
    private @Nullable Chunk chunk;

    Piece(Chunk chunk, long first, ObjectNode before) {
      this.chunk = chunk;
      this.first = first;
      this.size = chunk.size();
      this.before = before;
    }

    void close() {
      Chunk open = chunk;
      chunk = null;
      Closing.close(open);
    }
  }

  private final Stage stage;
  private final Deque<Piece> pieces = new ArrayDeque<>();
  private long next;

  Lookback(Stage stage) {
    this.stage = stage;
  }

  /** Whether there is an element of that number; reads on as far as needed. */
  boolean has(long index) {
    while (index >= next) {
      ObjectNode before = stage.state();
      Chunk chunk = stage.next();
      if (chunk == null) {
        return false;
      }
      pieces.add(new Piece(chunk, next, before));
      next += chunk.size();
    }
    return true;
  }

  /** One more than the number of the last element read. */
  long end() {
    return next;
  }

  private Piece piece(long index) {
    Iterator<Piece> newest = pieces.descendingIterator();
    while (newest.hasNext()) {
      Piece p = newest.next();
      if (index >= p.first && index < p.first + p.size) {
        return p;
      }
    }
    throw new IllegalStateException("dataset: element " + index + " is not held");
  }

  /** The chunk that holds an element, borrowed. */
  Chunk chunk(long index) {
    Chunk chunk = piece(index).chunk;
    if (chunk == null) {
      throw new IllegalStateException("dataset: element " + index + " is not held any more");
    }
    return chunk;
  }

  /** Where in its chunk an element lies. */
  int position(long index) {
    return (int) (index - piece(index).first);
  }

  /**
   * Elements from this one on are needed; the memory of older ones is given back. Called again and
   * again with growing numbers.
   */
  void release(long oldest) {
    Iterator<Piece> newest = pieces.descendingIterator();
    while (newest.hasNext()) {
      Piece p = newest.next();
      if (p.first + p.size <= oldest) {
        if (p.chunk == null) {
          return;
        }
        p.close();
      }
    }
  }

  /** A state may begin at this element or later ones. */
  void forget(long oldest) {
    for (Piece p = pieces.peek(); p != null && p.first + p.size <= oldest; p = pieces.peek()) {
      p.close();
      pieces.remove();
    }
  }

  /** The state from which the element of that number is read again. */
  ObjectNode state(long oldest) {
    ObjectNode s = Stage.object();
    for (Piece p : pieces) {
      if (oldest < p.first + p.size) {
        s.set("in", p.before);
        return s.put("at", p.first);
      }
    }
    s.set("in", stage.state());
    return s.put("at", next);
  }

  void restore(JsonNode state) {
    stage.restore(state.path("in"));
    next = state.path("at").asLong();
  }

  @Override
  public void close() {
    pieces.forEach(Piece::close);
    pieces.clear();
    stage.close();
  }
}
