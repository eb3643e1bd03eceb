package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;
import dev.arrowmill.tensor.backend.BinaryKernel;

/** An elementwise comparison; has no gradient. */
abstract class Predicate extends Op {
  private final BinaryKernel kernel;

  Predicate(String name, BinaryKernel kernel) {
    super(name);
    this.kernel = kernel;
  }

  @Override
  protected final Tensor forward(Tensor... in) {
    return Elementwise.binary(name(), kernel, in[0], in[1]);
  }

  @Override
  public final Tensor[] vjp(Call call, Tensor g) {
    throw new AssertionError(name() + " has no gradient");
  }
}
