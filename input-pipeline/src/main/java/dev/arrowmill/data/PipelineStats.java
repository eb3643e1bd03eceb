package dev.arrowmill.data;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What a pipeline has done so far, from the source to the last operator.
 *
 * @param stages one entry per operator
 * @param consumerNanos time between the calls of the iterator, spent by its user
 * @param stallNanos time its user waited in the iterator
 * @param threads the most threads that could work
 * @param knobs what is tuned and stands where, e.g. {@code [threads 2, prefetch 4]}
 * @param peakBytes the most bytes held at a time
 */
public record PipelineStats(
    List<StageStats> stages,
    long consumerNanos,
    long stallNanos,
    int threads,
    List<String> knobs,
    long peakBytes) {
  private static final double IDLE = 0.05;

  public PipelineStats {
    stages = List.copyOf(stages);
    knobs = List.copyOf(knobs);
  }

  /**
   * One sentence that names where the time goes, e.g. {@code shuffle(262144): 71% of the pipeline's
   * time, 1.9 of 2 threads busy; the consumer waits 40% of its time}.
   */
  public String bottleneck() {
    long total = stages.stream().mapToLong(StageStats::selfNanos).sum();
    if (total == 0) {
      return "no stage has run yet";
    }
    StageStats slowest =
        stages.stream().max(Comparator.comparingLong(StageStats::selfNanos)).orElseThrow();
    long wall = Math.max(1, consumerNanos + stallNanos);
    double stalled = stallNanos / (double) wall;
    return String.format(
        Locale.ROOT,
        "%s: %d%% of the pipeline's time, %.1f of %d threads busy; %s",
        slowest.stage(),
        Math.round(100.0 * slowest.selfNanos() / total),
        total / (double) wall,
        threads,
        stalled < IDLE
            ? "the consumer is slower than the pipeline"
            : "the consumer waits " + Math.round(100 * stalled) + "% of its time");
  }

  /** A table of the stages, the knobs and the bottleneck. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    out.append(line("stage", "rows", "bytes", "self ms", "wait ms"));
    for (StageStats s : stages) {
      out.append(
          line(
              s.stage(),
              Long.toString(s.rows()),
              Long.toString(s.bytes()),
              millis(s.selfNanos()),
              millis(s.waitNanos())));
    }
    out.append("tuned: ")
        .append(knobs)
        .append(", most held: ")
        .append(peakBytes)
        .append(" bytes\n");
    return out.append(bottleneck()).toString();
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.1f", nanos / 1e6);
  }

  private static String line(String stage, String rows, String bytes, String self, String wait) {
    String name = stage.length() > 40 ? stage.substring(0, 37) + "..." : stage;
    return String.format(Locale.ROOT, "%-40s %12s %14s %10s %10s\n", name, rows, bytes, self, wait);
  }
}
