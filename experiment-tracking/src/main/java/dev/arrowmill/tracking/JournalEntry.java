package dev.arrowmill.tracking;

import java.nio.file.Path;

/** One thing that a run was told. */
sealed interface JournalEntry {
  /** The first entry of a journal. */
  record Started(NewRun run) implements JournalEntry {}

  /** The id that the store gave to the run. */
  record Bound(String runId) implements JournalEntry {}

  /** A metric with the time of the call. */
  record Metric(MetricPoint point) implements JournalEntry {}

  /** A parameter. */
  record Param(String key, String value) implements JournalEntry {}

  /** A tag. */
  record Tag(String key, String value) implements JournalEntry {}

  /** An artefact whose content is in the journal. */
  record Text(String name, String content) implements JournalEntry {}

  /** An artefact that lies in a local file. */
  record File(String name, Path file) implements JournalEntry {}

  /** The last entry of a journal. */
  record Ended(RunStatus status, long time) implements JournalEntry {}
}
