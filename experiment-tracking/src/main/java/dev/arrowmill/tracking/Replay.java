package dev.arrowmill.tracking;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Sends a journal to a store, entry by entry as they were written. */
final class Replay {
  private Replay() {}

  /**
   * Sends the journal and deletes it.
   *
   * @return the number of entries sent
   */
  static int send(Store store, Path path) {
    try (Journal journal = Journal.reopen(path)) {
      List<JournalEntry> entries = Journal.read(path).entries();
      int sent = send(store, journal, entries);
      journal.delete();
      return sent;
    } catch (IOException e) {
      throw TrackingException.of("replay: cannot read " + path + ": " + e, e);
    }
  }

  private static int send(Store store, Journal journal, List<JournalEntry> entries) {
    if (entries.isEmpty() || !(entries.get(0) instanceof JournalEntry.Started started)) {
      throw TrackingException.of(
          "replay: " + journal.path() + " does not begin with a run's start");
    }
    String runId = runId(store, journal, entries, started);
    long last = started.run().startTime();
    boolean ended = false;
    int sent = 0;
    Batch batch = new Batch();
    for (JournalEntry entry : entries) {
      if (entry instanceof JournalEntry.Metric m) {
        last = Math.max(last, m.point().timestamp());
      }
      ended |= entry instanceof JournalEntry.Ended;
      sent += entry instanceof JournalEntry.Started || entry instanceof JournalEntry.Bound ? 0 : 1;
      if (!batch.add(entry) || batch.isFull()) {
        batch = flush(store, runId, batch);
        Sender.deliver(store, runId, entry);
      }
    }
    flush(store, runId, batch);
    if (!ended) {
      store.end(runId, RunStatus.KILLED, last);
    }
    return sent;
  }

  private static Batch flush(Store store, String runId, Batch batch) {
    if (!batch.isEmpty()) {
      store.log(runId, batch);
    }
    return new Batch();
  }

  private static String runId(
      Store store, Journal journal, List<JournalEntry> entries, JournalEntry.Started started) {
    for (JournalEntry entry : entries) {
      if (entry instanceof JournalEntry.Bound bound) {
        return bound.runId();
      }
    }
    String id = store.create(started.run());
    journal.append(new JournalEntry.Bound(id));
    return id;
  }
}
