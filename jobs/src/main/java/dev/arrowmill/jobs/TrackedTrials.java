package dev.arrowmill.jobs;

import dev.arrowmill.model.train.EpochReport;
import dev.arrowmill.spark.tune.Step;
import dev.arrowmill.spark.tune.TrialReport;
import dev.arrowmill.spark.tune.TuneListener;
import dev.arrowmill.tracking.Run;
import dev.arrowmill.tracking.Tracker;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Tracks every training of a search as a child run of the search's. Thread-safe. */
final class TrackedTrials implements TuneListener, AutoCloseable {
  private static final String PARENT = "mlflow.parentRunId";

  private final Tracker tracker;
  private final Run parent;
  private final Consumer<String> note;
  private final Map<Step, Run> open = new ConcurrentHashMap<>();

  /**
   * @param note is told in a few words how the search goes
   */
  TrackedTrials(Tracker tracker, Run parent, Consumer<String> note) {
    this.tracker = tracker;
    this.parent = parent;
    this.note = note;
  }

  @Override
  public void started(Step step, Map<String, String> values) {
    Run run = tracker.start(parent.experiment(), name(step));
    run.tag(PARENT, parent.id()).params(values);
    run.param("trial", step.trial()).param("rung", step.rung());
    open.put(step, run);
  }

  @Override
  public void epoch(Step step, EpochReport report) {
    Run run = open.get(step);
    if (run != null) {
      Training.track(run, report);
    }
    note.accept(name(step) + ", epoch " + report.epoch());
  }

  @Override
  public void finished(TrialReport report, boolean restored) {
    if (restored) {
      started(report.step(), report.values());
    }
    try (Run run = Objects.requireNonNull(open.remove(report.step()), "finished twice")) {
      run.tag("restored", Boolean.toString(restored)).param("epochs", report.maxEpochs());
      run.tag("trial_status", report.status());
      if (report.bestEpoch() > 0) {
        run.metric("best_validation_loss", report.validationLoss(), report.bestEpoch());
      }
    }
    note.accept(name(report.step()) + " " + report.status());
  }

  private static String name(Step step) {
    return "trial " + step.trial() + " rung " + step.rung();
  }

  /** Marks what was not finished as failed. */
  @Override
  public void close() {
    open.forEach(
        (step, run) -> {
          run.fail(new IllegalStateException("the search was stopped"));
          run.close();
        });
    open.clear();
  }
}
