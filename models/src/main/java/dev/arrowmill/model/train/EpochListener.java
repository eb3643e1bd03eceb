package dev.arrowmill.model.train;

/** Is told of every epoch of a training while it runs. */
@FunctionalInterface
public interface EpochListener {

  /**
   * Called after each epoch, on one worker.
   *
   * @return whether training shall go on; false keeps the best weights so far
   */
  boolean epoch(EpochReport report);
}
