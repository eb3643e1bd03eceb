package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;

/** The feed-forward part of transformer layers. */
record TransformerBlock(Linear linear1, Linear linear2, Dropout dropout, boolean gelu) {
  Tensor run(Tensor x) {
    Tensor h = linear1.call(x);
    Tensor a = dropout.forward(gelu ? h.gelu() : h.relu());
    return dropout.forward(linear2.call(a));
  }
}
