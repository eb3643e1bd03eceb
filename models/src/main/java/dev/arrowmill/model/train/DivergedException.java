package dev.arrowmill.model.train;

/** The loss became NaN or infinite. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** As it was told by another JVM. */
  public DivergedException(String message) {
    super(message);
  }

  DivergedException(int epoch, double loss, float learningRate) {
    super(
        "training diverged: loss "
            + loss
            + " in epoch "
            + epoch
            + " at learning rate "
            + learningRate
            + "; use a smaller learning rate");
  }
}
