package dev.arrowmill.spark;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;

/** The params that a search may set: those that change neither the rows nor what is held out. */
final class TrialParams {
  private static final String OPTION = "architectureOptions.";
  private static final List<String> NAMES =
      List.of(
          "architecture",
          "architectureOptions",
          "batchSize",
          "dropout",
          "ensembleSize",
          "gradientClip",
          "hiddenSizes",
          "learningRate",
          "patience",
          "schedule",
          "snapshots",
          "weightDecay");

  private TrialParams() {}

  /**
   * Sets a trial's values.
   *
   * @throws IllegalArgumentException naming the param and the value that it does not take
   */
  static void set(NetworkEstimator<?, ?> estimator, Map<String, String> values) {
    values.forEach(
        (name, text) -> {
          if (name.startsWith(OPTION)) {
            Map<String, String> options = new LinkedHashMap<>(estimator.getArchitectureOptions());
            options.put(name.substring(OPTION.length()), text);
            estimator.setArchitectureOptions(options);
          } else if (NAMES.contains(name)) {
            set(estimator, estimator.getParam(name), text);
          } else {
            throw new IllegalArgumentException(
                "search space: "
                    + name
                    + " cannot be searched; what can: "
                    + String.join(", ", NAMES)
                    + " and "
                    + OPTION
                    + "NAME");
          }
        });
  }

  private static void set(NetworkEstimator<?, ?> estimator, Param<?> param, String text) {
    try {
      estimator.set(param.name(), value(param, text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "search space: "
              + param.name()
              + " cannot be '"
              + text
              + "' ("
              + param.doc()
              + "); mend its range",
          e);
    }
  }

  private static Object value(Param<?> param, String text) {
    if (param instanceof IntParam) {
      return Integer.valueOf(text);
    }
    if (param instanceof DoubleParam) {
      return Double.valueOf(text);
    }
    if (param instanceof IntArrayParam) {
      return Arrays.stream(text.split("-", -1)).mapToInt(Integer::parseInt).toArray();
    }
    return text;
  }
}
