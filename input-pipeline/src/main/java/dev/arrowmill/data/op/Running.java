package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.data.Batch;
import dev.arrowmill.data.PipelineStats;
import dev.arrowmill.data.Row;
import java.util.NoSuchElementException;
import java.util.function.BiFunction;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * The machinery of one iterator; knows nothing of its user, so that it can outlive it. Internal.
 */
public final class Running implements AutoCloseable {
  private final Node node;
  private final boolean seeded;
  private final ArrowMemory memory;
  private final Checkpoint checkpoint;
  private final Session session;
  private long pass;
  private Context context;
  private @Nullable Cursor cursor;
  private @Nullable ObjectNode endedAt;
  private boolean begun;
  private boolean closed;
  private long lastReturn;
  private long consumerNanos;
  private long stallNanos;
  private long toldWall;
  private long toldStall;

  public Running(
      Node asked, Settings settings, long seed, long pass, @Nullable BufferAllocator parent) {
    this.node = Plan.of(asked, settings.options()).node();
    this.seeded = settings.seed().isPresent();
    this.checkpoint = new Checkpoint(asked);
    this.memory = new ArrowMemory(parent, settings.options().budget());
    this.session = Session.of(settings.arrangement(), settings.options(), memory);
    this.pass = pass;
    Workers workers = session.workers();
    if (workers.limit() > 1) {
      session.tuner().knob(node, "threads", workers.active(), workers.limit(), workers::active);
    }
    this.context = Context.of(session, seed, pass);
    open();
  }

  private void open() {
    try {
      cursor = new Cursor(node.open(context));
    } catch (RuntimeException e) {
      memory.close();
      throw e;
    }
  }

  private Cursor cursor() {
    if (cursor == null) {
      throw new IllegalStateException("dataset: the iterator is closed");
    }
    return cursor;
  }

  public synchronized boolean hasNext() {
    if (endedAt != null) {
      return false;
    }
    begun = true;
    long entered = System.nanoTime();
    long between = lastReturn == 0 ? 0 : entered - lastReturn;
    consumerNanos += between;
    try {
      if (cursor().available() > 0) {
        return true;
      }
    } finally {
      lastReturn = System.nanoTime();
      stallNanos += lastReturn - entered;
    }
    endedAt = cursor().state();
    release();
    return false;
  }

  public synchronized Batch next() {
    if (!hasNext()) {
      throw new NoSuchElementException("dataset: no more elements");
    }
    try {
      Cursor c = cursor();
      Batch batch = c.chunk().batch(c.position(), 1, session.arrangement());
      c.use(1);
      session.tuner().gave(consumerNanos + stallNanos - toldWall, stallNanos - toldStall);
      toldWall = consumerNanos + stallNanos;
      toldStall = stallNanos;
      return batch;
    } finally {
      lastReturn = System.nanoTime();
    }
  }

  /** Folds all elements that are left into a value, in order. */
  public synchronized <S> S fold(S initial, BiFunction<S, Row, S> function) {
    S value = initial;
    while (hasNext()) {
      Cursor c = cursor();
      int n = c.available();
      Row row = RowsOf.row(c.chunk(), context, "reduce");
      for (int i = 0; i < n; i++) {
        value = function.apply(value, row.at(c.position()));
        c.use(1);
      }
    }
    return value;
  }

  public synchronized String state() {
    ObjectNode at = endedAt != null ? endedAt : cursor().state();
    if (endedAt == null && !session.unsaved().isEmpty()) {
      throw new IllegalStateException(
          "state: "
              + String.join(", ", session.unsaved())
              + " cannot be restored; if it gives the same elements again, make it repeatable");
    }
    return checkpoint.write(context.seed(), pass, endedAt != null, at);
  }

  public synchronized void restore(String json) {
    Cursor fresh = cursor();
    if (begun) {
      throw new IllegalStateException("restore: the iterator has begun; restore a fresh one");
    }
    JsonNode state = checkpoint.read(json);
    long seed = checkpoint.seed(state);
    if (seeded && seed != context.seed()) {
      throw new IllegalArgumentException(
          "restore: the state has seed " + seed + ", this dataset has seed " + context.seed());
    }
    fresh.close();
    pass = checkpoint.pass(state);
    context = Context.of(session, seed, pass);
    cursor = new Cursor(node.open(context));
    cursor.restore(checkpoint.position(state));
    if (checkpoint.ended(state)) {
      endedAt = cursor.state();
      release();
    }
  }

  public PipelineStats stats() {
    return new PipelineStats(
        session.meters().stream().map(Meter::stats).toList(),
        consumerNanos,
        stallNanos,
        session.workers().limit(),
        session.tuner().values(),
        memory.peak());
  }

  private void release() {
    Cursor c = cursor;
    cursor = null;
    if (c != null && !closed) {
      closed = true;
      try {
        session.workers().close();
        c.close();
      } finally {
        memory.close();
      }
    }
  }

  @Override
  public synchronized void close() {
    release();
  }
}
