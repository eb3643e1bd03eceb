package dev.arrowmill.spark;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The params that a search may vary: those that change neither what is encoded nor held out. */
final class TrialParams {
  private static final String OPTION = "architectureOptions.";
  private static final Set<String> SEARCHABLE =
      new TreeSet<>(
          Set.of(
              "architecture",
              "hiddenSizes",
              "dropout",
              "batchSize",
              "learningRate",
              "weightDecay",
              "schedule",
              "gradientClip",
              "patience",
              "ensembleSize"));

  private TrialParams() {}

  static void requireSearchable(NetworkEstimator<?, ?> estimator, String param) {
    if (!param.startsWith(OPTION) && !SEARCHABLE.contains(param)) {
      throw new IllegalArgumentException(
          "search: param "
              + param
              + (estimator.hasParam(param) ? " cannot be searched" : " does not exist")
              + "; searchable are "
              + SEARCHABLE
              + " and "
              + OPTION
              + "NAME");
    }
  }

  /**
   * Sets the values of a trial.
   *
   * @throws IllegalArgumentException if a value does not fit its param
   */
  static void set(NetworkEstimator<?, ?> estimator, Map<String, Object> values) {
    Map<String, Object> options = new LinkedHashMap<>(estimator.getArchitectureOptions());
    values.forEach(
        (name, value) -> {
          if (name.startsWith(OPTION)) {
            options.put(name.substring(OPTION.length()), value);
          } else {
            set(estimator, name, value);
          }
        });
    if (!options.isEmpty()) {
      estimator.setArchitectureOptions(options);
    }
  }

  private static void set(NetworkEstimator<?, ?> estimator, String name, Object value) {
    try {
      switch (name) {
        case "hiddenSizes" ->
            estimator.setHiddenSizes(
                Stream.of(value.toString().split(","))
                    .mapToInt(w -> Integer.parseInt(w.strip()))
                    .toArray());
        case "batchSize", "patience", "ensembleSize" ->
            estimator.set(estimator.getParam(name), Integer.parseInt(value.toString()));
        case "architecture", "schedule" ->
            estimator.set(estimator.getParam(name), value.toString());
        default -> estimator.set(estimator.getParam(name), Double.parseDouble(value.toString()));
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("search: " + name + " cannot be '" + value + "'", e);
    }
  }
}
