package dev.arrowmill.tracking;

import java.nio.file.Path;
import java.util.List;

/** A store that keeps nothing. */
final class NullStore implements Store {
  @Override
  public String uri() {
    return "none:";
  }

  @Override
  public Path journalDir() {
    return Path.of("");
  }

  @Override
  public String create(NewRun run) {
    return run.localId();
  }

  @Override
  public void log(String runId, Batch batch) {}

  @Override
  public void end(String runId, RunStatus status, long time) {}

  @Override
  public void putText(String runId, String name, String content) {}

  @Override
  public void putFile(String runId, String name, Path file) {}

  @Override
  public List<Experiment> experiments() {
    return List.of();
  }

  @Override
  public List<RunSummary> runs(String experimentId) {
    return List.of();
  }

  @Override
  public RunDetails run(String runId) {
    throw TrackingException.of("run: tracking is off (none:), there is no run '" + runId + "'");
  }

  @Override
  public void close() {}
}
