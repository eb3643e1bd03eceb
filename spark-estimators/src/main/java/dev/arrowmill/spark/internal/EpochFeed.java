package dev.arrowmill.spark.internal;

import dev.arrowmill.model.train.EpochListener;
import dev.arrowmill.model.train.EpochReport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.spark.network.client.RpcResponseCallback;
import org.apache.spark.network.client.TransportClient;
import org.apache.spark.network.server.OneForOneStreamManager;
import org.apache.spark.network.server.RpcHandler;
import org.apache.spark.network.server.StreamManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the driver of every epoch while a training runs. A report that gets lost on the way does no
 * harm: {@link #finish} hands on what did not come. When a stage is retried, epochs begin again.
 */
public final class EpochFeed extends RpcHandler implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EpochFeed.class);

  private static final byte GO_ON = 1;
  private static final byte STOP = 0;
  private static final long TIMEOUT_MILLIS = 60_000;

  private final EpochListener listener;
  private final StreamManager streams = new OneForOneStreamManager();
  private final Transport transport;
  private int last;
  private @Nullable RuntimeException failure;

  private EpochFeed(EpochListener listener) {
    this.listener = listener;
    this.transport = Transport.open(this);
  }

  /** Opens the driver's end. */
  public static EpochFeed open(EpochListener listener) {
    return new EpochFeed(listener);
  }

  /** Where tasks reach the driver. */
  public String address() {
    return transport.address();
  }

  @Override
  public void receive(TransportClient client, ByteBuffer message, RpcResponseCallback callback) {
    byte[] bytes = new byte[message.remaining()];
    message.get(bytes);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      byte answer = accept(EpochReport.read(in)) ? GO_ON : STOP;
      callback.onSuccess(ByteBuffer.wrap(new byte[] {answer}));
    } catch (IOException e) {
      callback.onFailure(e);
    }
  }

  private synchronized boolean accept(EpochReport report) {
    last = report.epoch();
    try {
      return listener.epoch(report);
    } catch (RuntimeException e) {
      failure = e;
      return false;
    }
  }

  /** Hands on the epochs that did not arrive, and throws what the listener threw. */
  public synchronized void finish(List<EpochReport> epochs) {
    epochs.stream().filter(e -> e.epoch() > last).forEach(listener::epoch);
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public StreamManager getStreamManager() {
    return streams;
  }

  @Override
  public void close() {
    transport.close();
  }

  /** A task's end. It never fails a training: without a connection it says so once, in the log. */
  public static final class Sender extends RpcHandler implements EpochListener, AutoCloseable {
    private final StreamManager streams = new OneForOneStreamManager();
    private final @Nullable Transport transport;
    private @Nullable TransportClient driver;

    /**
     * @param address the driver's end, or null to send nothing
     */
    public Sender(@Nullable String address) {
      transport = address == null ? null : Transport.open(this);
      if (transport != null && address != null) {
        try {
          driver = transport.connect(address);
        } catch (IOException | RuntimeException e) {
          LOG.warn("epochs are not reported while training: {}", e.toString());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }

    @Override
    public boolean epoch(EpochReport report) {
      if (driver != null) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
          report.write(out);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        try {
          return driver.sendRpcSync(ByteBuffer.wrap(bytes.toByteArray()), TIMEOUT_MILLIS).get()
              != STOP;
        } catch (RuntimeException e) {
          LOG.warn("an epoch was not reported: {}", e.toString());
        }
      }
      return true;
    }

    @Override
    public void receive(TransportClient client, ByteBuffer message, RpcResponseCallback callback) {
      callback.onFailure(new IllegalStateException("a sender takes no messages"));
    }

    @Override
    public StreamManager getStreamManager() {
      return streams;
    }

    @Override
    public void close() {
      if (transport != null) {
        transport.close();
      }
    }
  }
}
