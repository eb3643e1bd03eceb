package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.RowGrad;
import org.jspecify.annotations.Nullable;

/**
 * A named leaf tensor that an optimizer changes in place. Reading it from several threads is safe
 * while no optimizer steps.
 */
public final class Parameter {
  private final String name;
  private Tensor tensor;

  /**
   * @param name the name within its module, such as {@code weight}
   * @param value contiguous initial values, owned from now on
   */
  public Parameter(String name, Tensor value) {
    if (!value.isContiguous() || value.call() != null) {
      throw new IllegalArgumentException(
          "parameter " + name + ": needs a contiguous leaf, use detach().contiguous()");
    }
    this.name = name;
    this.tensor = value.requiresGrad(true);
  }

  /** The name within its module; the full path is the key in {@link Module#namedParameters()}. */
  public String name() {
    return name;
  }

  /** The values; the same object until {@link Module#toType} converts them. */
  public Tensor tensor() {
    return tensor;
  }

  /** Puts another tensor in place; returns the old one. */
  Tensor exchange(Tensor other) {
    Tensor old = tensor;
    tensor = other;
    return old;
  }

  /** The gradient gathered by {@code backward()}, or null. */
  public @Nullable Tensor grad() {
    return tensor.grad();
  }

  /** Replaces the gathered gradient; null clears it. */
  public void setGrad(@Nullable Tensor g) {
    tensor.setGrad(g);
  }

  /** The gradient's rows gathered by {@code backward()} when the layer is sparse, or null. */
  public @Nullable RowGrad rowGrad() {
    return tensor.rowGrad();
  }

  /** Replaces the gathered rows; null clears them. */
  public void setRowGrad(@Nullable RowGrad g) {
    tensor.setRowGrad(g);
  }

  @Override
  public String toString() {
    return name + tensor.shape();
  }
}
