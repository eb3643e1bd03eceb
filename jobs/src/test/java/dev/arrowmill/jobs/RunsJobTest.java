package dev.arrowmill.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrowmill.tracking.Run;
import dev.arrowmill.tracking.Tracker;
import java.nio.file.Path;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
class RunsJobTest {
  @TempDir Path dir;

  private String uri() {
    return "sqlite:" + dir.resolve("m.db");
  }

  private String track() {
    try (Tracker tracker = Tracker.open(uri());
        Run run = tracker.start("clicks", "first")) {
      run.param("lr", 0.1).metric("auc", 0.5, 0).metric("auc", 0.75, 1);
      tracker.start("other", "second").close();
      return run.id();
    }
  }

  @Test
  void listsRuns() {
    String id = track();
    Outcome all = Outcome.of("runs", "--tracking", uri(), "--json");
    assertThat(all.code()).isZero();
    assertThat(all.out()).contains(id, "FINISHED", "clicks", "first", "auc=0.7500", "second");
    assertThat(all.json().get("runs")).hasSize(2);
    Outcome one =
        Outcome.of("runs", "list", "--experiment", "clicks", "--tracking", uri(), "--json");
    assertThat(one.json().get("runs")).hasSize(1);
    assertThat(one.json().get("runs").get(0).get("metrics").get("auc").asDouble()).isEqualTo(0.75);
    assertThat(Outcome.of("runs", "list", "--experiment", "none", "--tracking", uri()).out())
        .contains("no runs", "'none'");
  }

  @Test
  void showsARun() {
    String id = track();
    Outcome shown = Outcome.of("runs", "show", id, "--tracking", uri(), "--json");
    assertThat(shown.code()).isZero();
    assertThat(shown.out()).contains("lr = 0.1", "auc: 0.50000 0.75000");
    assertThat(shown.json().get("id").asText()).isEqualTo(id);
    assertThat(shown.json().get("history").get("auc")).hasSize(2);
    Outcome absent = Outcome.of("runs", "show", "nobody", "--tracking", uri());
    assertThat(absent.code()).isEqualTo(1);
    assertThat(absent.err()).contains("'nobody'");
  }

  @Test
  void refusesWordsItDoesNotKnow() {
    track();
    assertThat(Outcome.of("runs", "drop", "--tracking", uri()).err())
        .contains("'drop'", "list, show ID or replay");
    assertThat(Outcome.of("runs", "show", "--tracking", uri()).code()).isEqualTo(2);
    assertThat(Outcome.of("runs", "--tracking", "sqlite:" + dir.resolve("absent.db")).err())
        .contains("absent.db", "no such file");
  }
}
