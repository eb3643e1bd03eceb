package dev.arrowmill.spark.internal;

import dev.arrowmill.model.train.Channel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.network.client.TransportClient;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one barrier stage, joined over Spark's own transport (and its authentication and
 * encryption, where {@code spark.authenticate} and {@code spark.network.crypto.enabled} are on).
 *
 * <p>Waits never block longer than a short slice: they end when Spark kills the task and when the
 * peer's connection closes.
 */
public final class SparkChannel implements Channel {
  private final BarrierTaskContext task;
  private final int count;
  private final Mailbox mailbox = new Mailbox();
  private final Transport transport;
  private final @Nullable TransportClient[] peers;
  private int sequence;

  private SparkChannel(BarrierTaskContext task, int count) {
    this.task = task;
    this.count = count;
    this.transport = Transport.open(mailbox);
    this.peers = new TransportClient[count];
  }

  /** Joins the other tasks of this barrier stage; every task must call it. */
  public static SparkChannel join(BarrierTaskContext task, int count) {
    SparkChannel channel = new SparkChannel(task, count);
    try {
      channel.connect();
      return channel;
    } catch (IOException e) {
      channel.close();
      throw new IllegalStateException("all-reduce: cannot reach a worker: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      channel.close();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("all-reduce: interrupted while connecting", e);
    } catch (RuntimeException | Error e) {
      channel.close();
      throw e;
    }
  }

  private void connect() throws IOException, InterruptedException {
    String[] addresses = task.allGather(transport.address());
    for (int distance = 1; distance < count; distance <<= 1) {
      int peer = rank() ^ distance;
      peers[peer] = transport.connect(addresses[peer]);
    }
  }

  @Override
  public int rank() {
    return task.partitionId();
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public ByteBuffer exchange(int peer, ByteBuffer message) {
    TransportClient client = java.util.Objects.requireNonNull(peers[peer], "not a peer: " + peer);
    ByteBuffer letter = ByteBuffer.allocate(Mailbox.HEADER + message.remaining());
    letter.putInt(sequence).putInt(rank()).put(message.duplicate()).flip();
    client.send(letter);
    ByteBuffer answer = mailbox.take(sequence, peer, task::isInterrupted, client::isActive);
    sequence++;
    return answer.order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Waits until every task is done, so that no message is cut off by a close. */
  public void leave() {
    task.barrier();
  }

  @Override
  public void close() {
    transport.close();
  }
}
