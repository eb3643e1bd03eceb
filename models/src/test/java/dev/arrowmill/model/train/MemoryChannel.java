package dev.arrowmill.model.train;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Joins threads of one JVM. */
final class MemoryChannel implements Channel {
  private final int rank;
  private final List<List<BlockingQueue<ByteBuffer>>> queues;

  private MemoryChannel(int rank, List<List<BlockingQueue<ByteBuffer>>> queues) {
    this.rank = rank;
    this.queues = queues;
  }

  static List<MemoryChannel> join(int count) {
    List<List<BlockingQueue<ByteBuffer>>> queues = new ArrayList<>();
    for (int to = 0; to < count; to++) {
      List<BlockingQueue<ByteBuffer>> row = new ArrayList<>();
      for (int from = 0; from < count; from++) {
        row.add(new LinkedBlockingQueue<>());
      }
      queues.add(row);
    }
    List<MemoryChannel> out = new ArrayList<>();
    for (int r = 0; r < count; r++) {
      out.add(new MemoryChannel(r, queues));
    }
    return out;
  }

  @Override
  public int rank() {
    return rank;
  }

  @Override
  public int count() {
    return queues.size();
  }

  @Override
  public ByteBuffer exchange(int peer, ByteBuffer message) {
    ByteBuffer copy = ByteBuffer.allocate(message.remaining()).put(message.duplicate()).flip();
    queues.get(peer).get(rank).add(copy);
    try {
      ByteBuffer answer = queues.get(rank).get(peer).poll(60, TimeUnit.SECONDS);
      if (answer == null) {
        throw new IllegalStateException("worker " + peer + " did not answer");
      }
      return answer.order(ByteOrder.LITTLE_ENDIAN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {}
}
