package dev.arrowmill.model.train;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ObjIntConsumer;

/** Runs the same work on every shard, on a few threads that end with {@link #close}. */
final class ShardPool implements AutoCloseable {
  private final int threads;
  private final ExecutorService executor;

  ShardPool(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads: must be at least 1, is " + threads);
    }
    this.threads = threads;
    this.executor =
        Executors.newFixedThreadPool(
            Math.max(1, threads - 1),
            r -> {
              Thread t = new Thread(r, "arrowmill-train");
              t.setDaemon(true);
              return t;
            });
  }

  int threads() {
    return threads;
  }

  /** The thread, from 0, that works on item i. */
  int lane(int i) {
    return i % threads;
  }

  /** Work on item i may run on any thread; all is done on return. */
  <T> void each(List<T> items, ObjIntConsumer<T> work) {
    List<Future<?>> others = new ArrayList<>();
    for (int t = 1; t < threads; t++) {
      int lane = t;
      others.add(executor.submit(() -> lane(items, lane, work)));
    }
    lane(items, 0, work);
    for (Future<?> f : others) {
      try {
        f.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("training was interrupted", e);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException r) {
          throw r;
        }
        throw new IllegalStateException(e.getCause());
      }
    }
  }

  private <T> void lane(List<T> items, int lane, ObjIntConsumer<T> work) {
    for (int i = lane; i < items.size(); i += threads) {
      work.accept(items.get(i), i);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
