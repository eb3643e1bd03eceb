package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;
import dev.arrowmill.tensor.backend.BinaryKernel;

/** An elementwise function of two tensors, with broadcasting and type promotion. */
abstract class BinaryOp extends KernelOp {
  private final BinaryKernel kernel;

  BinaryOp(String name, BinaryKernel kernel) {
    super(name, Attrs.NONE);
    this.kernel = kernel;
  }

  /** The gradient of a in the result's shape, given y = f(a, b) and the gradient g of y. */
  abstract Tensor gradA(Tensor a, Tensor b, Tensor y, Tensor g);

  /** The gradient of b in the result's shape. */
  abstract Tensor gradB(Tensor a, Tensor b, Tensor y, Tensor g);

  /** What the function computes. */
  final BinaryKernel function() {
    return kernel;
  }

  /** Calls the op on operands of the common type; bools are computed as integers. */
  final Tensor on(Tensor a, Tensor b) {
    DType type = Promotion.result(a, b);
    if (kernel.i64() == null && !type.isFloat()) {
      type = DType.FLOAT32;
    }
    DType inner = type == DType.BOOL ? DType.UINT8 : type.computed();
    Tensor y = call(a.toType(inner), b.toType(inner));
    return kernel.isPredicate() ? y : y.toType(type);
  }

  @Override
  protected final Tensor allocate(Tensor... in) {
    Shape shape = Shape.broadcast(name(), in[0].shape(), in[1].shape());
    return Tensor.zeros(kernel.isPredicate() ? DType.BOOL : in[0].dtype(), shape);
  }

  @Override
  public final Kernel kernel(Tensor[] in, Tensor out) {
    return Elementwise.binary(kernel, in[0], in[1], out);
  }

  @Override
  public final Tensor[] vjp(Call call, Tensor g) {
    Tensor a = call.input(0);
    Tensor b = call.input(1);
    Tensor y = call.output();
    Tensor[] out = new Tensor[2];
    if (call.needs(0)) {
      out[0] = Sum.to(gradA(a, b, y, g), a.shape());
    }
    if (call.needs(1)) {
      out[1] = Sum.to(gradB(a, b, y, g), b.shape());
    }
    return out;
  }
}
