package dev.arrowmill.tensor.autograd;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.op.Op;

/** One recorded application of an op: the edge from its output back to its inputs. Immutable. */
public final class Call {
  private final Op op;
  private final Tensor[] inputs;
  private final Tensor output;

  /** Internal to ops. */
  public Call(Op op, Tensor[] inputs, Tensor output) {
    this.op = op;
    this.inputs = inputs;
    this.output = output;
  }

  /** The op, with the attributes of this call. */
  public Op op() {
    return op;
  }

  /** Number of inputs. */
  public int arity() {
    return inputs.length;
  }

  /** An input. */
  public Tensor input(int i) {
    return inputs[i];
  }

  /** The result. */
  public Tensor output() {
    return output;
  }

  /** Whether somebody wants the gradient of an input. */
  public boolean needs(int i) {
    return inputs[i].requiresGrad();
  }
}
