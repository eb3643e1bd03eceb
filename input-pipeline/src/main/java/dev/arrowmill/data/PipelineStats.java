package dev.arrowmill.data;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What a pipeline has done so far, from the source to the last operator.
 *
 * @param stages one entry per operator
 * @param consumerNanos time between the calls of the iterator, spent by its user
 */
public record PipelineStats(List<StageStats> stages, long consumerNanos) {
  public PipelineStats {
    stages = List.copyOf(stages);
  }

  /**
   * One sentence that names where the time goes, e.g. {@code parquet: 71% of the pipeline's time,
   * 32561 rows}.
   */
  public String bottleneck() {
    long total = stages.stream().mapToLong(StageStats::selfNanos).sum();
    if (total == 0) {
      return "no stage has run yet";
    }
    StageStats slowest =
        stages.stream().max(Comparator.comparingLong(StageStats::selfNanos)).orElseThrow();
    long waited = stages.stream().mapToLong(StageStats::waitNanos).sum();
    String consumer =
        consumerNanos > total && waited < consumerNanos
            ? "; the consumer is slower than the pipeline"
            : "";
    return String.format(
        Locale.ROOT,
        "%s: %d%% of the pipeline's time, %d rows%s",
        slowest.stage(),
        Math.round(100.0 * slowest.selfNanos() / total),
        slowest.rows(),
        consumer);
  }
}
