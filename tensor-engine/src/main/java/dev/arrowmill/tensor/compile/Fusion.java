package dev.arrowmill.tensor.compile;

import dev.arrowmill.tensor.Tensor;
import java.util.Map;

/** Binds groups of elementwise calls to one loop. */
final class Fusion {
  private Fusion() {}

  static Plan.Stage stage(Grouping.Unit unit, Map<Node, Tensor> at) {
    throw new IllegalStateException("compile: no loop for " + unit + at);
  }
}
