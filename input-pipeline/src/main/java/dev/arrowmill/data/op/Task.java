package dev.arrowmill.data.op;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that runs once: in a worker, or in the thread that needs its result before one has begun. So
 * waiting for it never waits for a worker to be free, and tasks may wait for tasks they made.
 */
final class Task<T> {
  private static final Logger LOG = LoggerFactory.getLogger(Task.class);
  private static final long PAUSE_NANOS = 100_000;
  private static final long PATIENCE_SECONDS = 10;

  private final Supplier<@Nullable T> work;
  private final AtomicBoolean claimed = new AtomicBoolean();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Object lock = new Object();
  private @Nullable Thread runner;
  private volatile @Nullable T result;
  private volatile @Nullable Throwable failure;

  private Task(Supplier<@Nullable T> work) {
    this.work = work;
  }

  /** Work for a worker; without workers, for whoever asks for the result. */
  static <T> Task<T> start(@Nullable Workers workers, Supplier<@Nullable T> work) {
    Task<T> task = new Task<>(work);
    if (workers != null) {
      workers.start(task::run);
    }
    return task;
  }

  /** Whether {@link #get} would not wait. */
  boolean isDone() {
    return ended.getCount() == 0;
  }

  /**
   * Waits until one of these is done. A worker runs the first itself where nobody has begun any,
   * because all workers may be waiting so.
   */
  static <T> void awaitAny(List<Task<T>> tasks) {
    while (!tasks.isEmpty() && tasks.stream().noneMatch(Task::isDone)) {
      if (Workers.isWorker() && tasks.stream().noneMatch(t -> t.claimed.get())) {
        tasks.get(0).run();
      } else {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException("dataset: interrupted while waiting for a worker");
      }
    }
  }

  /** Whether the work has thrown. */
  boolean hasFailed() {
    return isDone() && failure != null;
  }

  private void run() {
    if (!claimed.compareAndSet(false, true)) {
      return;
    }
    synchronized (lock) {
      runner = Thread.currentThread();
    }
    try {
      result = work.get();
    } catch (RuntimeException | Error e) {
      failure = e;
    } finally {
      synchronized (lock) {
        runner = null;
      }
      ended.countDown();
    }
  }

  /** The result; what the work threw is thrown as it is. */
  @Nullable T get() {
    run();
    try {
      if (!isDone()) {
        ended.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("dataset: interrupted while waiting for a worker", e);
    }
    Throwable f = failure;
    if (f instanceof Error e) {
      throw e;
    }
    if (f instanceof RuntimeException e) {
      throw e;
    }
    return result;
  }

  /** Takes the work back, or interrupts it and waits for its end; its result, if there is one. */
  @Nullable T abandon() {
    if (claimed.compareAndSet(false, true)) {
      ended.countDown();
      return null;
    }
    synchronized (lock) {
      if (runner != null) {
        runner.interrupt();
      }
    }
    boolean interrupted = Thread.interrupted();
    try {
      if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("dataset: a function of the pipeline does not end when interrupted; it runs on");
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return result;
  }
}
