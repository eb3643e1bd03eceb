package dev.arrowmill.spark;

import dev.arrowmill.model.train.DivergedException;
import dev.arrowmill.model.train.TrainResult;
import dev.arrowmill.model.train.TrainingPlan;
import dev.arrowmill.spark.tune.Search;
import dev.arrowmill.spark.tune.Step;
import dev.arrowmill.spark.tune.TrialReport;
import dev.arrowmill.spark.tune.TuneJournal;
import dev.arrowmill.spark.tune.TuneListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.ParamMap;
import org.jspecify.annotations.Nullable;

/** One run of a search: all trainings share the encoded rows of one shuffle. */
final class TuneRun<E extends NeuralEstimator<E, M>, M extends Model<M>> {
  private final Prepared prepared;
  private final List<Tuner.Trial<E>> trials;
  private final List<Integer> rungs;
  private final int parallelism;
  private final TuneListener listener;
  private final TrainingSlots slots;
  private final JavaPairRDD<Integer, byte[]> dealt;
  private final Map<Step, TrialReport> reports = new TreeMap<>();
  private @Nullable TuneJournal journal;
  private @Nullable TrialReport best;
  private @Nullable TrainResult bestResult;

  TuneRun(
      Prepared prepared,
      List<Tuner.Trial<E>> trials,
      List<Integer> rungs,
      int parallelism,
      TuneListener listener) {
    this.prepared = prepared;
    this.trials = trials;
    this.rungs = rungs;
    this.parallelism = parallelism;
    this.listener = listener;
    TrainingSlots all = trials.get(0).estimator().slots(prepared);
    this.slots = new TrainingSlots(all.workers(), Math.max(1, all.threads() / parallelism));
    this.dealt = DistributedTrainer.deal(prepared.table(), plan(new Step(0, 0)), slots.workers());
  }

  private E estimator(Step step) {
    E copy = trials.get(step.trial()).estimator().copy(ParamMap.empty());
    return copy.setMaxEpochs(rungs.get(step.rung()));
  }

  private TrainingPlan plan(Step step) {
    return prepared.plan(estimator(step));
  }

  /**
   * Builds every trial's network once.
   *
   * @throws IllegalArgumentException naming the trial whose values do not make one
   */
  void check() {
    for (int t = 0; t < trials.size(); t++) {
      try {
        plan(new Step(t, 0)).newNetwork();
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "search space: trial " + t + " " + trials.get(t).values() + ": " + e.getMessage(), e);
      }
    }
  }

  void keepIn(String directory, Map<String, String> identity) {
    journal =
        TuneJournal.open(
            directory,
            identity,
            prepared.table().sparkSession().sparkContext().hadoopConfiguration());
  }

  TuneResult<M> run(Search search) {
    ExecutorService threads = Executors.newFixedThreadPool(parallelism);
    try {
      Map<Step, Double> losses = new TreeMap<>();
      List<Step> wave = search.next(losses);
      while (!wave.isEmpty()) {
        for (TrialReport report : together(threads, wave)) {
          reports.put(report.step(), report);
          losses.put(report.step(), report.validationLoss());
        }
        wave = search.next(losses);
      }
    } finally {
      threads.shutdownNow();
    }
    return result();
  }

  private List<TrialReport> together(ExecutorService threads, List<Step> wave) {
    List<Future<TrialReport>> running =
        wave.stream().map(step -> threads.submit(() -> one(step))).toList();
    List<TrialReport> done = new ArrayList<>();
    try {
      for (Future<TrialReport> f : running) {
        done.add(f.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("tune: interrupted", e);
    } catch (ExecutionException e) {
      running.forEach(f -> f.cancel(false));
      Throwable cause = e.getCause();
      throw cause instanceof RuntimeException r
          ? r
          : new IllegalStateException(String.valueOf(cause), cause);
    }
    return done;
  }

  private TrialReport one(Step step) {
    Optional<TrialReport> found = journal == null ? Optional.empty() : journal.find(step);
    if (found.isPresent()) {
      keepIfBest(found.get(), null);
      listener.finished(found.get(), true);
      return found.get();
    }
    Map<String, String> values = trials.get(step.trial()).values();
    listener.started(step, values);
    TrainResult result = train(step);
    TrialReport report =
        result == null || !Double.isFinite(result.best().validationLoss())
            ? TrialReport.diverged(step, values, rungs.get(step.rung()))
            : new TrialReport(
                step,
                values,
                rungs.get(step.rung()),
                (int) result.epochs().stream().filter(e -> e.member() == 0).count(),
                result.best().epoch(),
                result.best().validationLoss());
    keepIfBest(report, result);
    if (journal != null) {
      journal.add(report);
    }
    listener.finished(report, false);
    return report;
  }

  /** Null if the training diverged. */
  private @Nullable TrainResult train(Step step) {
    try {
      return DistributedTrainer.train(
          dealt,
          plan(step),
          slots,
          report -> {
            listener.epoch(step, report);
            return true;
          });
    } catch (DivergedException e) {
      return null;
    }
  }

  private synchronized void keepIfBest(TrialReport report, @Nullable TrainResult result) {
    if (best == null || TrialReport.BEST_FIRST.compare(report, best) < 0) {
      best = report;
      bestResult = result;
    }
  }

  /** The best model; one that was found in the journal is trained again. */
  private synchronized TuneResult<M> result() {
    TrialReport winner = best;
    if (winner == null || Double.isNaN(winner.validationLoss())) {
      throw new IllegalStateException(
          "tune: all " + reports.size() + " trainings diverged; search smaller learning rates");
    }
    TrainResult result = bestResult == null ? train(winner.step()) : bestResult;
    if (result == null || result.best().validationLoss() != winner.validationLoss()) {
      throw new IllegalStateException(
          "tune: trial "
              + winner.step().trial()
              + " does not give again what the journal says; did the table change?");
    }
    M model = estimator(winner.step()).finish(prepared, plan(winner.step()), result);
    return new TuneResult<>(model, winner, List.copyOf(reports.values()));
  }
}
