package dev.arrowmill.data.op;

import dev.arrowmill.data.StageStats;
import java.util.concurrent.atomic.LongAdder;

/** Counts rows and time of one node in one iterator. Thread-safe. Internal. */
public final class Meter {
  private final Node node;
  private final LongAdder rows = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder self = new LongAdder();
  private final LongAdder waited = new LongAdder();
  private final LongAdder lost = new LongAdder();

  Meter(Node node) {
    this.node = node;
  }

  Node node() {
    return node;
  }

  void add(long elements, long byteCount, long selfNanos) {
    rows.add(elements);
    bytes.add(byteCount);
    self.add(selfNanos);
  }

  void addWait(long nanos) {
    waited.add(nanos);
  }

  void addLost(long elements) {
    lost.add(elements);
  }

  /** Adds work that other threads did for this stage. */
  void addHelp(long nanos) {
    self.add(nanos);
  }

  /** The counts so far. */
  public StageStats stats() {
    return new StageStats(
        node.toString(), rows.sum(), bytes.sum(), self.sum(), waited.sum(), lost.sum());
  }
}
