package dev.arrowmill.jobs;

import dev.arrowmill.jobs.cli.Key;
import dev.arrowmill.jobs.cli.Report;
import dev.arrowmill.jobs.cli.Settings;
import dev.arrowmill.tracking.Experiment;
import dev.arrowmill.tracking.MetricPoint;
import dev.arrowmill.tracking.RunDetails;
import dev.arrowmill.tracking.RunSummary;
import dev.arrowmill.tracking.Tracker;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Lists tracked runs, shows one, or sends what a broken connection left behind. */
final class RunsJob implements Job {
  private static final Key<String> EXPERIMENT =
      Key.text("experiment", "NAME", "list the runs of this experiment only");

  @Override
  public String name() {
    return "runs";
  }

  @Override
  public String summary() {
    return "list tracked runs, show one, or send unsent ones";
  }

  @Override
  public String words() {
    return "[list | show ID | replay]";
  }

  @Override
  public List<Key<?>> keys() {
    return List.of(CommonKeys.TRACKING, EXPERIMENT);
  }

  @Override
  public String example() {
    return "bin/arrowmill runs list --tracking sqlite:.arrowmill/demo/mlflow.db";
  }

  @Override
  public Work prepare(Settings settings) {
    List<String> words = settings.words();
    String verb = words.isEmpty() ? "list" : words.get(0);
    int wanted = verb.equals("show") ? 2 : 1;
    if (!List.of("list", "show", "replay").contains(verb)) {
      settings.problem("runs", verb, "is not understood", "give list, show ID or replay");
    } else if (words.size() > wanted || (verb.equals("show") && words.size() < 2)) {
      settings.problem(
          "runs",
          String.join(" ", words),
          "has a wrong number of words",
          "give list, show ID or replay");
    }
    String uri = settings.get(CommonKeys.TRACKING, "none:");
    Tracking.check(settings, uri, verb.equals("replay"));
    String experiment = settings.get(EXPERIMENT, "");
    return context -> {
      try (Tracker tracker = Tracker.open(uri)) {
        return switch (verb) {
          case "show" -> show(tracker, words.get(1));
          case "replay" -> replay(tracker);
          default -> list(tracker, experiment);
        };
      }
    };
  }

  private static Report list(Tracker tracker, String only) {
    Report report = new Report();
    List<Map<String, Object>> json = new ArrayList<>();
    for (Experiment e : tracker.experiments()) {
      boolean wanted = only.isEmpty() || e.name().equals(only);
      for (RunSummary run : wanted ? tracker.runs(e.name()) : List.<RunSummary>of()) {
        report.line(
            String.format(
                Locale.ROOT,
                "%s  %-20s  %-9s  %-14s  %-30s  %s",
                run.id(),
                Instant.ofEpochMilli(run.startTime()).truncatedTo(ChronoUnit.SECONDS),
                run.status(),
                e.name(),
                run.name(),
                metrics(run)));
        json.add(json(run, e.name()));
      }
    }
    if (json.isEmpty()) {
      report.line(
          "no runs in " + tracker.uri() + (only.isEmpty() ? "" : " for experiment '" + only + "'"));
    }
    return report.put("tracking", tracker.uri()).put("runs", json);
  }

  private static String metrics(RunSummary run) {
    return run.metrics().values().stream()
        .map(m -> String.format(Locale.ROOT, "%s=%.4g", m.key(), m.value()))
        .collect(Collectors.joining(" "));
  }

  private static Map<String, Object> json(RunSummary run, String experiment) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", run.id());
    json.put("name", run.name());
    json.put("experiment", experiment);
    json.put("status", run.status().name());
    json.put("startTime", run.startTime());
    json.put("endTime", run.endTime());
    json.put("params", run.params());
    Map<String, Object> metrics = new LinkedHashMap<>();
    run.metrics().forEach((k, p) -> metrics.put(k, p.value()));
    json.put("metrics", metrics);
    return json;
  }

  private static Report show(Tracker tracker, String id) {
    RunDetails details = tracker.run(id);
    RunSummary run = details.summary();
    String experiment =
        tracker.experiments().stream()
            .filter(e -> e.id().equals(run.experimentId()))
            .map(Experiment::name)
            .findFirst()
            .orElse(run.experimentId());
    Report report = new Report();
    report.line("run        " + run.id() + "  (" + run.name() + ")");
    report.line("experiment " + experiment + "   status " + run.status());
    report.line("started    " + Instant.ofEpochMilli(run.startTime()));
    report.line("took       " + Math.max(0, run.endTime() - run.startTime()) / 1000.0 + " s");
    report.line("artefacts  " + run.artifactLocation());
    report.line("params:");
    run.params().forEach((k, v) -> report.line("  " + k + " = " + v));
    report.line("metrics (by step):");
    details.history().forEach((k, points) -> report.line("  " + k + ": " + values(points)));
    Map<String, Object> json = json(run, experiment);
    json.put("tags", run.tags());
    json.put("artifactLocation", run.artifactLocation());
    json.put("history", details.history());
    json.forEach(report::put);
    return report;
  }

  private static String values(List<MetricPoint> points) {
    return points.stream()
        .map(p -> String.format(Locale.ROOT, "%.5g", p.value()))
        .collect(Collectors.joining(" "));
  }

  private static Report replay(Tracker tracker) {
    Report report = new Report();
    int sent = 0;
    List<Path> journals = tracker.journals();
    for (Path journal : journals) {
      sent += tracker.replay(journal);
      report.line("sent " + journal);
    }
    if (journals.isEmpty()) {
      report.line("nothing waits to be sent to " + tracker.uri());
    }
    return report.put("journals", journals.size()).put("entries", sent);
  }
}
