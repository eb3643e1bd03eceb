package dev.arrowmill.model.net;

/**
 * How an architecture is trained unless the user says otherwise.
 *
 * @param learningRate AdamW's step size, or 0 to choose by the number of rows
 * @param weightDecay decoupled, on matrices that {@link TabularNet#undecayed} does not list
 * @param emaDecay decay per step of the averaged weights, in [0, 1); 0 for none
 * @param rowsPerStep rows per step that the architecture wants where the table has enough, or 0 for
 *     the usual number
 */
public record TrainingDefaults(
    float learningRate, float weightDecay, float emaDecay, int rowsPerStep) {
  /** An epoch has at least so many steps before a larger batch is taken. */
  private static final int STEPS = 16;

  /** What suits most. */
  public static final TrainingDefaults USUAL = new TrainingDefaults(1e-3f, 1e-2f, 0.99f);

  /** With the usual number of rows per step. */
  public TrainingDefaults(float learningRate, float weightDecay, float emaDecay) {
    this(learningRate, weightDecay, emaDecay, 0);
  }

  /**
   * Rows per step for a table.
   *
   * @param rows of the table
   * @param usual what is taken for most architectures
   */
  public int batchSize(long rows, int usual) {
    long most = Long.highestOneBit(Math.max(1, rows / STEPS));
    return (int) Math.max(usual, Math.min(rowsPerStep, most));
  }
}
