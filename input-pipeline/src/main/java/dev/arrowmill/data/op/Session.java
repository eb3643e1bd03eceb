package dev.arrowmill.data.op;

import dev.arrowmill.arrow.BatchSource;
import dev.arrowmill.data.Options;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What all stages of one iterator share, nested ones included. Thread-safe. Internal.
 *
 * @param arrangement how columns are to lie in batches
 * @param options how the iterator runs
 * @param memory accounts for all memory of the iterator
 * @param workers its threads
 * @param tuner turns its knobs
 * @param resized whether a state of another number of ranks was restored
 * @param unsaved operators that cannot go on from a state
 * @param meters one per node, in the order of the pipeline
 */
public record Session(
    Arrangement arrangement,
    Options options,
    ArrowMemory memory,
    Workers workers,
    Tuner tuner,
    AtomicBoolean resized,
    Set<String> unsaved,
    List<Meter> meters) {
  private static final int FIRST_THREADS = 2;
  static final int QUARTERS = 4;

  static Session of(Arrangement arrangement, Options options, ArrowMemory memory) {
    Workers workers = new Workers(options.workers());
    Tuner tuner = new Tuner(options.autotune());
    if (options.autotune() && options.workers() > FIRST_THREADS) {
      workers.active(FIRST_THREADS);
    }
    return new Session(
        arrangement,
        options,
        memory,
        workers,
        tuner,
        new AtomicBoolean(),
        new ConcurrentSkipListSet<>(),
        new CopyOnWriteArrayList<>());
  }

  /** The meter of a node, the same one in all its epochs. */
  Meter meter(Node node) {
    synchronized (meters) {
      for (Meter m : meters) {
        if (m.node() == node) {
          return m;
        }
      }
      Meter m = new Meter(node);
      meters.add(m);
      return m;
    }
  }

  /** The rows that a source gives at a time. */
  static int scanRows(int quarters) {
    return BatchSource.BATCH_ROWS / QUARTERS * quarters;
  }
}
