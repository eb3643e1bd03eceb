package dev.arrowmill.spark.tune;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How a search spends its epochs. */
public enum Algorithm {
  /** Every trial trains for all epochs. */
  RANDOM,
  /** Successive halving, rung after rung. */
  HALVING,
  /** Asynchronous successive halving: good trials go on before all others have begun. */
  ASHA;

  /**
   * The most epochs of each rung: the last trains for all, the one before for 1 / reduction of
   * them, and so on while there are at least {@code min}.
   */
  public List<Integer> rungs(int min, int max, int reduction) {
    List<Integer> epochs = new ArrayList<>(List.of(max));
    for (int e = max / reduction; this != RANDOM && e >= min; e /= reduction) {
      epochs.add(e);
    }
    Collections.reverse(epochs);
    return epochs;
  }

  /** A new search. */
  public Search search(int trials, int rungs, int reduction, int parallelism) {
    return this == ASHA
        ? new Asha(trials, rungs, reduction, parallelism)
        : new Halving(trials, rungs, reduction);
  }
}
