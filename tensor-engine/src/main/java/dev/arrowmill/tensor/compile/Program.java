package dev.arrowmill.tensor.compile;

import dev.arrowmill.tensor.Tensor;

/** A function of tensors, written in tensor ops. */
@FunctionalInterface
public interface Program {
  /** The results; a program with one result returns an array of one. */
  Tensor[] apply(Tensor... in);
}
