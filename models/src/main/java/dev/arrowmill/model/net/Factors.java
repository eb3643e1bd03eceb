package dev.arrowmill.model.net;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Init;
import dev.arrowmill.tensor.nn.Module;
import dev.arrowmill.tensor.random.Rng;
import java.util.List;

/**
 * A factorization machine of second order: a linear model plus the sum over pairs of fields of the
 * product of their vectors, with vectors of their own for each output.
 */
final class Factors extends Module {
  private static final Categories.Start SMALL =
      (rng, rows, width) -> Init.normal(rng, 0.01, rows, width);

  private final FieldVectors vectors;
  private final Wide linear;
  private final int rank;
  private final int outputs;

  Factors(NetInput input, int numbers, int rank, Rng rng) {
    this.rank = rank;
    this.outputs = input.outputs();
    vectors =
        child(
            "vectors",
            new FieldVectors(
                numbers, input.categorical(), rank * outputs, false, SMALL, rng.fold(0)));
    linear =
        child("linear", new Wide(numbers, input.categorical(), outputs, List.of(), rng.fold(1)));
  }

  int fields() {
    return vectors.fields();
  }

  /** The fields' vectors, [rows, fields, rank * outputs]. */
  Tensor vectors(Tensor x, Tensor codes) {
    return vectors.forward(x, codes);
  }

  /** [rows, outputs] from {@link #vectors}: half of (sum v)^2 - sum v^2, plus the linear model. */
  Tensor forward(Tensor v, Tensor x, Tensor codes) {
    Tensor pairs = v.sum(1).square().sub(v.square().sum(1)).mul(0.5);
    return pairs.reshape(-1, outputs, rank).sum(2).add(linear.forward(x, codes));
  }
}
