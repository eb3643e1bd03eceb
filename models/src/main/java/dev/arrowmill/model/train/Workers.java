package dev.arrowmill.model.train;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
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

  /** The messages of all ranks, in the order of the ranks. */
  List<ByteBuffer> gather(byte[] mine) {
    List<ByteBuffer> all = new ArrayList<>(List.of(ByteBuffer.wrap(mine)));
    for (int distance = 1; distance < count(); distance <<= 1) {
      Channel joined = java.util.Objects.requireNonNull(channel, "channel");
      List<ByteBuffer> theirs = unpack(joined.exchange(rank() ^ distance, pack(all)));
      if ((rank() & distance) == 0) {
        all.addAll(theirs);
      } else {
        all.addAll(0, theirs);
      }
    }
    return all;
  }

  private static ByteBuffer pack(List<ByteBuffer> messages) {
    int size = messages.stream().mapToInt(m -> 4 + m.remaining()).sum();
    ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    messages.forEach(m -> out.putInt(m.remaining()).put(m.duplicate()));
    return out.flip();
  }

  private static List<ByteBuffer> unpack(ByteBuffer packed) {
    ByteBuffer in = packed.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    List<ByteBuffer> out = new ArrayList<>();
    while (in.hasRemaining()) {
      int n = in.getInt();
      out.add(in.slice(in.position(), n));
      in.position(in.position() + n);
    }
    return out;
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
