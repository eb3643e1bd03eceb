package dev.arrowmill.tracking;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One tracked run. Every call writes to the run's journal and returns; a background thread carries
 * the entries to the store. Closing the run waits a bounded time for them, marks the run {@code
 * FINISHED} (or {@code FAILED} after {@link #fail}), and deletes the journal when everything has
 * arrived.
 *
 * <p>Thread-safe. A call after {@link #close} is an {@link IllegalStateException}.
 */
public final class Run implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Run.class);
  private static final Duration DRAIN = Duration.ofSeconds(10);

  private final Store store;
  private final String experiment;
  private final String id;
  private final boolean offline;
  private final @Nullable Journal journal;
  private final @Nullable Sender sender;
  private final Map<String, String> params = new HashMap<>();
  private RunStatus status = RunStatus.FINISHED;
  private boolean closed;

  private Run(
      Store store, NewRun run, String id, boolean offline, @Nullable Journal journal, int queue) {
    this.store = store;
    this.experiment = run.experiment();
    this.id = id;
    this.offline = offline;
    this.journal = journal;
    this.sender = offline || journal == null ? null : new Sender(store, id, queue);
  }

  static Run start(Store store, Path journalDir, NewRun spec, int queueCapacity) {
    if (store instanceof NullStore) {
      return new Run(store, spec, spec.localId(), false, null, queueCapacity);
    }
    Journal journal = Journal.create(journalDir.resolve(spec.localId() + ".journal"));
    journal.append(new JournalEntry.Started(spec));
    try {
      String id = store.create(spec);
      journal.append(new JournalEntry.Bound(id));
      return new Run(store, spec, id, false, journal, queueCapacity);
    } catch (TrackingException e) {
      if (!e.retryable()) {
        journal.close();
        deleteQuietly(journal.path());
        throw e;
      }
      LOG.warn(
          "tracking at {} does not answer ({}); run {} is kept in {}",
          store.uri(),
          e.getMessage(),
          spec.localId(),
          journal.path());
      return new Run(store, spec, spec.localId(), true, journal, queueCapacity);
    }
  }

  /** The store's id of this run; a local id while {@link #offline}. */
  public String id() {
    return id;
  }

  /** The name of the experiment that holds this run. */
  public String experiment() {
    return experiment;
  }

  /**
   * True when the store could not be reached at the start; the run then lives in its journal only.
   */
  public boolean offline() {
    return offline;
  }

  /** The run's journal, empty when tracking is off. */
  public List<Path> journal() {
    return journal == null ? List.of() : List.of(journal.path());
  }

  /**
   * Logs a parameter.
   *
   * @throws IllegalArgumentException when the key was logged before with another value
   */
  public Run param(String key, Object value) {
    String text = Limits.cut(String.valueOf(value), Limits.PARAM_VALUE);
    Limits.key("param", key);
    synchronized (params) {
      String old = params.putIfAbsent(key, text);
      if (old != null && !old.equals(text)) {
        throw new IllegalArgumentException(
            "param: '"
                + key
                + "' is already '"
                + old
                + "' in this run, got '"
                + text
                + "'; use a tag for what changes");
      }
      if (old != null) {
        return this;
      }
    }
    return write(new JournalEntry.Param(key, text));
  }

  /** Logs each entry as {@link #param} does. */
  public Run params(Map<String, ?> all) {
    all.forEach((key, value) -> param(key, Objects.requireNonNull(value, key)));
    return this;
  }

  /** Logs a value of a metric at a step, with the time of this call. */
  public Run metric(String key, double value, long step) {
    Limits.key("metric", key);
    return write(
        new JournalEntry.Metric(new MetricPoint(key, value, System.currentTimeMillis(), step)));
  }

  /** Sets a tag; a later value replaces an earlier one. */
  public Run tag(String key, String value) {
    Limits.key("tag", key);
    return write(new JournalEntry.Tag(key, Limits.cut(value, Limits.TAG_VALUE)));
  }

  /**
   * Keeps a file, or a folder with everything in it, as an artefact under its own name.
   *
   * @throws IllegalArgumentException when there is no such file
   */
  public Run artifact(Path file) {
    Path base = file.toAbsolutePath().normalize();
    Path name = base.getFileName();
    if (name == null || !Files.exists(base)) {
      throw new IllegalArgumentException("artifact: no such file " + file);
    }
    try (Stream<Path> files = Files.walk(base)) {
      files
          .filter(Files::isRegularFile)
          .sorted()
          .forEach(
              f -> {
                Path inside = base.relativize(f);
                Path target = inside.toString().isEmpty() ? name : name.resolve(inside);
                write(new JournalEntry.File(target.toString().replace('\\', '/'), f));
              });
    } catch (IOException e) {
      throw new UncheckedIOException("artifact: cannot read " + file, e);
    }
    return this;
  }

  /** Keeps a text as an artefact of this name ({@code /} makes folders). */
  public Run artifactText(String name, String text) {
    Limits.key("artifact", name);
    return write(new JournalEntry.Text(name, text));
  }

  /** Marks the run as failed and keeps the cause as the tag {@code error}. */
  public Run fail(Throwable cause) {
    tag("error", String.valueOf(cause));
    synchronized (this) {
      status = RunStatus.FAILED;
    }
    return this;
  }

  private synchronized Run write(JournalEntry entry) {
    if (closed) {
      throw new IllegalStateException("run: " + id + " is closed, nothing can be logged any more");
    }
    if (journal != null) {
      journal.append(entry);
    }
    if (sender != null) {
      sender.offer(entry);
    }
    return this;
  }

  @Override
  public void close() {
    JournalEntry.Ended end;
    synchronized (this) {
      if (closed) {
        return;
      }
      end = new JournalEntry.Ended(status, System.currentTimeMillis());
      closed = true;
    }
    if (journal != null) {
      journal.append(end);
      finish(journal, end);
    }
  }

  private void finish(Journal open, JournalEntry.Ended end) {
    Sender.Outcome outcome = sender == null ? Sender.Outcome.BEHIND : sender.close(DRAIN);
    open.close();
    try {
      switch (outcome) {
        case ARRIVED -> {
          store.end(id, end.status(), end.time());
          deleteQuietly(open.path());
        }
        case BEHIND -> Replay.send(store, open.path());
        case STUCK -> incomplete(open, "no answer within " + DRAIN.toSeconds() + " s");
      }
    } catch (TrackingException e) {
      incomplete(open, String.valueOf(e.getMessage()));
    }
  }

  private void incomplete(Journal open, String why) {
    LOG.warn(
        "tracking at {}: run {} is not complete there ({}); its journal {} can be sent later",
        store.uri(),
        id,
        why,
        open.path());
  }

  private static void deleteQuietly(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.warn("journal: cannot delete {}: {}", path, e.toString());
    }
  }
}
