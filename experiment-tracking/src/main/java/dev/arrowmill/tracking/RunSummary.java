package dev.arrowmill.tracking;

import java.util.Map;

/**
 * What a store knows of a run, with the latest value of each metric.
 *
 * @param id the run's id
 * @param name its display name
 * @param experimentId the experiment that holds it
 * @param status its state
 * @param startTime milliseconds since the epoch
 * @param endTime milliseconds since the epoch, 0 while it runs
 * @param artifactLocation URI of the run's artefacts
 * @param params parameters, sorted by key
 * @param metrics the latest value of each metric, sorted by key
 * @param tags tags, sorted by key
 */
public record RunSummary(
    String id,
    String name,
    String experimentId,
    RunStatus status,
    long startTime,
    long endTime,
    String artifactLocation,
    Map<String, String> params,
    Map<String, MetricPoint> metrics,
    Map<String, String> tags) {}
