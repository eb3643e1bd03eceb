package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.random.Rng;

/** Rows of a trained table: index [...] (int32 or int64) to [..., width]. Parameter weight. */
public final class Embedding extends Layer {
  private final Parameter weight;

  private Embedding(Tensor table) {
    weight = parameter("weight", table);
  }

  /** A standard normal table, as PyTorch's, from this thread's sequence ({@link Init#seed}). */
  public static Embedding of(int rows, int width) {
    return of(rows, width, Init.next());
  }

  /** A standard normal table, as PyTorch's, from the generator. */
  public static Embedding of(int rows, int width, Rng rng) {
    return of(Tensor.randn(rng, rows, width));
  }

  /** A table [rows, width] with given values, owned from now on. */
  public static Embedding of(Tensor table) {
    return new Embedding(table);
  }

  /** The table. */
  public Parameter weight() {
    return weight;
  }

  @Override
  public Tensor forward(Tensor index) {
    return dev.arrowmill.tensor.op.Embedding.of(index, weight.tensor());
  }

  @Override
  public String toString() {
    var s = weight.tensor().shape();
    return "Embedding(" + s.dim(0) + ", " + s.dim(1) + ")";
  }
}
