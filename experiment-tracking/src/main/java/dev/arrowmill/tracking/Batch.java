package dev.arrowmill.tracking;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Metrics, parameters and tags that go to a store in one call, within MLflow's limits per call. */
final class Batch {
  private final List<MetricPoint> metrics = new ArrayList<>();
  private final Map<String, String> params = new LinkedHashMap<>();
  private final Map<String, String> tags = new LinkedHashMap<>();

  List<MetricPoint> metrics() {
    return metrics;
  }

  Map<String, String> params() {
    return params;
  }

  Map<String, String> tags() {
    return tags;
  }

  boolean isEmpty() {
    return metrics.isEmpty() && params.isEmpty() && tags.isEmpty();
  }

  boolean isFull() {
    return metrics.size() >= Limits.BATCH_METRICS
        || params.size() >= Limits.BATCH_PARAMS
        || tags.size() >= Limits.BATCH_TAGS;
  }

  /**
   * Takes the entry and answers true, or false when it is of a kind that is not sent in batches.
   */
  boolean add(JournalEntry entry) {
    if (entry instanceof JournalEntry.Metric m) {
      metrics.add(m.point());
    } else if (entry instanceof JournalEntry.Param p) {
      params.put(p.key(), p.value());
    } else if (entry instanceof JournalEntry.Tag t) {
      tags.put(t.key(), t.value());
    } else {
      return false;
    }
    return true;
  }
}
