package dev.arrowmill.spark.tune;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asynchronous successive halving (Li et al., A System for Massively Parallel Hyperparameter
 * Tuning, 2020): a trial goes on as soon as it is among the best 1 / reduction of those that
 * finished its rung, highest rung first; a new trial starts only when none may. As many trainings
 * as run side by side are chosen at once, so that the search does not depend on which ends first.
 */
final class Asha implements Search {
  private final int trials;
  private final int rungs;
  private final int reduction;
  private final int parallelism;
  private final Set<Step> asked = new HashSet<>();
  private int started;

  Asha(int trials, int rungs, int reduction, int parallelism) {
    this.trials = trials;
    this.rungs = rungs;
    this.reduction = reduction;
    this.parallelism = parallelism;
  }

  @Override
  public List<Step> next(Map<Step, Double> losses) {
    List<Step> wave = new ArrayList<>();
    Optional<Step> step = one(losses);
    while (step.isPresent() && wave.size() < parallelism) {
      wave.add(step.get());
      asked.add(step.get());
      started += step.get().rung() == 0 ? 1 : 0;
      step = one(losses);
    }
    return wave;
  }

  private Optional<Step> one(Map<Step, Double> losses) {
    for (int rung = rungs - 2; rung >= 0; rung--) {
      int from = rung;
      long finished = losses.keySet().stream().filter(s -> s.rung() == from).count();
      Optional<Step> promoted =
          Search.ranked(losses, from)
              .limit(finished / reduction)
              .map(s -> new Step(s.trial(), from + 1))
              .filter(s -> !asked.contains(s))
              .findFirst();
      if (promoted.isPresent()) {
        return promoted;
      }
    }
    return started < trials ? Optional.of(new Step(started, 0)) : Optional.empty();
  }
}
