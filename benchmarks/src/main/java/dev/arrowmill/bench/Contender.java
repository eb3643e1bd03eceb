package dev.arrowmill.bench;

import java.lang.management.ManagementFactory;

/** One side of a comparison, prepared to do the same work again and again. */
interface Contender extends AutoCloseable {

  String name();

  /** Does the work once and returns its wall time in seconds. */
  double seconds() throws Exception;

  /** CPU time of the last run in seconds, all threads of its process together; NaN if unknown. */
  default double cpuSeconds() {
    return Double.NaN;
  }

  @Override
  default void close() {}

  /** A contender in this JVM. */
  static Contender of(String name, Runnable work) {
    return new Contender() {
      private double cpu = Double.NaN;

      @Override
      public String name() {
        return name;
      }

      @Override
      public double seconds() {
        long before = cpuNanos();
        long start = System.nanoTime();
        work.run();
        double wall = (System.nanoTime() - start) * 1e-9;
        cpu = (cpuNanos() - before) * 1e-9;
        return wall;
      }

      @Override
      public double cpuSeconds() {
        return cpu;
      }
    };
  }

  private static long cpuNanos() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean os
        ? os.getProcessCpuTime()
        : 0;
  }
}
