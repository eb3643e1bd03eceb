package dev.arrowmill.tensor.emit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One thread that runs vector code until it is compiled; it ends when there is nothing to do. */
final class WarmUp implements Runnable {
  private static final int N = 128;
  /* C2 wants 600 calls and 15000 rounds of loops at least, more when it is busy. */
  private static final int CALLS = 1000;
  private static final int MORE = 50;
  private static final int PAUSE_MILLIS = 20;
  private static final int PATIENCE = 1500;

  private static final ThreadPoolExecutor POOL = pool();
  private static final Executor LATER =
      CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS, POOL);
  private static final AtomicInteger OPEN = new AtomicInteger();

  private final TwinSegment code;
  private final Runnable done;
  private final float[][] in;
  private final float[][] out;
  private final int[] at;
  private final int[] outAt;
  private final long fast;
  private int polls;

  private WarmUp(TwinSegment code, FusedSpec spec, Runnable done) {
    this.code = code;
    this.done = done;
    in = new float[spec.slots().size()][N];
    out = new float[spec.outputs().size()][N];
    at = new int[in.length];
    outAt = new int[out.length];
    fast = N * (8L + spec.program().size()) / 4;
  }

  private static ThreadPoolExecutor pool() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            1,
            1,
            2,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            r -> {
              Thread t = new Thread(r, "arrowmill-warm-up");
              t.setDaemon(true);
              return t;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** Runs {@code done} when the code has become fast; never when C2 cannot make it so. */
  static void submit(TwinSegment code, FusedSpec spec, Runnable done) {
    OPEN.incrementAndGet();
    POOL.execute(new WarmUp(code, spec, done));
  }

  /** How many kernels are waiting to become fast. */
  static int open() {
    return OPEN.get();
  }

  @Override
  public void run() {
    int calls = polls == 0 ? CALLS : MORE;
    for (int i = 0; i < calls; i++) {
      code.run(in, at, out, outAt, N);
    }
    long start = System.nanoTime();
    code.run(in, at, out, outAt, N);
    if (System.nanoTime() - start < fast) {
      done.run();
      OPEN.decrementAndGet();
    } else if (++polls < PATIENCE) {
      LATER.execute(this);
    } else {
      OPEN.decrementAndGet();
    }
  }
}
