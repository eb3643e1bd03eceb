package dev.arrowmill.model.train;

import dev.arrowmill.tensor.nn.Parameter;
import java.util.List;
import java.util.function.Supplier;

/**
 * An exponential moving average of the weights, and the best one so far (Polyak and Juditsky 1992;
 * the average is what gets validated and kept).
 */
final class Averager {
  private final List<Parameter> parameters;
  private final float decay;
  private final float[][] average;
  private final float[][] best;
  private long updates;

  Averager(List<Parameter> parameters, float decay) {
    this.parameters = parameters;
    this.decay = decay;
    this.average = copies();
    this.best = copies();
  }

  private float[][] copies() {
    float[][] out = new float[parameters.size()][];
    for (int i = 0; i < out.length; i++) {
      out[i] = weights(i).clone();
    }
    return out;
  }

  private float[] weights(int i) {
    return parameters.get(i).tensor().floats();
  }

  /** Takes in the weights after a step; early on the average forgets faster. */
  void update() {
    updates++;
    float d = Math.min(decay, (1f + updates) / (10f + updates));
    for (int i = 0; i < average.length; i++) {
      float[] w = weights(i);
      float[] a = average[i];
      for (int k = 0; k < a.length; k++) {
        a[k] += (1 - d) * (w[k] - a[k]);
      }
    }
  }

  /** Evaluates with the averaged weights in place. */
  <T> T with(Supplier<T> evaluation) {
    swap();
    try {
      return evaluation.get();
    } finally {
      swap();
    }
  }

  private void swap() {
    for (int i = 0; i < average.length; i++) {
      float[] w = weights(i);
      float[] a = average[i];
      for (int k = 0; k < a.length; k++) {
        float t = w[k];
        w[k] = a[k];
        a[k] = t;
      }
    }
  }

  /** Remembers the average as the best. */
  void keep() {
    for (int i = 0; i < average.length; i++) {
      System.arraycopy(average[i], 0, best[i], 0, best[i].length);
    }
  }

  /** Puts the best weights into the network. */
  void restoreBest() {
    for (int i = 0; i < best.length; i++) {
      System.arraycopy(best[i], 0, weights(i), 0, best[i].length);
    }
  }
}
