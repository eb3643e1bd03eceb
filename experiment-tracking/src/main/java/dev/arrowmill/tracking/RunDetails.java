package dev.arrowmill.tracking;

import java.util.List;
import java.util.Map;

/**
 * A run with the whole history of its metrics.
 *
 * @param summary the run and its latest metrics
 * @param history every point of each metric, in the order of (step, timestamp)
 */
public record RunDetails(RunSummary summary, Map<String, List<MetricPoint>> history) {}
