package dev.arrowmill.spark;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What training one configuration for some epochs came to.
 *
 * @param trial number of the configuration, from 0
 * @param rung round of the search, from 0
 * @param maxEpochs epochs that it might take
 * @param params values by param
 * @param loss least validation loss, infinite if the training failed
 * @param epochs epochs that it took
 * @param error why the training failed, or null
 */
public record TrialResult(
    int trial,
    int rung,
    int maxEpochs,
    Map<String, String> params,
    double loss,
    int epochs,
    @Nullable String error) {
  public TrialResult {
    params = Collections.unmodifiableMap(new TreeMap<>(params));
  }
}
