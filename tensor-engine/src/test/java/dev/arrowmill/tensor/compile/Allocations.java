package dev.arrowmill.tensor.compile;

import dev.arrowmill.tensor.Tensor;
import java.lang.management.ManagementFactory;

/** Counts what a thread allocates. */
final class Allocations {
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocations() {}

  static long of(Runnable body) {
    long start = THREADS.getCurrentThreadAllocatedBytes();
    long own = THREADS.getCurrentThreadAllocatedBytes() - start;
    start = THREADS.getCurrentThreadAllocatedBytes();
    body.run();
    return THREADS.getCurrentThreadAllocatedBytes() - start - own;
  }

  /** Bytes per run of each stage of a plan that allocates. */
  static String byStage(Compiled c, Tensor... args) {
    StringBuilder s = new StringBuilder();
    Plan plan = java.util.Objects.requireNonNull(c.run(args));
    for (Plan.Stage stage : plan.stages()) {
      long bytes =
          of(
              () -> {
                for (int i = 0; i < 100; i++) {
                  stage.kernel().run(0, 1);
                }
              });
      if (bytes > 0) {
        s.append(stage.name()).append(": ").append(bytes / 100).append(" bytes\n");
      }
    }
    return s.toString();
  }
}
