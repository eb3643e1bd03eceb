package dev.arrowmill.arrow.parquet.page;

import java.util.concurrent.atomic.AtomicInteger;

/** Memory with several holders; the last one to release it frees it. Thread-safe. */
public abstract class Shared {
  private final AtomicInteger holders = new AtomicInteger(1);

  /** One more holder; only a holder may call it. */
  public final void retain() {
    holders.incrementAndGet();
  }

  /** One holder less. */
  public final void release() {
    int left = holders.decrementAndGet();
    if (left == 0) {
      free();
    } else if (left < 0) {
      throw new IllegalStateException("released more often than retained");
    }
  }

  abstract void free();
}
