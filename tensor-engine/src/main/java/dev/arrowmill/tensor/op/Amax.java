package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;

/** The largest element over dimensions; NaN wins; ties share the gradient evenly. */
public final class Amax extends Extremum {
  static final OpSpec SPEC =
      OpSpec.of("amax", "largest element over dimensions; ties share the gradient evenly")
          .anySizes(x -> of(x, new int[] {1, 2}, false))
          .unary(-2, 2, x -> of(x, new int[0], false))
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 4, 5)},
              t -> of(t[0], new int[] {1}, true))
          .op("amax", Amax::new);

  Amax(Attrs attrs) {
    super("amax", true, attrs);
  }

  /** No dimensions mean all. */
  public static Tensor of(Tensor x, int[] dims, boolean keepDim) {
    return new Amax(Attrs.of("dims", dims, "keepDim", keepDim)).call(x);
  }
}
