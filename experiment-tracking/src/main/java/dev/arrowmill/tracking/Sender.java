package dev.arrowmill.tracking;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The background thread that carries a run's entries to the store. Its queue is bounded: when it is
 * full, or a batch is refused, the entries are left to the journal and one warning says so.
 */
final class Sender {
  private static final Logger LOG = LoggerFactory.getLogger(Run.class);
  private static final int POLL_MILLIS = 50;

  private final Store store;
  private final String runId;
  private final BlockingQueue<JournalEntry> queue;
  private final Thread thread;
  private volatile boolean closing;
  private volatile boolean behind;

  Sender(Store store, String runId, int capacity) {
    this.store = store;
    this.runId = runId;
    this.queue = new ArrayBlockingQueue<>(capacity);
    this.thread = new Thread(this::loop, "arrowmill-tracking");
    thread.setDaemon(true);
    thread.start();
  }

  void offer(JournalEntry entry) {
    if (!queue.offer(entry)) {
      fallBehind("is slow, " + queue.size() + " entries wait", null);
    }
  }

  /** How the entries fared. */
  enum Outcome {
    ARRIVED,
    BEHIND,
    STUCK
  }

  /** Sends what is queued within the time given. */
  Outcome close(Duration limit) {
    closing = true;
    try {
      thread.join(limit.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      thread.interrupt();
      return Outcome.STUCK;
    }
    return behind ? Outcome.BEHIND : Outcome.ARRIVED;
  }

  private void fallBehind(String how, @Nullable Exception cause) {
    if (!behind) {
      behind = true;
      LOG.warn(
          "tracking at {} {}{}; training goes on, run {} is kept in its journal",
          store.uri(),
          how,
          cause == null ? "" : " (" + cause.getMessage() + ")",
          runId);
    }
  }

  private void loop() {
    try {
      while (true) {
        JournalEntry first = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
          send(first);
        } else if (closing) {
          return;
        }
      }
    } catch (InterruptedException e) {
      behind = true;
    }
  }

  private void send(JournalEntry first) {
    Batch batch = new Batch();
    JournalEntry entry = first;
    while (entry != null && !batch.isFull() && batch.add(entry)) {
      entry = batch.isFull() ? null : queue.poll();
    }
    try {
      if (!batch.isEmpty()) {
        store.log(runId, batch);
      }
      if (entry != null) {
        deliver(store, runId, entry);
      }
    } catch (RuntimeException e) {
      fallBehind("does not answer", e);
    }
  }

  /** Carries an entry that does not travel in batches. */
  static void deliver(Store store, String runId, JournalEntry entry) {
    if (entry instanceof JournalEntry.Text t) {
      store.putText(runId, t.name(), t.content());
    } else if (entry instanceof JournalEntry.File f) {
      store.putFile(runId, f.name(), f.file());
    } else if (entry instanceof JournalEntry.Ended e) {
      store.end(runId, e.status(), e.time());
    }
  }
}
