package dev.arrowmill.tracking;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A place where runs are kept and read.
 *
 * <pre>{@code
 * try (Tracker tracker = Tracker.open("sqlite:mlflow.db");
 *     Run run = tracker.start("clicks")) {
 *   run.param("lr", 1e-3);
 *   run.metric("auc", 0.91, epoch);
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class Tracker implements AutoCloseable {
  private static final int QUEUE = 4096;
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final Store store;
  private final Path journalDir;
  private final int queueCapacity;

  private Tracker(Store store, Path journalDir, int queueCapacity) {
    this.store = store;
    this.journalDir = journalDir;
    this.queueCapacity = queueCapacity;
  }

  /**
   * Opens a store.
   *
   * @param uri {@code sqlite:PATH} (also MLflow's {@code sqlite:///PATH}), {@code http://} or
   *     {@code https://} of an MLflow server, or {@code none:}
   * @throws IllegalArgumentException when the URI is none of these
   * @throws TrackingException when a SQLite file cannot be opened or is not MLflow's
   */
  public static Tracker open(String uri) {
    Store store = Stores.open(uri, RestOptions.DEFAULT);
    return new Tracker(store, store.journalDir(), QUEUE);
  }

  static Tracker of(Store store, Path journalDir, int queueCapacity) {
    return new Tracker(store, journalDir, queueCapacity);
  }

  /** The store's URI. */
  public String uri() {
    return store.uri();
  }

  /** Starts a run with a name made of the experiment and the time. */
  public Run start(String experiment) {
    return start(experiment, experiment + "-" + STAMP.format(Instant.now()));
  }

  /**
   * Starts a run. An experiment that does not exist is created. A server that does not answer makes
   * the run {@linkplain Run#offline offline}; it is not an error.
   *
   * @throws TrackingException when the store refuses the run (for instance a deleted experiment)
   */
  public Run start(String experiment, String runName) {
    Limits.key("experiment", experiment);
    String localId = UUID.randomUUID().toString().replace("-", "");
    NewRun run =
        new NewRun(
            localId, experiment, runName, System.currentTimeMillis(), tags(localId, runName));
    return Run.start(store, journalDir, run, queueCapacity);
  }

  private static Map<String, String> tags(String localId, String runName) {
    Map<String, String> tags = new TreeMap<>();
    tags.put(NewRun.LOCAL_ID_TAG, localId);
    tags.put("mlflow.runName", runName);
    tags.put("mlflow.source.name", "arrowmill");
    tags.put("mlflow.source.type", "LOCAL");
    tags.put("mlflow.user", System.getProperty("user.name", "unknown"));
    return tags;
  }

  /** All experiments that are not deleted, in the order of their creation. */
  public List<Experiment> experiments() {
    return store.experiments();
  }

  /**
   * The runs of an experiment, newest first.
   *
   * @throws TrackingException when there is no experiment of this name
   */
  public List<RunSummary> runs(String experiment) {
    List<Experiment> all = experiments();
    for (Experiment e : all) {
      if (e.name().equals(experiment)) {
        return store.runs(e.id());
      }
    }
    throw TrackingException.of(
        "runs: no experiment '"
            + experiment
            + "' in "
            + uri()
            + ", there are "
            + all.stream().map(Experiment::name).toList());
  }

  /**
   * A run with its parameters, metrics and their history, and tags.
   *
   * @throws TrackingException when there is no such run
   */
  public RunDetails run(String id) {
    return store.run(id);
  }

  /** Journals of runs that still run or have not arrived whole in this store, sorted by name. */
  public List<Path> journals() {
    if (store instanceof NullStore || !Files.isDirectory(journalDir)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(journalDir)) {
      return files.filter(f -> f.toString().endsWith(".journal")).sorted().toList();
    } catch (IOException e) {
      throw TrackingException.of("journals: cannot list " + journalDir + ": " + e, e);
    }
  }

  /**
   * Sends a journal as it was written, with its timestamps, and deletes it. Sending twice changes
   * nothing. A journal whose writer died ends its run as {@code KILLED}.
   *
   * @return the number of entries sent
   * @throws TrackingException when the store does not answer, or the journal is still being
   *     written; the journal is kept
   */
  public int replay(Path journal) {
    return Replay.send(store, journal);
  }

  @Override
  public void close() {
    store.close();
  }
}
