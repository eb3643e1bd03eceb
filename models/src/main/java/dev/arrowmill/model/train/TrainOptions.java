package dev.arrowmill.model.train;

/**
 * How to train.
 *
 * @param maxEpochs most passes over the training rows, per ensemble member
 * @param patience epochs without a better validation loss before training stops
 * @param batchSize rows per optimizer step, over all workers
 * @param learningRate AdamW's step size
 * @param weightDecay AdamW's decoupled decay, on matrices only
 * @param emaDecay decay per step of the averaged weights that are validated and kept, in [0, 1)
 * @param validationFraction share of rows held out, in [0, 1); without meaning where a column says
 *     which rows are held out
 * @param seed of weights, order and dropout
 * @param schedule how the step size changes
 * @param gradientClip greatest norm of a step's mean gradient; 0 for no limit
 * @param ensemble networks trained one after the other, each from its own seed, at least 1
 * @param snapshots 0, or the number of cycles whose last weights each become a member (Huang et
 *     al., Snapshot Ensembles, 2017); maxEpochs is then divided among the cycles
 */
public record TrainOptions(
    int maxEpochs,
    int patience,
    int batchSize,
    float learningRate,
    float weightDecay,
    float emaDecay,
    double validationFraction,
    long seed,
    LearningRate schedule,
    double gradientClip,
    int ensemble,
    int snapshots) {

  /** Constant step size, no clipping, one network. */
  public TrainOptions(
      int maxEpochs,
      int patience,
      int batchSize,
      float learningRate,
      float weightDecay,
      float emaDecay,
      double validationFraction,
      long seed) {
    this(
        maxEpochs,
        patience,
        batchSize,
        learningRate,
        weightDecay,
        emaDecay,
        validationFraction,
        seed,
        LearningRate.CONSTANT,
        0,
        1,
        0);
  }

  /** The defaults, with the batch size chosen for a table of that many rows. */
  public static TrainOptions forRows(long rows, long seed) {
    return new TrainOptions(100, 10, batchSize(rows), 1e-3f, 1e-2f, 0.99f, 0.15, seed);
  }

  /** 128 for small tables, growing by powers of two to 1,024 for a million rows and more. */
  public static int batchSize(long rows) {
    long wanted = Long.highestOneBit(Math.max(1, rows / 128));
    return (int) Math.min(1024, Math.max(128, wanted));
  }

  public TrainOptions {
    require(maxEpochs >= 1, "maxEpochs", maxEpochs, "at least 1");
    require(patience >= 1, "patience", patience, "at least 1");
    require(batchSize >= 1, "batchSize", batchSize, "at least 1");
    require(learningRate > 0 && learningRate < 1e3f, "learningRate", learningRate, "positive");
    require(weightDecay >= 0, "weightDecay", weightDecay, "at least 0");
    require(emaDecay >= 0 && emaDecay < 1, "emaDecay", emaDecay, "in [0, 1)");
    require(
        validationFraction >= 0 && validationFraction < 1,
        "validationFraction",
        validationFraction,
        "in [0, 1)");
    require(gradientClip >= 0, "gradientClip", gradientClip, "at least 0");
    require(ensemble >= 1, "ensemble", ensemble, "at least 1");
    require(snapshots == 0 || snapshots >= 2, "snapshots", snapshots, "0 or at least 2");
    require(snapshots <= maxEpochs, "snapshots", snapshots, "at most maxEpochs " + maxEpochs);
  }

  private static void require(boolean ok, String name, Object value, String range) {
    if (!ok) {
      throw new IllegalArgumentException(name + ": must be " + range + ", is " + value);
    }
  }

  /** The same options with another step size. */
  public TrainOptions withLearningRate(float rate) {
    return with(rate, schedule, gradientClip, ensemble, snapshots);
  }

  /** The same options with another schedule and limit of the gradient's norm. */
  public TrainOptions with(LearningRate newSchedule, double newClip) {
    return with(learningRate, newSchedule, newClip, ensemble, snapshots);
  }

  /** The same options for several networks, see the components. */
  public TrainOptions withMembers(int newEnsemble, int newSnapshots) {
    return with(learningRate, schedule, gradientClip, newEnsemble, newSnapshots);
  }

  private TrainOptions with(
      float rate, LearningRate newSchedule, double newClip, int newEnsemble, int newSnapshots) {
    return new TrainOptions(
        maxEpochs,
        patience,
        batchSize,
        rate,
        weightDecay,
        emaDecay,
        validationFraction,
        seed,
        newSchedule,
        newClip,
        newEnsemble,
        newSnapshots);
  }
}
