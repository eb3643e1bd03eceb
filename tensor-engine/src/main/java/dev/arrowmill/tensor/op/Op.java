package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Autograd;
import dev.arrowmill.tensor.autograd.Call;

/** A differentiable function of tensors; an instance holds the attributes of a call. Immutable. */
public abstract class Op {
  private final String name;

  /**
   * @param name PyTorch's name in camelCase, used in errors
   */
  protected Op(String name) {
    this.name = name;
  }

  /** The name. */
  public final String name() {
    return name;
  }

  /** Computes the result, without recording. */
  protected abstract Tensor forward(Tensor... in);

  /**
   * The vector-Jacobian product, written in tensor ops.
   *
   * @param g gradient of the output
   * @return one gradient per input, of its shape; entries whose input does not need one may be null
   */
  public abstract Tensor[] vjp(Call call, Tensor g);

  /** Computes the result and records the call when an input wants gradients. */
  protected final Tensor call(Tensor... in) {
    Tensor out = forward(in);
    if (out.dtype().isFloat()) {
      for (Tensor t : in) {
        if (t.requiresGrad()) {
          return Autograd.isEnabled() ? record(in, out) : out;
        }
      }
    }
    return out;
  }

  private Tensor record(Tensor[] in, Tensor out) {
    for (Tensor t : in) {
      if (t == out) {
        throw new AssertionError(name + ": returned its input");
      }
    }
    out.record(new Call(this, in, out));
    return out;
  }

  /** Gradients as an array. */
  protected static Tensor[] grads(Tensor... g) {
    return g;
  }
}
