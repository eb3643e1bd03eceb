package dev.arrowmill.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arrowmill.jobs.cli.Key;
import dev.arrowmill.jobs.cli.Report;
import dev.arrowmill.jobs.cli.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;

/**
 * Runs a benchmark of the benchmarks module, which is on the class path of {@code bin/arrowmill}.
 */
final class BenchJob implements Job {
  private static final Key<Boolean> PEERS =
      Key.flag("peers", "measure other libraries beside ours");

  @Override
  public String name() {
    return "bench";
  }

  @Override
  public String summary() {
    return "measure speed, also beside other libraries";
  }

  @Override
  public String words() {
    return "NAME";
  }

  @Override
  public List<Key<?>> keys() {
    return List.of(PEERS);
  }

  @Override
  public String example() {
    return "bin/arrowmill bench gemm --json";
  }

  @Override
  public Work prepare(Settings settings) {
    List<BenchRunner> runners = runners();
    List<String> names = new ArrayList<>();
    runners.forEach(r -> names.addAll(r.names()));
    String name = settings.words().isEmpty() ? "" : settings.words().get(0);
    if (!names.contains(name)) {
      settings.problem(
          "NAME",
          name,
          name.isEmpty() ? "is missing" : "is not a benchmark",
          names.isEmpty()
              ? "put the benchmarks module on the class path (bin/arrowmill does)"
              : "give one of " + names);
    }
    boolean peers = settings.is(PEERS);
    return context -> report(find(runners, name).run(name, peers, context.console().err()));
  }

  private static List<BenchRunner> runners() {
    return ServiceLoader.load(BenchRunner.class).stream().map(ServiceLoader.Provider::get).toList();
  }

  private static BenchRunner find(List<BenchRunner> runners, String name) {
    return runners.stream().filter(r -> r.names().contains(name)).findFirst().orElseThrow();
  }

  private static Report report(String json) throws Exception {
    JsonNode result = new ObjectMapper().readTree(json);
    Report report = new Report();
    report.line(
        String.format(
            Locale.ROOT,
            "%-40s %12s %12s %-18s %8s",
            "case",
            "ours",
            "best peer",
            "peer",
            "ratio"));
    for (JsonNode row : result.path("rows")) {
      String best = row.path("bestPeer").asText("");
      report.line(
          String.format(
              Locale.ROOT,
              "%-40s %12s %12s %-18s %8s",
              row.path("case").asText() + " [" + row.path("unit").asText() + "]",
              row.path("ours").asText(),
              row.path("peers").path(best).asText("-"),
              best.isEmpty() || best.equals("null") ? "-" : best,
              row.path("ratio").asText("-")));
    }
    result.fields().forEachRemaining(e -> report.put(e.getKey(), e.getValue()));
    return report;
  }
}
