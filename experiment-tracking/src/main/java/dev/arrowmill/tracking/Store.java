package dev.arrowmill.tracking;

import java.nio.file.Path;
import java.util.List;

/**
 * Where runs are kept. Implementations are thread-safe; every method ends in bounded time and
 * throws {@link TrackingException} when it cannot do its work. All writes may be repeated without
 * effect.
 */
interface Store extends AutoCloseable {
  /** The URI that opened it. */
  String uri();

  /** Folder for the journals of runs in this store. */
  Path journalDir();

  /** Creates the run, or finds the one that was created for its local id; answers its id. */
  String create(NewRun run);

  void log(String runId, Batch batch);

  void end(String runId, RunStatus status, long time);

  void putText(String runId, String name, String content);

  void putFile(String runId, String name, Path file);

  List<Experiment> experiments();

  List<RunSummary> runs(String experimentId);

  RunDetails run(String runId);

  @Override
  void close();
}
