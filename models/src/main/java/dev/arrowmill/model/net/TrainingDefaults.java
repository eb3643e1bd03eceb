package dev.arrowmill.model.net;

/**
 * How an architecture is trained unless the user says otherwise.
 *
 * @param learningRate AdamW's step size, or 0 to choose by the number of rows
 * @param weightDecay decoupled, on matrices that {@link TabularNet#undecayed} does not list
 * @param emaDecay decay per step of the averaged weights, in [0, 1); 0 for none
 */
public record TrainingDefaults(float learningRate, float weightDecay, float emaDecay) {
  /** What suits most. */
  public static final TrainingDefaults USUAL = new TrainingDefaults(1e-3f, 1e-2f, 0.99f);
}
