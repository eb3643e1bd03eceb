package dev.arrowmill.tensor.compile;

import dev.arrowmill.tensor.op.Kernel;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Threads that walk a list of kernels together, each computing its share of every kernel. The
 * threads are daemons and end on {@link #close}. Used by one caller at a time.
 */
final class Team implements AutoCloseable {
  private static final int SPINS = 2_000;

  private final Thread[] helpers;
  private final int size;
  private final AtomicInteger arrived = new AtomicInteger();
  private volatile int phase;
  private volatile int round;
  private volatile boolean closed;
  private volatile Kernel[] work = new Kernel[0];
  private volatile @Nullable Throwable failure;

  Team(int size) {
    this.size = size;
    helpers = new Thread[size - 1];
    for (int i = 0; i < helpers.length; i++) {
      int part = i + 1;
      helpers[i] = new Thread(() -> serve(part), "arrowmill-compute-" + part);
      helpers[i].setDaemon(true);
      helpers[i].start();
    }
  }

  int size() {
    return size;
  }

  /** Runs the kernels in order; returns when all are done. */
  void run(Kernel[] kernels) {
    if (size == 1) {
      for (Kernel k : kernels) {
        k.run(0, 1);
      }
      return;
    }
    work = kernels;
    failure = null;
    round++;
    for (Thread t : helpers) {
      LockSupport.unpark(t);
    }
    walk(0);
    Throwable t = failure;
    if (t instanceof RuntimeException e) {
      throw e;
    }
    if (t instanceof Error e) {
      throw e;
    }
  }

  private void serve(int part) {
    int seen = 0;
    while (true) {
      for (int i = 0; round == seen && !closed; i++) {
        pause(i);
      }
      if (closed) {
        return;
      }
      seen = round;
      walk(part);
    }
  }

  private void walk(int part) {
    Kernel[] kernels = work;
    for (Kernel k : kernels) {
      if (failure == null) {
        try {
          k.run(part, size);
        } catch (RuntimeException | Error e) {
          failure = e;
        }
      }
      await();
    }
  }

  private void await() {
    int now = phase;
    if (arrived.incrementAndGet() == size) {
      arrived.set(0);
      phase = now + 1;
      return;
    }
    for (int i = 0; phase == now; i++) {
      if (i < SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(1_000);
      }
    }
  }

  private static void pause(int i) {
    if (i < SPINS) {
      Thread.onSpinWait();
    } else {
      LockSupport.parkNanos(200_000);
    }
  }

  @Override
  public void close() {
    closed = true;
    for (Thread t : helpers) {
      LockSupport.unpark(t);
    }
  }
}
