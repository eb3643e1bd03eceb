package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.data.ElementTrace;
import org.jspecify.annotations.Nullable;

/**
 * A running operator. One thread at a time calls it; {@link #close} may be called twice. Internal.
 *
 * <p>The state belongs to the border before the next chunk: a fresh stage that restores it gives
 * the same elements from there on, though perhaps cut into other chunks.
 */
public abstract class Stage implements AutoCloseable {
  /** Time that the running thread has spent in stages called by the current one. */
  private static final ThreadLocal<long[]> INNER = ThreadLocal.withInitial(() -> new long[1]);

  private final Meter meter;
  private final Session session;

  Stage(Context context, Node node) {
    this.meter = context.meter(node);
    this.session = context.session();
  }

  /** The next elements, at least one; null at the end, again and again. */
  public final @Nullable Chunk next() {
    long[] inner = INNER.get();
    long outer = inner[0];
    inner[0] = 0;
    long begin = System.nanoTime();
    Chunk chunk = null;
    try {
      chunk = advance();
      return chunk;
    } catch (RuntimeException e) {
      new ElementTrace(meter.node().name(), null, -1).addTo(e);
      throw e;
    } finally {
      long total = System.nanoTime() - begin;
      meter.add(
          chunk == null ? 0 : chunk.size(), chunk == null ? 0 : chunk.bytes(), total - inner[0]);
      inner[0] = outer + total;
    }
  }

  /** Takes time out of this stage's own, because it was spent waiting. */
  final void waited(long nanos) {
    meter.addWait(nanos);
    INNER.get()[0] += nanos;
  }

  /** Tells that a state of another number of ranks was restored. */
  final void resized() {
    session.resized().set(true);
  }

  /** Whether a state of another number of ranks was restored. */
  final boolean isResized() {
    return session.resized().get();
  }

  /** Adds time that worker threads spent for this stage, the calling thread's not counted. */
  final void helped(long nanos) {
    meter.addHelp(nanos);
  }

  /** Counts elements that were left out because they failed. */
  final void lost(long elements) {
    meter.addLost(elements);
  }

  abstract @Nullable Chunk advance();

  /** Where the next chunk begins. */
  public abstract ObjectNode state();

  /** Goes to a state, before the first {@link #next}. */
  public abstract void restore(JsonNode state);

  @Override
  public abstract void close();

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
