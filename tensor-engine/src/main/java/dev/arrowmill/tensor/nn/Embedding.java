package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.op.IndexCounts;
import dev.arrowmill.tensor.random.Rng;

/** Rows of a trained table: index [...] (int32 or int64) to [..., width]. Parameter weight. */
public final class Embedding extends Layer {
  private final Parameter weight;
  private long padding = -1;
  private boolean byFrequency;

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

  /**
   * Declares a row that gets no gradient; its values stay as they are.
   *
   * @throws IllegalArgumentException when there is no such row
   */
  public Embedding paddingIndex(int row) {
    if (row < 0 || row >= weight.tensor().size(0)) {
      throw new IllegalArgumentException(
          "Embedding: padding index " + row + " is outside " + weight.tensor().shape());
    }
    padding = row;
    return this;
  }

  /** Whether a row's gradient is divided by the number of its uses in the batch. */
  public Embedding scaleGradByFrequency(boolean on) {
    byFrequency = on;
    return this;
  }

  /** Whether the table's gradient is kept as rows, so that optimizers touch these rows only. */
  public Embedding sparse(boolean on) {
    weight.tensor().keepRowGrad(on);
    return this;
  }

  /** The table. */
  public Parameter weight() {
    return weight;
  }

  @Override
  public Tensor forward(Tensor index) {
    Tensor y = dev.arrowmill.tensor.op.Embedding.of(index, weight.tensor());
    if (byFrequency) {
      Tensor counts = IndexCounts.of(index, weight.tensor().size(0)).toType(y.dtype());
      Tensor fixed = y.detach();
      y = fixed.add(y.sub(fixed).mul(counts.reciprocal().unsqueeze(-1)));
    }
    return padding < 0 ? y : y.where(index.ne(padding).unsqueeze(-1), y.detach());
  }

  @Override
  public String toString() {
    var s = weight.tensor().shape();
    return "Embedding(" + s.dim(0) + ", " + s.dim(1) + ")";
  }
}
