package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.data.MemoryBudgetException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The input without the elements that fail: they are counted, and logged and written to a file
 * where that is asked for. Columns that are decoded late are decoded here, so that damage shows.
 */
public final class IgnoreErrors extends Node {
  private final boolean logWarning;
  private final @Nullable Path deadLetters;

  private IgnoreErrors(Node input, boolean logWarning, @Nullable Path deadLetters) {
    super(input);
    this.logWarning = logWarning;
    this.deadLetters = deadLetters;
  }

  public static IgnoreErrors of(Node input, boolean logWarning, @Nullable Path deadLetters) {
    return new IgnoreErrors(input, logWarning, deadLetters);
  }

  @Override
  public String name() {
    return "ignoreErrors";
  }

  @Override
  Node over(Node newInput) {
    return of(newInput, logWarning, deadLetters);
  }

  @Override
  public Stage open(Context context) {
    Context rows = context.packed(false);
    return new Healthy(rows, this, input().open(rows));
  }

  private static final class Healthy extends Passing {
    private static final Logger LOG = LoggerFactory.getLogger(IgnoreErrors.class);
    private static final int STANDSTILL = 1_000;

    private final IgnoreErrors node;
    private final @Nullable DeadLetters letters;
    private long given;
    private long lost;
    private @Nullable ObjectNode failedAt;
    private @Nullable String failedWith;
    private int again;

    Healthy(Context context, IgnoreErrors node, Stage input) {
      super(context, node, input);
      this.node = node;
      this.letters = node.deadLetters == null ? null : new DeadLetters(node.deadLetters);
    }

    @Override
    @Nullable Chunk advance() {
      while (true) {
        try {
          Chunk chunk = input.next();
          if (chunk == null) {
            return null;
          }
          Chunk whole = decoded(chunk);
          if (whole != null) {
            given += whole.size();
            return whole;
          }
        } catch (RuntimeException e) {
          requireNew(e);
          lose(e, 1);
        }
      }
    }

    /** An input that stands still and fails again and again, or no memory, is no lost element. */
    private void requireNew(RuntimeException e) {
      ObjectNode now = input.state();
      again = now.equals(failedAt) && e.toString().equals(failedWith) ? again + 1 : 0;
      failedAt = now;
      failedWith = e.toString();
      if (again > STANDSTILL
          || e instanceof MemoryBudgetException
          || Thread.currentThread().isInterrupted()) {
        throw e;
      }
    }

    /** The elements on the heap; null if they cannot be read. */
    private @Nullable Chunk decoded(Chunk chunk) {
      if (!(chunk instanceof ColumnsChunk c) || !c.isBorrowed()) {
        return chunk;
      }
      try {
        return Gather.copy(chunk, 0, chunk.size());
      } catch (RuntimeException e) {
        requireNew(e);
        c.trace(node.name(), 0).addTo(e);
        lose(e, chunk.size());
        return null;
      } finally {
        chunk.close();
      }
    }

    private void lose(RuntimeException e, int elements) {
      long at = given + lost;
      lost += elements;
      lost(elements);
      if (node.logWarning) {
        LOG.warn("ignoreErrors: lost {} element(s) at {}: {}", elements, at, e.toString());
      }
      if (letters != null) {
        letters.write(e, at, elements);
      }
    }

    @Override
    public ObjectNode state() {
      ObjectNode s = object().put("given", given).put("lost", lost);
      s.set("in", input.state());
      return s;
    }

    @Override
    public void restore(JsonNode state) {
      given = state.path("given").asLong();
      lost = state.path("lost").asLong();
      lost(lost);
      input.restore(state.path("in"));
    }

    @Override
    public void close() {
      Closing.close(letters);
      super.close();
    }
  }
}
