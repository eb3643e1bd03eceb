package dev.arrowmill.model.train;

/**
 * The JVMs that train together. Every one of them calls the same methods in the same order.
 *
 * <p>Sums are added in a binary tree over the ranks, so that the result has the same bits on every
 * rank, and the same bits as one worker that adds all shards.
 */
public interface Workers extends AutoCloseable {

  /** This worker's number, from 0. */
  int rank();

  /** How many there are: a power of two, at most {@link Shards#COUNT}. */
  int count();

  /** Replaces {@code data} by the sum over all ranks. */
  void sum(float[] data);

  /** Replaces {@code data} by the sum over all ranks. */
  void sum(double[] data);

  /** Waits for nothing; releases connections. */
  @Override
  void close();

  /** One worker, no communication. */
  static Workers alone() {
    return new Workers() {
      @Override
      public int rank() {
        return 0;
      }

      @Override
      public int count() {
        return 1;
      }

      @Override
      public void sum(float[] data) {}

      @Override
      public void sum(double[] data) {}

      @Override
      public void close() {}
    };
  }
}
