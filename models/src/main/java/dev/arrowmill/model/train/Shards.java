package dev.arrowmill.model.train;

import dev.arrowmill.data.feature.RowHash;

/**
 * How rows are dealt to logical shards and to the validation part: by the hash of their content
 * alone, never by where they were read.
 */
public final class Shards {
  /**
   * The number of logical shards. One gradient is computed per shard and the gradients are added in
   * a binary tree, so any power of two up to this number of workers gives the same bits.
   */
  public static final int COUNT = 8;

  private Shards() {}

  /** The shard of a row, in {@code [0, COUNT)}. */
  public static int of(long rowHash) {
    return (int) (rowHash >>> 61);
  }

  /** The worker that owns a shard, when there are {@code workers} of them. */
  public static int owner(int shard, int workers) {
    return shard * workers / COUNT;
  }

  /** The largest number of workers that is a power of two, at most {@link #COUNT} and wanted. */
  public static int workers(int wanted) {
    if (wanted < 1) {
      throw new IllegalArgumentException("workers: must be at least 1, is " + wanted);
    }
    return Integer.highestOneBit(Math.min(wanted, COUNT));
  }

  /** Whether a row is held out for validation. */
  public static boolean validation(long rowHash, double fraction) {
    return (RowHash.mix(rowHash ^ 0x5851F42D4C957F2DL) >>> 11) * 0x1p-53 < fraction;
  }
}
