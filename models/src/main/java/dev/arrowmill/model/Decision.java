package dev.arrowmill.model;

/**
 * How the outputs for the first label become probabilities and a class.
 *
 * @param calibration of the probabilities
 * @param threshold the second of two classes is predicted where its probability is above; without
 *     meaning for other tasks
 */
public record Decision(Calibration calibration, double threshold) {
  /** Probabilities as the network gives them, the more probable class. */
  public static final Decision PLAIN = new Decision(Calibration.NONE, 0.5);

  public Decision {
    if (!(threshold >= 0 && threshold <= 1)) {
      throw new IllegalArgumentException("threshold: must be in [0, 1], is " + threshold);
    }
  }
}
