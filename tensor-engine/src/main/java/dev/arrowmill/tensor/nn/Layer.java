package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;

/** A module that maps one tensor to one tensor. */
public abstract class Layer extends Module {
  /** The output; the shapes are those of the layer's page. */
  public abstract Tensor forward(Tensor x);
}
