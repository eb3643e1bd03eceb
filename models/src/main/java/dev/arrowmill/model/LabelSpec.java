package dev.arrowmill.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the user says about a label before the table was seen.
 *
 * @param column the label column
 * @param task what to learn, or null to choose by the column (never QUANTILE, COUNT, SURVIVAL or
 *     RANKING)
 * @param quantiles for QUANTILE: levels in (0, 1), ascending
 * @param companion for SURVIVAL the column that says whether the event happened (boolean, or 0 and
 *     1), for RANKING the column of groups; null otherwise
 * @param classWeights for classification: weights by class text, 1 where absent; the one entry
 *     {@code balanced} chooses rows / (classes * rows of the class)
 */
public record LabelSpec(
    String column,
    @Nullable Task task,
    List<Double> quantiles,
    @Nullable String companion,
    Map<String, Double> classWeights) {
  /** The key that asks for balanced class weights. */
  public static final String BALANCED = "balanced";

  public LabelSpec {
    quantiles = List.copyOf(quantiles);
    classWeights = Map.copyOf(classWeights);
  }

  /** A label whose task is given or chosen. */
  public static LabelSpec of(String column, @Nullable Task task) {
    return new LabelSpec(column, task, List.of(), null, Map.of());
  }

  /** Quantiles of a number. */
  public static LabelSpec quantiles(String column, List<Double> levels) {
    return new LabelSpec(column, Task.QUANTILE, levels, null, Map.of());
  }

  /** A time, and whether it ended with the event. */
  public static LabelSpec survival(String time, String event) {
    return new LabelSpec(time, Task.SURVIVAL, List.of(), event, Map.of());
  }

  /** A relevance within groups. */
  public static LabelSpec ranking(String relevance, String group) {
    return new LabelSpec(relevance, Task.RANKING, List.of(), group, Map.of());
  }

  /** The same with class weights. */
  public LabelSpec withClassWeights(Map<String, Double> weights) {
    return new LabelSpec(column, task, quantiles, companion, weights);
  }
}
