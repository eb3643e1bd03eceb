package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** An elementwise function of one tensor. */
abstract class UnaryOp extends Op {
  private final UnaryKernel kernel;

  UnaryOp(String name, UnaryKernel kernel) {
    super(name);
    this.kernel = kernel;
  }

  /** The gradient of x, given y = f(x) and the gradient g of y. */
  abstract Tensor grad(Tensor x, Tensor y, Tensor g);

  @Override
  protected final Tensor forward(Tensor... in) {
    return Elementwise.unary(kernel, in[0]);
  }

  @Override
  public final Tensor[] vjp(Call call, Tensor g) {
    return grads(grad(call.input(0), call.output(), g));
  }
}
