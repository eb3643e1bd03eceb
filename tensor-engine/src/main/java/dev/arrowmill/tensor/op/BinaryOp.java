package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;
import dev.arrowmill.tensor.backend.BinaryKernel;

/** An elementwise function of two tensors, with broadcasting and type promotion. */
abstract class BinaryOp extends Op {
  private final BinaryKernel kernel;

  BinaryOp(String name, BinaryKernel kernel) {
    super(name);
    this.kernel = kernel;
  }

  /** The gradient of a in the result's shape, given y = f(a, b) and the gradient g of y. */
  abstract Tensor gradA(Tensor a, Tensor b, Tensor y, Tensor g);

  /** The gradient of b in the result's shape. */
  abstract Tensor gradB(Tensor a, Tensor b, Tensor y, Tensor g);

  @Override
  protected final Tensor forward(Tensor... in) {
    return Elementwise.binary(name(), kernel, in[0], in[1]);
  }

  @Override
  public final Tensor[] vjp(Call call, Tensor g) {
    Tensor a = call.input(0);
    Tensor b = call.input(1);
    Tensor y = call.output();
    Tensor[] out = new Tensor[2];
    if (call.needs(0)) {
      out[0] = Sum.to(gradA(a, b, y, g), a.shape()).toType(a.dtype());
    }
    if (call.needs(1)) {
      out[1] = Sum.to(gradB(a, b, y, g), b.shape()).toType(b.dtype());
    }
    return out;
  }
}
