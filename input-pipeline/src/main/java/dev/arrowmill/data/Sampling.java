package dev.arrowmill.data;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * How {@link Dataset#sampleFromDatasets} draws. Immutable: {@code Sampling.of(0.8, 0.2).seed(7)}.
 */
public final class Sampling {
  private final double[] weights;
  private final OptionalLong seed;
  private final boolean stopOnEmpty;
  private final boolean rerandomize;

  private Sampling(double[] weights, OptionalLong seed, boolean stopOnEmpty, boolean rerandomize) {
    this.weights = weights.clone();
    this.seed = seed;
    this.stopOnEmpty = stopOnEmpty;
    this.rerandomize = rerandomize;
  }

  /** A weight for each dataset; the same draws in each epoch; all elements come in the end. */
  public static Sampling of(double... weights) {
    return new Sampling(weights, OptionalLong.empty(), false, false);
  }

  /** Draws that do not depend on the dataset's seed. */
  public Sampling seed(long value) {
    return new Sampling(weights, OptionalLong.of(value), stopOnEmpty, rerandomize);
  }

  /** Ends when a dataset is drawn that has no more elements. */
  public Sampling stopOnEmpty(boolean value) {
    return new Sampling(weights, seed, value, rerandomize);
  }

  /** Other draws in each epoch. */
  public Sampling rerandomizeEachIteration(boolean value) {
    return new Sampling(weights, seed, stopOnEmpty, value);
  }

  double[] weights() {
    return weights.clone();
  }

  OptionalLong seed() {
    return seed;
  }

  boolean stopOnEmpty() {
    return stopOnEmpty;
  }

  boolean rerandomize() {
    return rerandomize;
  }

  @Override
  public String toString() {
    return "sampling by " + Arrays.toString(weights);
  }
}
