package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;

/** The smallest element over dimensions; NaN wins; ties share the gradient evenly. */
public final class Amin extends Extremum {
  static final OpSpec SPEC =
      OpSpec.of("amin", "smallest element over dimensions; ties share the gradient evenly")
          .anySizes(x -> of(x, new int[] {0}, true))
          .unary(-2, 2, x -> of(x, new int[0], false))
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 4, 5)},
              t -> of(t[0], new int[] {1}, true))
          .op("amin", Amin::new);

  Amin(Attrs attrs) {
    super("amin", false, attrs);
  }

  /** No dimensions mean all. */
  public static Tensor of(Tensor x, int[] dims, boolean keepDim) {
    return new Amin(Attrs.of("dims", dims, "keepDim", keepDim)).call(x);
  }
}
