package dev.arrowmill.bench;

import java.util.List;

/**
 * One row of a benchmark.
 *
 * @param name what is measured, with its shape
 * @param unit of the figures; larger is better
 * @param work units of work per run
 * @param target the ratio to the best peer that is promised
 */
record Case(
    String name, String unit, double work, double target, Contender ours, List<Contender> peers) {}
