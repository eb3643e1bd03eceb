package dev.arrowmill.tensor.autograd;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Parameter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gradients of one scalar with respect to parameters, as values. Neither the parameters nor
 * their {@code grad} are touched, so several threads may compute gradients of the same parameters
 * at once, each from its own forward pass. Immutable.
 */
public final class Gradients {
  private final List<Parameter> parameters;
  private final LeafGradients grads;

  private Gradients(List<Parameter> parameters, LeafGradients grads) {
    this.parameters = parameters;
    this.grads = grads;
  }

  /**
   * Walks the graph of {@code loss} once.
   *
   * @throws IllegalStateException when the loss is no scalar, or nothing was recorded
   */
  public static Gradients of(Tensor loss, List<Parameter> parameters) {
    return new Gradients(List.copyOf(parameters), Autograd.walk(loss, leaf -> true));
  }

  /**
   * As {@link #of}, with rows for tables of sparse layers only; written in tensor ops throughout,
   * so that the walk can be recorded.
   */
  public static Gradients dense(Tensor loss, List<Parameter> parameters) {
    return new Gradients(List.copyOf(parameters), Autograd.walk(loss, Tensor::isRowGrad));
  }

  /** The rows of a parameter's gradient when it consists of rows only, else null. */
  public @Nullable RowGrad rows(Parameter p) {
    return grads.rows(p.tensor());
  }

  /** The gradient of a parameter, or null when the loss does not depend on it. */
  public @Nullable Tensor find(Parameter p) {
    return grads.get(p.tensor());
  }

  /** The gradient of a parameter; zeros when the loss does not depend on it. */
  public Tensor get(Parameter p) {
    Tensor g = grads.get(p.tensor());
    return g == null ? Tensor.zeros(p.tensor().dtype(), p.tensor().shape()) : g;
  }

  /** Number of float values that {@link #addTo} adds. */
  public static int size(List<Parameter> parameters) {
    int n = 0;
    for (Parameter p : parameters) {
      n += p.tensor().numel();
    }
    return n;
  }

  /**
   * Adds the float32 gradients to {@code flat}, one parameter after the other in the list's order,
   * row-major, from {@code offset} on. Unused parameters leave their part as it is.
   *
   * @return the index behind the last value
   * @throws IllegalArgumentException when the array is too short or a parameter is not float32
   */
  public int addTo(float[] flat, int offset) {
    int end = offset + size(parameters);
    if (offset < 0 || end > flat.length) {
      throw new IllegalArgumentException(
          "gradients: need "
              + (end - offset)
              + " values from "
              + offset
              + ", the array has "
              + flat.length);
    }
    int at = offset;
    for (Parameter p : parameters) {
      if (p.tensor().dtype() != DType.FLOAT32) {
        throw new IllegalArgumentException(
            "gradients: addTo needs float32, parameter " + p.name() + " is " + p.tensor().dtype());
      }
      grads.addTo(p.tensor(), flat, at);
      at += p.tensor().numel();
    }
    return at;
  }
}
