package dev.arrowmill.model.net;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Module;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sums of what the {@link PreciseNorm}s of a network read: for each its rows, sums per channel and
 * sums of squares per channel, one after the other in one array. Used by one thread.
 */
final class Moments {
  private final List<PreciseNorm> norms = new ArrayList<>();
  private final Map<PreciseNorm, Integer> starts = new IdentityHashMap<>();
  private final double[] sums;

  /**
   * @param sums are added to
   */
  Moments(Module net, double[] sums) {
    int at = 0;
    for (Module m : net.namedModules().values()) {
      if (m instanceof PreciseNorm n) {
        norms.add(n);
        starts.put(n, at);
        at += 1 + 2 * n.channels();
      }
    }
    this.sums = sums;
    if (sums.length != at) {
      throw new IllegalArgumentException(
          "statistics: the network has " + at + " sums, the array " + sums.length);
    }
  }

  /** How many sums a network has. */
  static int size(Module net) {
    int n = 0;
    for (Module m : net.namedModules().values()) {
      n += m instanceof PreciseNorm p ? 1 + 2 * p.channels() : 0;
    }
    return n;
  }

  void add(PreciseNorm norm, Tensor input) {
    int at = java.util.Objects.requireNonNull(starts.get(norm));
    Tensor x = input.detach().contiguous();
    int channels = norm.channels();
    int rows = x.size(0);
    sums[at] += rows;
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < channels; c++) {
        double v = x.floats()[x.offset() + r * channels + c];
        sums[at + 1 + c] += v;
        sums[at + 1 + channels + c] += v * v;
      }
    }
  }

  /** Gives every norm the mean and variance of its sums; one without rows keeps what it has. */
  void put() {
    for (PreciseNorm norm : norms) {
      int at = java.util.Objects.requireNonNull(starts.get(norm));
      double rows = sums[at];
      if (rows > 0) {
        int channels = norm.channels();
        double[] mean = new double[channels];
        double[] variance = new double[channels];
        for (int c = 0; c < channels; c++) {
          mean[c] = sums[at + 1 + c] / rows;
          double square = sums[at + 1 + channels + c] / rows;
          variance[c] = Math.max(0, square - mean[c] * mean[c]);
        }
        norm.setStatistics(mean, variance);
      }
    }
  }
}
