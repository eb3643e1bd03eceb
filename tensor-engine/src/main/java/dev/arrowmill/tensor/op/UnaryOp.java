package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** An elementwise function of one tensor. */
abstract class UnaryOp extends KernelOp {
  private final UnaryKernel kernel;

  UnaryOp(String name, UnaryKernel kernel) {
    super(name, Attrs.NONE);
    this.kernel = kernel;
  }

  /** The gradient of x, given y = f(x) and the gradient g of y. */
  abstract Tensor grad(Tensor x, Tensor y, Tensor g);

  /** What the function computes. */
  final UnaryKernel function() {
    return kernel;
  }

  /** Calls the op; integers become float32 first where the function has no integer form. */
  final Tensor on(Tensor x) {
    if (x.dtype() == DType.BOOL && kernel.i64() != null) {
      throw new IllegalArgumentException(name() + ": not defined for bool; use toType or not");
    }
    return call(kernel.i64() == null ? Promotion.floating(x) : x);
  }

  @Override
  protected final Tensor allocate(Tensor... in) {
    return Tensor.zeros(in[0].dtype(), in[0].shape());
  }

  @Override
  public final Kernel kernel(Tensor[] in, Tensor out) {
    return Elementwise.unary(kernel, in[0], out);
  }

  @Override
  public final Tensor[] vjp(Call call, Tensor g) {
    return grads(grad(call.input(0), call.output(), g));
  }
}
