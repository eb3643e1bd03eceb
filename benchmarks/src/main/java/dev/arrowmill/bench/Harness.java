package dev.arrowmill.bench;

import dev.arrowmill.tensor.emit.JavaEmitter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs the sides of a case in turn and compares their medians. */
final class Harness {
  private static final double MOST_EXTRA_SECONDS = 20;

  private final double warmUpSeconds;
  private final int rounds;

  /**
   * @param warmUpSeconds each side runs for at least so long before anything counts
   * @param rounds counted runs of each side, at least 1
   */
  Harness(double warmUpSeconds, int rounds) {
    if (rounds < 1) {
      throw new IllegalArgumentException("rounds: must be at least 1, is " + rounds);
    }
    this.warmUpSeconds = warmUpSeconds;
    this.rounds = rounds;
  }

  /** Measures one case. */
  Row measure(Case c) throws Exception {
    List<Contender> sides = new ArrayList<>();
    sides.add(c.ours());
    sides.addAll(c.peers());
    for (Contender side : sides) {
      double spent = 0;
      while (spent < warmUpSeconds) {
        double run = side.seconds();
        spent += Double.isNaN(run) ? warmUpSeconds : Math.max(1e-6, run);
      }
    }
    awaitVectorCode(c.ours());
    double[][] times = new double[sides.size()][rounds];
    for (int r = 0; r < rounds; r++) {
      for (int s = 0; s < sides.size(); s++) {
        times[s][r] = sides.get(s).seconds();
      }
    }
    double ours = round(c.work() / median(times[0]));
    Map<String, @Nullable Double> peers = new LinkedHashMap<>();
    for (int s = 1; s < sides.size(); s++) {
      double time = median(times[s]);
      peers.put(sides.get(s).name(), Double.isNaN(time) ? null : (Double) round(c.work() / time));
    }
    return row(c, ours, peers);
  }

  /** Medians of one side: units of work per second of wall time and of CPU time. */
  record Rates(double wall, double cpu) {}

  /**
   * Measures sides that do different amounts of work, in turn.
   *
   * @param work units of work per run of each side
   */
  Map<String, Rates> rates(Map<Contender, Double> work) throws Exception {
    for (Contender side : work.keySet()) {
      double spent = 0;
      while (spent < warmUpSeconds) {
        double run = side.seconds();
        spent += Double.isNaN(run) ? warmUpSeconds : Math.max(1e-6, run);
      }
    }
    Map<Contender, double[][]> times = new LinkedHashMap<>();
    work.keySet().forEach(side -> times.put(side, new double[2][rounds]));
    for (int r = 0; r < rounds; r++) {
      for (Map.Entry<Contender, double[][]> side : times.entrySet()) {
        side.getValue()[0][r] = side.getKey().seconds();
        side.getValue()[1][r] = side.getKey().cpuSeconds();
      }
    }
    Map<String, Rates> out = new LinkedHashMap<>();
    times.forEach(
        (side, t) -> {
          double units = work.getOrDefault(side, 0.0);
          out.put(side.name(), new Rates(units / median(t[0]), units / median(t[1])));
        });
    return out;
  }

  /** Goes on warming up while the engine's kernels are being compiled in the background. */
  private static void awaitVectorCode(Contender ours) throws Exception {
    double spent = 0;
    while (JavaEmitter.warmingUp() > 0 && spent < MOST_EXTRA_SECONDS) {
      double run = ours.seconds();
      spent += Double.isNaN(run) ? MOST_EXTRA_SECONDS : Math.max(1e-6, run);
    }
  }

  private static Row row(Case c, double ours, Map<String, @Nullable Double> peers) {
    String best = null;
    double most = 0;
    for (Map.Entry<String, @Nullable Double> e : peers.entrySet()) {
      Double value = e.getValue();
      if (value != null && value > most) {
        best = e.getKey();
        most = value;
      }
    }
    Double ratio = best == null ? null : round(ours / most);
    Boolean met = ratio == null ? null : ratio >= c.target();
    return new Row(c.name(), c.unit(), ours, peers, best, ratio, c.target(), met);
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** Four significant digits. */
  static double round(double value) {
    return new java.math.BigDecimal(value, new java.math.MathContext(4)).doubleValue();
  }
}
