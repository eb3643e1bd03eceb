package dev.arrowmill.jobs;

import java.io.PrintStream;
import java.util.List;

/**
 * The benchmarks, found by {@link java.util.ServiceLoader} so that nothing imports their module. An
 * implementation is named in {@code META-INF/services/dev.arrowmill.jobs.BenchRunner}.
 */
public interface BenchRunner {
  /** The names {@link #run} knows, in the order of the list. */
  List<String> names();

  /**
   * Runs one benchmark, telling people about it on {@code progress}.
   *
   * @param name one of {@link #names}
   * @param peers whether the peers run too
   * @return one JSON object {@code {bench, machine, rows: [...]}} without line breaks
   * @throws Exception when the benchmark fails
   */
  String run(String name, boolean peers, PrintStream progress) throws Exception;
}
