package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the stages before it in a thread of its own, a few chunks ahead. */
public final class Prefetch extends Node {
  /** Begin with a buffer of 2 and let the tuner change it, up to 32. */
  public static final int AUTO = -1;

  private static final int AUTO_START = 2;
  private static final int AUTO_LIMIT = 32;

  private final int size;

  private Prefetch(Node input, int size) {
    super(input);
    this.size = size;
    if (size < AUTO) {
      throw new IllegalArgumentException(
          "prefetch: size must be at least 0, or AUTO (-1), got " + size);
    }
  }

  public static Prefetch of(Node input, int size) {
    return new Prefetch(input, size);
  }

  @Override
  boolean isIdentity() {
    return size == 0;
  }

  @Override
  Node over(Node newInput) {
    return of(newInput, size);
  }

  @Override
  public String name() {
    return size == AUTO ? "prefetch(AUTO)" : "prefetch(" + size + ")";
  }

  /** A buffer changes nothing in the stream, so a state fits with and without it. */
  @Override
  public String pipeline() {
    return input().pipeline();
  }

  @Override
  int countDepth() {
    return input().depth();
  }

  @Override
  public long cardinality() {
    return input().cardinality();
  }

  @Override
  public Stage open(Context context) {
    Stage input = input().open(context);
    return size == 0 ? input : new Buffer(context, this, input);
  }

  /** What the producer made: a chunk, a failure, or neither at the end; and the state after it. */
  private record Item(@Nullable Chunk chunk, @Nullable Throwable failure, ObjectNode after) {}

  private static final class Buffer extends Stage {
    private static final Logger LOG = LoggerFactory.getLogger(Prefetch.class);
    private static final AtomicLong NUMBER = new AtomicLong();
    private static final long PATIENCE_MILLIS = 10_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Item> items = new ArrayDeque<>();
    private final Stage input;
    private final ArrowMemory memory;
    private int capacity;
    private boolean stop;
    private boolean ended;
    private boolean producerGone;
    private @Nullable Thread thread;
    private @Nullable ObjectNode position;

    Buffer(Context context, Prefetch node, Stage input) {
      super(context, node);
      this.input = input;
      this.memory = context.memory();
      this.capacity = node.size;
      if (node.size == AUTO) {
        capacity = context.knob(node, "prefetch", AUTO_START, AUTO_LIMIT, this::resize).value();
      }
    }

    @Override
    @Nullable Chunk advance() {
      if (stop || ended) {
        return null;
      }
      long begin = System.nanoTime();
      start();
      Item item = take();
      waited(System.nanoTime() - begin);
      position = item.after();
      if (item.failure() instanceof RuntimeException e) {
        throw e;
      }
      if (item.failure() instanceof Error e) {
        ended = true;
        throw e;
      }
      ended = item.chunk() == null;
      return item.chunk();
    }

    private void resize(int to) {
      lock.lock();
      try {
        capacity = to;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }

    private void start() {
      if (thread == null) {
        position = input.state();
        Thread t = new Thread(this::produce, "arrowmill-prefetch-" + NUMBER.incrementAndGet());
        t.setDaemon(true);
        thread = t;
        t.start();
      }
    }

    private Item take() {
      lock.lock();
      try {
        while (items.isEmpty()) {
          if (producerGone) {
            throw new IllegalStateException("prefetch: its thread was interrupted and has ended");
          }
          changed.await();
        }
        changed.signalAll();
        return items.remove();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("prefetch: interrupted while waiting", e);
      } finally {
        lock.unlock();
      }
    }

    private void produce() {
      try {
        boolean more = true;
        while (more && awaitRoom()) {
          Item item = make();
          more = item.chunk() != null || item.failure() instanceof RuntimeException;
          put(item);
        }
      } catch (InterruptedException e) {
        LOG.debug("prefetch: stopped");
      } finally {
        leave();
        closeInput();
      }
    }

    private void closeInput() {
      try {
        input.close();
      } catch (RuntimeException e) {
        LOG.warn("prefetch: closing what is before it failed", e);
      }
    }

    private void leave() {
      lock.lock();
      try {
        producerGone = true;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }

    private boolean awaitRoom() throws InterruptedException {
      lock.lockInterruptibly();
      try {
        while (!stop && (items.size() >= capacity || (!items.isEmpty() && isShort()))) {
          changed.await();
        }
        return !stop;
      } finally {
        lock.unlock();
      }
    }

    /** Whether the budget has little left, so that one chunk ahead must do. */
    private boolean isShort() {
      return memory.held() > memory.limit() / 2;
    }

    private Item make() {
      try {
        Chunk chunk = input.next();
        return new Item(chunk, null, input.state());
      } catch (RuntimeException | Error e) {
        return new Item(null, e, input.state());
      }
    }

    private void put(Item item) {
      lock.lock();
      try {
        if (stop) {
          Closing.close(item.chunk());
        } else {
          items.add(item);
          changed.signalAll();
        }
      } finally {
        lock.unlock();
      }
    }

    @Override
    public ObjectNode state() {
      return position == null ? input.state() : position;
    }

    @Override
    public void restore(JsonNode state) {
      input.restore(state);
    }

    @Override
    public void close() {
      lock.lock();
      try {
        stop = true;
        items.forEach(i -> Closing.close(i.chunk()));
        items.clear();
        changed.signalAll();
      } finally {
        lock.unlock();
      }
      if (thread == null) {
        input.close();
      } else {
        join(thread);
      }
    }

    private static void join(Thread t) {
      t.interrupt();
      boolean interrupted = false;
      long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
      while (t.isAlive() && System.currentTimeMillis() < deadline) {
        try {
          t.join(Math.max(1, deadline - System.currentTimeMillis()));
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      if (t.isAlive()) {
        LOG.warn(
            "prefetch: a function of the pipeline does not end when interrupted; {} runs on", t);
      }
    }
  }
}
