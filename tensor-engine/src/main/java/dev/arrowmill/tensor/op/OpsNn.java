package dev.arrowmill.tensor.op;

import java.util.List;

/** The rows of the ops that layers and losses need. */
final class OpsNn {
  static final List<OpSpec> ALL = List.of(BinaryCrossEntropy.SPEC, CtcLoss.SPEC);

  private OpsNn() {}
}
