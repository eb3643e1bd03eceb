package dev.arrowmill.jobs;

import dev.arrowmill.jobs.cli.Key;
import dev.arrowmill.jobs.cli.Settings;
import dev.arrowmill.model.net.Architectures;
import dev.arrowmill.spark.NeuralClassifier;
import dev.arrowmill.spark.NeuralEstimator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The keys of a training that are handed to the estimator as they are; what is absent is its. */
final class Choices {
  static final Key<String> ARCHITECTURE =
      Key.text(
          "architecture",
          "NAME",
          "the network: one of "
              + String.join(", ", Architectures.names())
              + ", or a class name (default: "
              + Architectures.DEFAULT
              + ")");
  static final Key<String> VALIDATION_COLUMN =
      Key.text("validation-column", "COL", "boolean column: true holds the row out");
  private static final Key<String> OPTIONS =
      Key.text("architecture-options", "K=V;...", "options of the network");
  private static final Key<String> CALIBRATION =
      Key.choice("calibration", "of probabilities", "none", "platt", "isotonic", "temperature");
  private static final Key<String> THRESHOLD =
      Key.choice(
          "threshold-for", "what the threshold makes best", "none", "accuracy", "f1", "youden");
  private static final Key<String> CLASS_WEIGHTS =
      Key.text("class-weights", "W", "balanced, or JSON {\"class\": factor}");
  private static final Key<String> SCHEDULE =
      Key.choice(
          "schedule",
          "of the step size",
          "constant",
          "cosine",
          "warmup_cosine",
          "one_cycle",
          "plateau");
  private static final Key<Long> ENSEMBLE =
      Key.integer("ensemble", "networks that are averaged", 1, 100);
  private static final Key<Long> PATIENCE =
      Key.integer("patience", "epochs without improvement before it stops", 1, 100_000);
  private static final Key<Double> CLIP =
      Key.number("gradient-clip", "greatest norm of a step's gradient", 0, 1e9);
  private static final Key<String> INITIAL =
      Key.text("initial-model", "MODEL", "saved model to go on from");

  static final List<Key<?>> KEYS =
      List.of(
          ARCHITECTURE,
          OPTIONS,
          CALIBRATION,
          THRESHOLD,
          CLASS_WEIGHTS,
          SCHEDULE,
          ENSEMBLE,
          PATIENCE,
          CLIP,
          VALIDATION_COLUMN,
          INITIAL);

  private Choices() {}

  /** What was given, as text by key; notes problems. */
  static Map<String, String> read(Settings settings) {
    Map<String, String> given = new TreeMap<>();
    for (Key<?> key : KEYS) {
      if (settings.has(key)) {
        given.put(key.name(), String.valueOf(value(settings, key)));
      }
    }
    String name = given.get(ARCHITECTURE.name());
    if (name != null) {
      try {
        Architectures.get(name);
      } catch (IllegalArgumentException e) {
        settings.problem(
            ARCHITECTURE.name(), name, "is unknown", "give one of " + Architectures.names());
      }
    }
    return given;
  }

  @SuppressWarnings("unchecked")
  private static Object value(Settings settings, Key<?> key) {
    return settings.get((Key<Object>) key, "");
  }

  /** Sets what was given. */
  static void apply(NeuralEstimator<?, ?> estimator, Map<String, String> given) {
    given.forEach((key, value) -> apply(estimator, key, value));
  }

  private static void apply(NeuralEstimator<?, ?> estimator, String key, String value) {
    switch (key) {
      case "architecture" -> estimator.setArchitecture(value);
      case "architecture-options" -> estimator.setArchitectureOptions(value);
      case "schedule" -> estimator.setSchedule(value);
      case "ensemble" -> estimator.setEnsembleSize(Integer.parseInt(value));
      case "patience" -> estimator.setPatience(Integer.parseInt(value));
      case "gradient-clip" -> estimator.setGradientClip(Double.parseDouble(value));
      case "validation-column" -> estimator.setValidationIndicatorCol(value);
      case "initial-model" -> estimator.setInitialModel(value);
      default -> applyToClasses(estimator, key, value);
    }
  }

  private static void applyToClasses(NeuralEstimator<?, ?> estimator, String key, String value) {
    if (!(estimator instanceof NeuralClassifier classifier)) {
      throw new JobException(key + " " + value + ": needs a label with classes; leave it out");
    }
    switch (key) {
      case "calibration" -> classifier.setCalibration(value);
      case "threshold-for" -> classifier.setThresholdFor(value);
      default -> classifier.setClassWeights(value);
    }
  }
}
