package dev.arrowmill.spark.tune;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Successive halving (Jamieson and Talwalkar, 2016): all trials train on the lowest rung, the best
 * 1 / reduction of each rung go on to the next. With one rung this is random search.
 */
final class Halving implements Search {
  private final int trials;
  private final int rungs;
  private final int reduction;
  private int rung;

  Halving(int trials, int rungs, int reduction) {
    this.trials = trials;
    this.rungs = rungs;
    this.reduction = reduction;
  }

  @Override
  public List<Step> next(Map<Step, Double> losses) {
    if (rung == rungs) {
      return List.of();
    }
    int to = rung++;
    if (to == 0) {
      return IntStream.range(0, trials).mapToObj(t -> new Step(t, 0)).toList();
    }
    long before = losses.keySet().stream().filter(s -> s.rung() == to - 1).count();
    return Search.ranked(losses, to - 1)
        .limit(Math.max(1, before / reduction))
        .map(s -> new Step(s.trial(), to))
        .sorted()
        .toList();
  }
}
