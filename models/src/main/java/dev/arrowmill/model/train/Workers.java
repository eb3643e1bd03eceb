package dev.arrowmill.model.train;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The workers that train together. Every one of them calls the same methods in the same order.
 *
 * <p>A sum is a butterfly over a {@link Channel}: in round d every rank exchanges its partial sum
 * with rank xor 2^d. That is a binary tree over the ranks, so the result has the same bits on every
 * rank, and the same bits as one worker that adds all shards.
 */
public final class Workers {
  private final @Nullable Channel channel;

  private Workers(@Nullable Channel channel) {
    this.channel = channel;
  }

  /** One worker, no communication. */
  public static Workers alone() {
    return new Workers(null);
  }

  /** Workers that are joined by a channel, which stays the caller's to close. */
  public static Workers over(Channel channel) {
    return new Workers(channel);
  }

  /** This worker's number, from 0. */
  public int rank() {
    return channel == null ? 0 : channel.rank();
  }

  /** How many workers there are. */
  public int count() {
    return channel == null ? 1 : channel.count();
  }

  /** Replaces {@code data} by the sum over all ranks. */
  public void sum(float[] data) {
    for (int distance = 1; distance < count(); distance <<= 1) {
      ByteBuffer mine = ByteBuffer.allocate(4 * data.length).order(ByteOrder.LITTLE_ENDIAN);
      mine.asFloatBuffer().put(data);
      var theirs = exchange(distance, mine).asFloatBuffer();
      for (int i = 0; i < data.length; i++) {
        data[i] += theirs.get(i);
      }
    }
  }

  /** Replaces {@code data} by the sum over all ranks. */
  public void sum(double[] data) {
    for (int distance = 1; distance < count(); distance <<= 1) {
      ByteBuffer mine = ByteBuffer.allocate(8 * data.length).order(ByteOrder.LITTLE_ENDIAN);
      mine.asDoubleBuffer().put(data);
      var theirs = exchange(distance, mine).asDoubleBuffer();
      for (int i = 0; i < data.length; i++) {
        data[i] += theirs.get(i);
      }
    }
  }

  private ByteBuffer exchange(int distance, ByteBuffer mine) {
    Channel joined = java.util.Objects.requireNonNull(channel, "channel");
    ByteBuffer theirs = joined.exchange(joined.rank() ^ distance, mine);
    if (theirs.remaining() != mine.capacity()) {
      throw new IllegalStateException(
          "all-reduce: expected "
              + mine.capacity()
              + " bytes from worker "
              + (joined.rank() ^ distance)
              + ", got "
              + theirs.remaining());
    }
    return theirs;
  }
}
