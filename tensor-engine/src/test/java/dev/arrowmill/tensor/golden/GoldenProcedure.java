package dev.arrowmill.tensor.golden;

import java.io.IOException;

/** A golden case that is more than a function of its inputs, such as the steps of an optimizer. */
@FunctionalInterface
interface GoldenProcedure {
  /** Runs the case and reports differences by {@link GoldenCase#fail} or {@code close}. */
  void run(GoldenCase c) throws IOException;
}
