package dev.arrowmill.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@NullUnmarked
class RestStoreTest extends StoreContract {
  private static final RestOptions QUICK =
      new RestOptions(
          Duration.ofMillis(500),
          Duration.ofMillis(400),
          Duration.ofMillis(1500),
          Duration.ofMillis(20));

  private FakeMlflow server;

  @BeforeEach
  void start() throws IOException {
    server = new FakeMlflow(0);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Override
  Tracker tracker() {
    return tracker(QUICK, 4096);
  }

  private Tracker tracker(RestOptions options, int queue) {
    return Tracker.of(
        new RestStore(URI.create(server.uri()), options), dir.resolve("journals"), queue);
  }

  @Override
  String artifact(RunSummary run, String name) {
    String path = URI.create(run.artifactLocation()).getPath().substring(1) + "/" + name;
    return new String(server.artifacts.get(path), StandardCharsets.UTF_8);
  }

  private void fault(int status, int times) {
    for (int i = 0; i < times; i++) {
      server.faults.add(new FakeMlflow.Fault(status, ""));
    }
  }

  private List<MetricPoint> history(String id) {
    return tracker().run(id).history().get("loss");
  }

  @Test
  void triesAgainAfter429And500() {
    fault(429, 1);
    fault(500, 1);
    fault(503, 1);
    String id;
    try (Run run = tracker().start("x")) {
      id = run.id();
      assertThat(run.offline()).isFalse();
      server.faults.add(new FakeMlflow.Fault(429, "1"));
      fault(500, 2);
      run.metric("loss", 1, 0);
    }
    assertThat(history(id)).hasSize(1);
    assertThat(server.runs).hasSize(1);
    assertThat(tracker().journals()).isEmpty();
  }

  @Test
  void doesNotRepeatARefusal() {
    int before = server.calls.size();
    assertThatThrownBy(() -> tracker().run("nobody"))
        .isInstanceOf(TrackingException.class)
        .hasMessageContainingAll("404", "RESOURCE_DOES_NOT_EXIST", "nobody");
    assertThat(server.calls).hasSize(before + 1);
  }

  @Test
  void findsTheRunWhoseCreationWasNotAnswered() {
    Store store = new RestStore(URI.create(server.uri()), QUICK);
    server.experiments.put("x", "1");
    NewRun run = new NewRun("ab", "x", "n", 5, Map.of(NewRun.LOCAL_ID_TAG, "ab"));
    fault(200, 2);
    fault(-1, 1);
    String id = store.create(run);
    assertThat(server.calls).filteredOn(c -> c.endsWith("runs/create")).hasSize(1);
    assertThat(server.calls).filteredOn(c -> c.endsWith("runs/search")).hasSize(2);
    assertThat(store.create(run)).isEqualTo(id);
    assertThat(server.runs).hasSize(1);
  }

  @Test
  void aHangingServerDoesNotHangTheRun() {
    Tracker tracker = tracker();
    Run run = tracker.start("x");
    fault(0, 100);
    long before = System.nanoTime();
    for (int i = 0; i < 200; i++) {
      run.metric("loss", i, i);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(1400));
    run.close();
    assertThat(tracker.journals()).hasSize(1);
    server.faults.clear();
    Path journal = tracker.journals().get(0);
    assertThat(tracker.replay(journal)).isEqualTo(201);
    assertThat(history(run.id())).hasSize(200);
    assertThat(tracker.run(run.id()).summary().status()).isEqualTo(RunStatus.FINISHED);
  }

  @Test
  void aServerKilledInTheMiddleLosesNothing() throws Exception {
    Tracker tracker = tracker();
    Run run = tracker.start("x");
    for (int i = 0; i < 50; i++) {
      run.metric("loss", i, i);
    }
    int port = server.port();
    FakeMlflow old = server;
    server.close();
    for (int i = 50; i < 100; i++) {
      run.metric("loss", i, i);
    }
    run.close();
    assertThat(tracker.journals()).hasSize(1);
    server = new FakeMlflow(port);
    server.experiments.putAll(old.experiments);
    server.runs.putAll(old.runs);
    tracker.replay(tracker.journals().get(0));
    List<MetricPoint> points = history(run.id());
    assertThat(points).extracting(MetricPoint::step).hasSize(100).doesNotHaveDuplicates();
    assertThat(tracker.journals()).isEmpty();
  }

  @Test
  void aRunThatStartsWithoutAServerIsCreatedByTheReplay() throws Exception {
    Tracker tracker = tracker();
    int port = server.port();
    server.close();
    assertThatThrownBy(tracker::experiments)
        .isInstanceOf(TrackingException.class)
        .hasMessageContainingAll(tracker.uri(), "cannot connect");
    Run run = tracker.start("late", "name");
    assertThat(run.offline()).isTrue();
    run.param("lr", 0.5).metric("loss", 1.5, 3);
    run.close();
    server = new FakeMlflow(port);
    Path journal = tracker.journals().get(0);
    assertThat(tracker.replay(journal)).isEqualTo(3);
    RunSummary summary = tracker.runs("late").get(0);
    assertThat(summary.name()).isEqualTo("name");
    assertThat(summary.params()).containsEntry("lr", "0.5");
    assertThat(summary.metrics().get("loss").value()).isEqualTo(1.5);
  }

  @Test
  void aFullQueueLeavesTheRestToTheJournal() {
    Tracker tracker = tracker(QUICK, 2);
    Run run = tracker.start("x");
    fault(500, 3);
    for (int i = 0; i < 3000; i++) {
      run.metric("loss", i, i);
    }
    run.close();
    assertThat(history(run.id())).hasSize(3000);
    assertThat(tracker.journals()).isEmpty();
  }

  @Test
  void anAnswerThatIsNotMlflowsIsNamed() throws Exception {
    com.sun.net.httpserver.HttpServer other =
        com.sun.net.httpserver.HttpServer.create(new java.net.InetSocketAddress("127.0.0.1", 0), 0);
    other.createContext(
        "/",
        e -> {
          byte[] page = "<html>login</html>".getBytes(StandardCharsets.UTF_8);
          e.sendResponseHeaders(200, page.length);
          e.getResponseBody().write(page);
          e.close();
        });
    other.start();
    try {
      Store store =
          new RestStore(URI.create("http://127.0.0.1:" + other.getAddress().getPort()), QUICK);
      assertThatThrownBy(store::experiments)
          .isInstanceOf(TrackingException.class)
          .hasMessageContaining("<html>login");
    } finally {
      other.stop(0);
    }
  }
}
