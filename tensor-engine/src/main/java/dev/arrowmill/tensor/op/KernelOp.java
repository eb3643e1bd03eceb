package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;

/** An op written as a kernel, so that eager calls and compiled plans run the same code. */
public abstract class KernelOp extends Op {
  /** See {@link Op#Op(String, Attrs)}. */
  protected KernelOp(String name, Attrs attrs) {
    super(name, attrs);
  }

  /** A new contiguous tensor of the result's type and shape; its values do not matter. */
  protected abstract Tensor allocate(Tensor... in);

  /**
   * Binds the op to arrays. Whatever needs to be allocated is allocated here.
   *
   * @param in inputs of any strides, whose geometry stays while their values change
   * @param out contiguous, as {@link #allocate} gives it, with arbitrary values
   */
  @Override
  public abstract Kernel kernel(Tensor[] in, Tensor out);

  @Override
  protected final Tensor forward(Tensor... in) {
    Tensor out = allocate(in);
    kernel(in, out).run(0, 1);
    return out;
  }
}
