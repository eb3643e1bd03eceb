package dev.arrowmill.tensor.autograd;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.op.Op;

/** One recorded application of an op: the edge from its output back to its inputs. Immutable. */
public final class Call {
  private final Op op;
  private final Tensor[] inputs;
  private final Tensor output;
  private final int[] versions;
  private boolean released;

  /** Internal to ops. */
  public Call(Op op, Tensor[] inputs, Tensor output) {
    this.op = op;
    this.inputs = inputs;
    this.output = output;
    versions = new int[inputs.length + 1];
    for (int i = 0; i < inputs.length; i++) {
      versions[i] = inputs[i].version();
    }
    versions[inputs.length] = output.version();
  }

  /**
   * The gradients of the inputs, given that of the output.
   *
   * @throws IllegalStateException when an input or the output was changed in place since
   */
  public Tensor[] vjp(Tensor g) {
    for (int i = 0; i <= inputs.length; i++) {
      Tensor t = i < inputs.length ? inputs[i] : output;
      if (t.version() != versions[i]) {
        throw new IllegalStateException(
            "backward: "
                + (i < inputs.length ? "input " + i : "the result")
                + " of "
                + op.name()
                + ", shape "
                + t.shape()
                + ", was changed in place after the forward pass (version "
                + t.version()
                + ", expected "
                + versions[i]
                + "); use a copy");
      }
    }
    return op.vjp(this, g);
  }

  /** Marks the call as walked by a backward pass that does not keep the graph. */
  void release() {
    released = true;
  }

  boolean isReleased() {
    return released;
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
