package dev.arrowmill.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@NullUnmarked
class SqliteStoreTest extends StoreContract {
  private final List<Tracker> open = new ArrayList<>();

  @Override
  Tracker tracker() {
    return track("sqlite:" + dir.resolve("mlflow.db"));
  }

  private Tracker track(String uri) {
    Tracker tracker = Tracker.open(uri);
    open.add(tracker);
    return tracker;
  }

  @AfterEach
  void close() {
    open.forEach(Tracker::close);
  }

  @Override
  String artifact(RunSummary run, String name) throws Exception {
    return Files.readString(Path.of(URI.create(run.artifactLocation())).resolve(name));
  }

  private List<String> sql(String query) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("mlflow.db"));
        Statement s = c.createStatement();
        ResultSet rs = s.executeQuery(query)) {
      while (rs.next()) {
        rows.add(rs.getString(1));
      }
    }
    return rows;
  }

  @Test
  void hasTheTablesOfMlflow217() throws Exception {
    tracker();
    assertThat(sql("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"))
        .containsExactly(
            "alembic_version",
            "datasets",
            "experiment_tags",
            "experiments",
            "input_tags",
            "inputs",
            "latest_metrics",
            "metrics",
            "model_version_tags",
            "model_versions",
            "params",
            "registered_model_aliases",
            "registered_model_tags",
            "registered_models",
            "runs",
            "tags",
            "trace_info",
            "trace_request_metadata",
            "trace_tags");
    assertThat(sql("SELECT version_num FROM alembic_version")).containsExactly("f5a4f2784254");
    assertThat(sql("SELECT name FROM experiments WHERE experiment_id = 0"))
        .containsExactly("Default");
    assertThat(sql("SELECT name || ':' || type FROM pragma_table_info('metrics')"))
        .containsExactly(
            "key:VARCHAR(250)",
            "value:FLOAT",
            "timestamp:BIGINT",
            "run_uuid:VARCHAR(32)",
            "step:BIGINT",
            "is_nan:BOOLEAN");
    assertThat(sql("SELECT name FROM pragma_table_info('runs')"))
        .containsExactly(
            "run_uuid",
            "name",
            "source_type",
            "source_name",
            "entry_point_name",
            "user_id",
            "status",
            "start_time",
            "end_time",
            "source_version",
            "lifecycle_stage",
            "artifact_uri",
            "experiment_id",
            "deleted_time");
    assertThat(sql("SELECT name FROM sqlite_master WHERE type = 'index' AND name LIKE 'index_%'"))
        .hasSize(11);
  }

  @Test
  void keepsSpecialValuesAsMlflowDoes() throws Exception {
    Tracker tracker = tracker();
    try (Run run = tracker.start("x")) {
      run.metric("a", Double.NaN, 0).metric("b", Double.POSITIVE_INFINITY, 0);
    }
    assertThat(sql("SELECT is_nan || ' ' || value FROM metrics WHERE \"key\" = 'a'"))
        .containsExactly("1 0.0");
    assertThat(sql("SELECT value = 1.7976931348623157e308 FROM metrics WHERE \"key\" = 'b'"))
        .containsExactly("1");
    assertThat(sql("SELECT status FROM runs")).containsExactly("FINISHED");
    assertThat(sql("SELECT length(run_uuid) FROM runs")).containsExactly("32");
  }

  @Test
  void latestIsTheLargestStepAndThenTheLatestTime() {
    Tracker tracker = tracker();
    Store store = Stores.open("sqlite:" + dir.resolve("mlflow.db"), RestOptions.DEFAULT);
    String id =
        store.create(
            new NewRun("00000000000000000000000000000001", "x", "n", 1, java.util.Map.of()));
    for (MetricPoint p :
        List.of(
            new MetricPoint("a", 5, 100, 7),
            new MetricPoint("a", 9, 300, 6),
            new MetricPoint("a", 1, 200, 7))) {
      Batch batch = new Batch();
      batch.add(new JournalEntry.Metric(p));
      store.log(id, batch);
    }
    store.close();
    assertThat(tracker.run(id).summary().metrics())
        .containsEntry("a", new MetricPoint("a", 1, 200, 7));
    assertThat(tracker.run(id).history().get("a")).hasSize(3);
  }

  @Test
  void acceptsMlflowsOwnUriAndReopens() {
    String id;
    try (Run run = track("sqlite:///" + dir.resolve("deep/er/m.db")).start("x")) {
      id = run.id();
    }
    assertThat(track("sqlite:" + dir.resolve("deep/er/m.db")).run(id).summary().id()).isEqualTo(id);
  }

  @Test
  void refusesAFileOfSomebodyElse() throws Exception {
    Path other = dir.resolve("other.db");
    try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + other);
        Statement s = c.createStatement()) {
      s.executeUpdate("CREATE TABLE invoices (id INTEGER)");
    }
    assertThatThrownBy(() -> Tracker.open("sqlite:" + other))
        .isInstanceOf(TrackingException.class)
        .hasMessageContainingAll(other.toString(), "invoices");
    Path text =
        Files.writeString(
            dir.resolve("text.db"), "not a database, but long enough to have a header".repeat(30));
    assertThatThrownBy(() -> Tracker.open("sqlite:" + text))
        .isInstanceOf(TrackingException.class)
        .hasMessageContaining(text.toString());
  }

  @Test
  void refusesADeletedExperiment() throws Exception {
    Tracker tracker = tracker();
    tracker.start("gone").close();
    try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("mlflow.db"));
        Statement s = c.createStatement()) {
      s.executeUpdate("UPDATE experiments SET lifecycle_stage = 'deleted' WHERE name = 'gone'");
    }
    assertThatThrownBy(() -> tracker.start("gone"))
        .isInstanceOf(TrackingException.class)
        .hasMessageContaining("'gone' is deleted");
    assertThat(tracker.journals()).isEmpty();
  }

  @Test
  void twoProcessesWriteOneFile() throws Exception {
    List<Process> writers = List.of(writer("p0"), writer("p1"));
    for (Process p : writers) {
      assertThat(p.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(p.exitValue()).isZero();
    }
    Tracker tracker = tracker();
    assertThat(tracker.journals()).isEmpty();
    assertThat(tracker.experiments())
        .extracting(Experiment::name)
        .containsExactlyInAnyOrder("Default", "shared", "p0", "p1");
    List<RunSummary> runs = tracker.runs("shared");
    assertThat(runs).hasSize(6).allMatch(r -> r.status() == RunStatus.FINISHED);
    for (RunSummary run : runs) {
      assertThat(tracker.run(run.id()).history().get("loss")).hasSize(100);
    }
    assertThat(sql("SELECT count(*) FROM metrics")).containsExactly("600");
    assertThat(sql("PRAGMA integrity_check")).containsExactly("ok");
  }

  private Process writer(String name) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Writer.class.getName(),
            "sqlite:" + dir.resolve("mlflow.db"),
            name)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** The program of one writing process. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] args) {
      try (Tracker tracker = Tracker.open(args[0])) {
        tracker.start(args[1]).close();
        for (int r = 0; r < 3; r++) {
          try (Run run = tracker.start("shared", args[1])) {
            for (int i = 0; i < 100; i++) {
              run.metric("loss", i, i);
            }
          }
        }
      }
    }
  }
}
