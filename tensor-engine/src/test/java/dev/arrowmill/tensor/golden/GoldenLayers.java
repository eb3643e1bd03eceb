package dev.arrowmill.tensor.golden;

import dev.arrowmill.tensor.op.Linear;
import java.util.List;

/** The group {@code layers}. */
final class GoldenLayers {
  static final GoldenTable TABLE =
      new GoldenTable()
          .named(
              "Linear",
              (a, in) -> List.of(Linear.of(in.get("in0"), in.get("weight"), in.get("bias"))));

  private GoldenLayers() {}
}
