package dev.arrowmill.bench;

import java.util.List;
import java.util.function.Consumer;

/** A named list of cases. */
interface Benchmark {

  String name();

  /**
   * Prepares and measures each case.
   *
   * @param progress told of every finished row
   */
  List<Row> run(Harness harness, boolean peers, Consumer<Row> progress) throws Exception;
}
