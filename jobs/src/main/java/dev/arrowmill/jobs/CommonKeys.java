package dev.arrowmill.jobs;

import dev.arrowmill.jobs.cli.Key;
import dev.arrowmill.jobs.cli.SettingsReader;
import java.util.ArrayList;
import java.util.List;

/** Keys that several jobs share. */
final class CommonKeys {
  static final Key<Boolean> JSON =
      Key.flag("json", "print one JSON object as the last line of standard output");
  static final Key<Boolean> DEBUG = Key.flag("debug", "show stack traces");
  static final Key<Boolean> HELP = Key.flag("help", "show this page");
  static final Key<String> MASTER =
      Key.text("master", "URL", "Spark master (default: spark-submit's, else local[*])");
  static final Key<String> TRACKING =
      Key.text("tracking", "URI", "sqlite:PATH, http(s)://HOST of an MLflow server, or none:")
          .or("sqlite:mlflow.db");
  static final Key<String> EXPERIMENT =
      Key.text("experiment", "NAME", "experiment that holds the tracked run").or("arrowmill");
  static final Key<List<String>> DATA =
      Key.list("data", "PATH[,PATH...]", "files or folders of the table").required();

  static final Key<List<String>> EXCLUDE =
      Key.list("exclude", "COL[,COL...]", "columns to leave out");

  /** A second table, of the jobs that have one. */
  static final Key<List<String>> TEST =
      Key.list("test", "PATH[,PATH...]", "table to measure the model on");

  static final Key<String> FORMAT =
      Key.choice("format", "how the table is stored", "parquet", "csv", "json", "orc")
          .or("parquet");
  static final Key<Boolean> OVERWRITE = Key.flag("overwrite", "replace what lies at --out");

  private CommonKeys() {}

  /** A job's keys and the ones every job has. */
  static List<Key<?>> withCommon(Job job) {
    List<Key<?>> all = new ArrayList<>(job.keys());
    all.addAll(List.of(SettingsReader.CONFIG, JSON, DEBUG, HELP));
    return all;
  }
}
