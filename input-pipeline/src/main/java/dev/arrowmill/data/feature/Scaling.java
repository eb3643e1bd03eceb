package dev.arrowmill.data.feature;

import dev.arrowmill.data.feature.Numbers.Scale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fits the {@link Step}s of a number from what training saw of it. */
final class Scaling {
  private static final int KNOTS = 512;
  private static final int FEW = 8;

  private Scaling() {}

  /**
   * What training saw.
   *
   * @param sorted a sample, ascending; may be empty
   * @param mean of all values
   * @param std of all values
   */
  record Seen(double[] sorted, double min, double max, double mean, double std) {
    static Seen of(double[] sorted) {
      int n = sorted.length;
      if (n == 0) {
        return new Seen(sorted, 0, 0, 0, 0);
      }
      double mean = Arrays.stream(sorted).sum() / n;
      double squares = 0;
      for (double v : sorted) {
        squares += (v - mean) * (v - mean);
      }
      return new Seen(sorted, sorted[0], sorted[n - 1], mean, StrictMath.sqrt(squares / n));
    }

    double quantile(double share) {
      return sorted.length == 0
          ? mean
          : sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    }
  }

  /** The steps of a spec. */
  static List<Step> fit(Numbers spec, Seen seen, int distinctEdges) {
    List<Step> steps = new ArrayList<>();
    Seen now = seen;
    Step clip = clip(spec.low(), spec.high(), seen);
    steps.add(clip);
    boolean cut = spec.low() != null || spec.high() != null;
    if (cut) {
      now = mapped(now, clip);
    }
    if (spec.logged()) {
      Step log = new Step.SignedLog();
      steps.add(log);
      now = mapped(now, log);
    }
    scale(spec.scale(), now, distinctEdges, steps);
    return steps;
  }

  private static Step clip(@Nullable Double low, @Nullable Double high, Seen seen) {
    double from = low == null ? seen.min : low;
    double to = high == null ? seen.max : high;
    return new Step.Clip(Math.min(from, to), Math.max(from, to));
  }

  private static Seen mapped(Seen seen, Step step) {
    double[] sorted = seen.sorted.clone();
    step.map(sorted, sorted.length);
    Seen of = Seen.of(sorted);
    return new Seen(sorted, step.map(seen.min), step.map(seen.max), of.mean, of.std);
  }

  private static void scale(Scale scale, Seen seen, int distinctEdges, List<Step> out) {
    switch (scale) {
      case AUTO ->
          scale(
              seen.sorted.length == 0 || distinctEdges <= FEW
                  ? Scale.STANDARD
                  : Scale.QUANTILE_NORMAL,
              seen,
              distinctEdges,
              out);
      case NONE -> {}
      case STANDARD -> out.add(new Step.Affine(seen.mean, positive(seen.std)));
      case ROBUST ->
          out.add(
              new Step.Affine(
                  seen.quantile(0.5), positive(seen.quantile(0.75) - seen.quantile(0.25))));
      case MIN_MAX -> out.add(new Step.Affine(seen.min, positive(seen.max - seen.min)));
      case QUANTILE_NORMAL, QUANTILE_UNIFORM ->
          out.add(ranks(seen, scale == Scale.QUANTILE_NORMAL));
    }
  }

  private static double positive(double scale) {
    return scale > 0 && scale < Double.POSITIVE_INFINITY ? scale : 1;
  }

  private static Step ranks(Seen seen, boolean normal) {
    if (seen.sorted.length == 0) {
      return new Step.Affine(seen.mean, 1);
    }
    double[] knots = Bins.edges(seen.sorted, KNOTS);
    double[] scores = new double[knots.length];
    for (int i = 0; i < knots.length; i++) {
      double below = Bins.firstAtLeast(seen.sorted, knots[i]);
      double upTo = Bins.firstAbove(seen.sorted, knots[i]);
      double rank = (below + upTo) / 2 / seen.sorted.length;
      scores[i] = normal ? NormalScore.of(rank) : rank;
    }
    return new Step.Ranks(knots, scores);
  }
}
