package dev.arrowmill.tracking;

/**
 * A named group of runs.
 *
 * @param id the store's id
 * @param name unique in the store
 * @param artifactLocation URI under which the runs' artefacts lie
 */
public record Experiment(String id, String name, String artifactLocation) {}
