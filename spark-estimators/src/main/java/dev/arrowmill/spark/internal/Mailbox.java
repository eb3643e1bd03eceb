package dev.arrowmill.spark.internal;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.spark.TaskKilledException;
import org.apache.spark.network.client.RpcResponseCallback;
import org.apache.spark.network.client.TransportClient;
import org.apache.spark.network.server.OneForOneStreamManager;
import org.apache.spark.network.server.RpcHandler;
import org.apache.spark.network.server.StreamManager;

/** Receives the messages of other training tasks and keeps each until it is asked for. */
final class Mailbox extends RpcHandler {
  /** Bytes before the payload: sequence number and sender. */
  static final int HEADER = 8;

  private static final long POLL_MILLIS = 50;

  private record Key(int sequence, int from) {}

  private final Map<Key, CompletableFuture<ByteBuffer>> letters = new ConcurrentHashMap<>();
  private final StreamManager streams = new OneForOneStreamManager();

  @Override
  public void receive(TransportClient client, ByteBuffer message, RpcResponseCallback callback) {
    receive(client, message);
    callback.onSuccess(ByteBuffer.allocate(0));
  }

  @Override
  public void receive(TransportClient client, ByteBuffer message) {
    int sequence = message.getInt();
    int from = message.getInt();
    ByteBuffer payload = ByteBuffer.allocate(message.remaining()).put(message).flip();
    letter(new Key(sequence, from)).complete(payload);
  }

  @Override
  public StreamManager getStreamManager() {
    return streams;
  }

  private CompletableFuture<ByteBuffer> letter(Key key) {
    return letters.computeIfAbsent(key, k -> new CompletableFuture<>());
  }

  /**
   * Waits for a message in short slices.
   *
   * @param interrupted asked between slices: whether Spark has killed this task
   * @param connected asked between slices: whether the sender can still be reached
   */
  ByteBuffer take(int sequence, int from, BooleanSupplier interrupted, BooleanSupplier connected) {
    Key key = new Key(sequence, from);
    CompletableFuture<ByteBuffer> letter = letter(key);
    while (true) {
      try {
        ByteBuffer payload = letter.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
        letters.remove(key);
        return payload;
      } catch (TimeoutException e) {
        if (interrupted.getAsBoolean()) {
          throw new TaskKilledException("training task was told to stop");
        }
        if (!connected.getAsBoolean() && !letter.isDone()) {
          throw new WorkerLostException(from, sequence);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new TaskKilledException("training task was interrupted");
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
