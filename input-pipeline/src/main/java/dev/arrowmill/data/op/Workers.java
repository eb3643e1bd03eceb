package dev.arrowmill.data.op;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of one iterator, started when they are first needed and gone after close. Tasks must
 * not wait for other tasks. Thread-safe. Internal.
 */
public final class Workers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
  private static final AtomicLong NUMBER = new AtomicLong();
  private static final long PATIENCE_MILLIS = 10_000;

  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final int limit;
  private volatile int active;
  private @Nullable ThreadPoolExecutor pool;
  private boolean closed;

  Workers(int threads) {
    this.limit = threads;
    this.active = threads;
  }

  private static final class Worker extends Thread {
    Worker(Runnable task, String name) {
      super(task, name);
    }
  }

  /** Whether the calling thread is a worker, which others may be waiting for. */
  static boolean isWorker() {
    return Thread.currentThread() instanceof Worker;
  }

  /** The most threads there may be. */
  int limit() {
    return limit;
  }

  /**
   * How many threads work now, 1 to {@link #limit}; 1 means that callers do the work themselves.
   */
  int active() {
    return active;
  }

  synchronized void active(int threads) {
    active = Math.max(1, Math.min(limit, threads));
    ThreadPoolExecutor p = pool;
    if (p != null) {
      p.setCorePoolSize(active);
    }
  }

  /** Runs a task in one of the threads, in the order of submission. */
  synchronized <T> Future<T> submit(Callable<T> task) {
    if (closed) {
      throw new IllegalStateException("dataset: the iterator is closed");
    }
    return pool().submit(task);
  }

  /** Runs a task in one of the threads; not after close. */
  synchronized void start(Runnable task) {
    if (!closed) {
      pool().execute(task);
    }
  }

  private ExecutorService pool() {
    ThreadPoolExecutor p = pool;
    if (p == null) {
      p =
          new ThreadPoolExecutor(
              active,
              limit,
              1,
              TimeUnit.SECONDS,
              new LinkedBlockingQueue<>(),
              r -> {
                Thread t = new Worker(r, "arrowmill-worker-" + NUMBER.incrementAndGet());
                t.setDaemon(true);
                threads.removeIf(old -> old.getState() == Thread.State.TERMINATED);
                threads.add(t);
                return t;
              });
      pool = p;
    }
    return p;
  }

  /**
   * Runs all tasks, {@link #active} at a time with the calling thread as one of them, and returns
   * when all have ended. The first failure in the order of the tasks is thrown.
   *
   * @return nanoseconds that other threads spent
   */
  long runAll(List<Runnable> tasks) {
    int helpers = Math.min(active, tasks.size()) - 1;
    AtomicInteger next = new AtomicInteger();
    CountDownLatch ended = new CountDownLatch(tasks.size());
    @Nullable Throwable[] failures = new @Nullable Throwable[tasks.size()];
    Runnable runner =
        () -> {
          for (int i = next.getAndIncrement(); i < tasks.size(); i = next.getAndIncrement()) {
            try {
              tasks.get(i).run();
            } catch (RuntimeException | Error e) {
              failures[i] = e;
            } finally {
              ended.countDown();
            }
          }
        };
    LongAdder help = new LongAdder();
    for (int h = 0; h < helpers; h++) {
      start(
          () -> {
            long begin = System.nanoTime();
            runner.run();
            help.add(System.nanoTime() - begin);
          });
    }
    runner.run();
    awaitAll(ended);
    for (Throwable e : failures) {
      rethrow(e);
    }
    return help.sum();
  }

  private static void awaitAll(CountDownLatch ended) {
    boolean interrupted = false;
    while (ended.getCount() > 0) {
      try {
        ended.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void rethrow(@Nullable Throwable e) {
    if (e instanceof RuntimeException r) {
      throw r;
    }
    if (e instanceof Error error) {
      throw error;
    }
  }

  /** The result of a task; what it threw is thrown as it is. */
  static <T> T await(Future<T> task) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
          task.cancel(true);
        }
      }
    } catch (CancellationException e) {
      throw new IllegalStateException("dataset: interrupted while waiting for a worker", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException r) {
        throw r;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException("dataset: a worker failed", e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Interrupts all tasks and waits for the threads to end. */
  @Override
  public void close() {
    ThreadPoolExecutor p;
    synchronized (this) {
      closed = true;
      p = pool;
    }
    if (p == null) {
      return;
    }
    p.shutdownNow();
    boolean interrupted = false;
    long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
    boolean ended = false;
    while (!ended && System.currentTimeMillis() < deadline) {
      try {
        ended = p.awaitTermination(deadline - System.currentTimeMillis(), TimeUnit.MILLISECONDS);
        for (Thread t : threads) {
          t.join(Math.max(1, deadline - System.currentTimeMillis()));
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (!ended) {
      LOG.warn("dataset: a function of the pipeline does not end when interrupted; it runs on");
    }
  }
}
