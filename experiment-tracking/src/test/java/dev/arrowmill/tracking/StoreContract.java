package dev.arrowmill.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every store does, whatever it is made of. */
@NullUnmarked
abstract class StoreContract {
  @TempDir Path dir;

  abstract Tracker tracker();

  /** The text of an artefact as the store holds it. */
  abstract String artifact(RunSummary run, String name) throws Exception;

  @Test
  void keepsWhatARunWasTold() throws Exception {
    long before = System.currentTimeMillis();
    Files.writeString(dir.resolve("notes.txt"), "of the run");
    Tracker tracker = tracker();
    String id;
    try (Run run = tracker.start("clicks", "first")) {
      id = run.id();
      run.param("lr", 1e-3).params(Map.of("epochs", 3, "net", "mlp 64"));
      for (int epoch = 0; epoch < 3; epoch++) {
        run.metric("auc", 0.9 + epoch * 0.01, epoch);
      }
      run.metric("loss", Double.NaN, 0).metric("loss", Double.POSITIVE_INFINITY, 1);
      run.metric("loss", Double.NEGATIVE_INFINITY, 2);
      run.tag("team", "a").tag("team", "b");
      run.artifact(dir.resolve("notes.txt")).artifactText("reports/summary.json", "{}");
    }
    RunDetails details = tracker.run(id);
    RunSummary run = details.summary();
    assertThat(run.status()).isEqualTo(RunStatus.FINISHED);
    assertThat(run.name()).isEqualTo("first");
    assertThat(run.params()).isEqualTo(Map.of("lr", "0.001", "epochs", "3", "net", "mlp 64"));
    assertThat(run.tags()).containsEntry("team", "b").containsEntry("mlflow.runName", "first");
    assertThat(run.metrics().get("auc").value()).isEqualTo(0.92);
    assertThat(run.metrics().get("auc").step()).isEqualTo(2);
    assertThat(details.history().get("auc"))
        .extracting(MetricPoint::value)
        .containsExactly(0.9, 0.91, 0.92);
    assertThat(details.history().get("loss"))
        .extracting(MetricPoint::value)
        .containsExactly(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
    assertThat(details.history().get("auc"))
        .allMatch(p -> p.timestamp() >= before && p.timestamp() <= run.endTime());
    assertThat(run.startTime()).isGreaterThanOrEqualTo(before);
    assertThat(artifact(run, "notes.txt")).isEqualTo("of the run");
    assertThat(artifact(run, "reports/summary.json")).isEqualTo("{}");
    assertThat(tracker.journals()).isEmpty();
  }

  @Test
  void listsExperimentsAndRunsNewestFirst() throws Exception {
    Tracker tracker = tracker();
    tracker.start("b", "one").close();
    Thread.sleep(5);
    tracker.start("b", "two").close();
    tracker.start("a", "three").close();
    assertThat(tracker.experiments()).extracting(Experiment::name).containsSubsequence("b", "a");
    assertThat(tracker.runs("b")).extracting(RunSummary::name).containsExactly("two", "one");
    assertThatThrownBy(() -> tracker.runs("c"))
        .isInstanceOf(TrackingException.class)
        .hasMessageContainingAll("'c'", tracker.uri(), "b", "a");
    assertThatThrownBy(() -> tracker.run("nobody"))
        .isInstanceOf(TrackingException.class)
        .hasMessageContaining("nobody");
  }

  @Test
  void marksAFailedRun() {
    Tracker tracker = tracker();
    Run run = tracker.start("clicks");
    run.fail(new IllegalStateException("out of rows"));
    run.close();
    run.close();
    RunSummary summary = tracker.run(run.id()).summary();
    assertThat(summary.status()).isEqualTo(RunStatus.FAILED);
    assertThat(summary.tags())
        .containsEntry("error", "java.lang.IllegalStateException: out of rows");
    assertThatThrownBy(() -> run.metric("auc", 1, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(run.id());
  }

  @Test
  void replaysTheJournalOfADeadProcessVerbatimAndTwice() throws Exception {
    Tracker tracker = tracker();
    Path path = dir.resolve("journals").resolve("dead.journal");
    NewRun start =
        new NewRun(
            "0123456789abcdef0123456789abcdef",
            "clicks",
            "dead",
            1000,
            Map.of(NewRun.LOCAL_ID_TAG, "0123456789abcdef0123456789abcdef"));
    try (Journal journal = Journal.create(path)) {
      journal.append(new JournalEntry.Started(start));
      journal.append(new JournalEntry.Param("lr", "0.1"));
      for (int i = 0; i < 2500; i++) {
        journal.append(
            new JournalEntry.Metric(new MetricPoint("loss", 1.0 / (i + 1), 2000 + i, i)));
      }
      assertThatThrownBy(() -> tracker.replay(path))
          .isInstanceOf(TrackingException.class)
          .hasMessageContaining("still being written");
    }
    Path copy = Files.copy(path, dir.resolve("again.journal"));
    assertThat(tracker.replay(path)).isEqualTo(2501);
    assertThat(path).doesNotExist();
    assertThat(tracker.replay(copy)).isEqualTo(2501);
    List<RunSummary> runs = tracker.runs("clicks");
    assertThat(runs).hasSize(1);
    assertThat(runs.get(0).status()).isEqualTo(RunStatus.KILLED);
    assertThat(runs.get(0).startTime()).isEqualTo(1000);
    assertThat(runs.get(0).endTime()).isEqualTo(4499);
    List<MetricPoint> history = tracker.run(runs.get(0).id()).history().get("loss");
    assertThat(history).hasSize(2500);
    assertThat(history.get(2499)).isEqualTo(new MetricPoint("loss", 1.0 / 2500, 4499, 2499));
  }

  @Test
  void manyThreadsWriteOneRun() throws Exception {
    Tracker tracker = tracker();
    Run run = tracker.start("clicks");
    Thread[] threads = new Thread[4];
    for (int t = 0; t < threads.length; t++) {
      String key = "m" + t;
      threads[t] =
          new Thread(
              () -> {
                for (int i = 0; i < 300; i++) {
                  run.metric(key, i, i);
                }
              });
      threads[t].start();
    }
    for (Thread t : threads) {
      t.join();
    }
    run.close();
    Map<String, List<MetricPoint>> history = tracker.run(run.id()).history();
    assertThat(history).hasSize(4);
    assertThat(history.values()).allSatisfy(points -> assertThat(points).hasSize(300));
  }
}
