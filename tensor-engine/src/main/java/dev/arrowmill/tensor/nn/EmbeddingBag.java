package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.op.BagReduce;
import dev.arrowmill.tensor.random.Rng;
import org.jspecify.annotations.Nullable;

/**
 * The sum, mean or maximum of rows of a trained table: index [bags, length] to [bags, width], or a
 * flat index with offsets. Empty bags give 0. Parameter weight.
 */
public final class EmbeddingBag extends Layer {
  private final Parameter weight;
  private final BagReduce.Mode mode;
  private long padding = -1;
  private boolean lastOffset;

  private EmbeddingBag(Tensor table, BagReduce.Mode mode) {
    weight = parameter("weight", table);
    this.mode = mode;
  }

  /** A standard normal table, as PyTorch's, from this thread's sequence. */
  public static EmbeddingBag of(int rows, int width, BagReduce.Mode mode) {
    return of(rows, width, mode, Init.next());
  }

  /** A standard normal table, as PyTorch's, from the generator. */
  public static EmbeddingBag of(int rows, int width, BagReduce.Mode mode, Rng rng) {
    return new EmbeddingBag(Tensor.randn(rng, rows, width), mode);
  }

  /** Declares a row that does not count. */
  public EmbeddingBag paddingIndex(int row) {
    padding = row;
    return this;
  }

  /** Whether the last offset is the end of the last bag instead of the start of one. */
  public EmbeddingBag includeLastOffset(boolean on) {
    lastOffset = on;
    return this;
  }

  /** Whether the table's gradient is kept as rows, so that optimizers touch these rows only. */
  public EmbeddingBag sparse(boolean on) {
    weight.tensor().keepRowGrad(on);
    return this;
  }

  /** The table. */
  public Parameter weight() {
    return weight;
  }

  @Override
  public Tensor forward(Tensor index) {
    return forward(index, null, null);
  }

  /**
   * Over a flat index, or with a factor for each index.
   *
   * @param index [bags, length], or [n] with offsets
   * @param offsets where bags start in the index, or null
   * @param weights of the index's shape, for SUM only, or null
   * @throws IllegalArgumentException when shapes do not fit, or weights come with another mode
   */
  public Tensor forward(Tensor index, @Nullable Tensor offsets, @Nullable Tensor weights) {
    if (weights != null && (mode != BagReduce.Mode.SUM || !weights.shape().equals(index.shape()))) {
      throw new IllegalArgumentException(
          "EmbeddingBag: weights need mode SUM and the index's shape, got "
              + mode
              + ", "
              + weights.shape()
              + " and "
              + index.shape());
    }
    Tensor rows = dev.arrowmill.tensor.op.Embedding.of(index.flatten(), weight.tensor());
    if (weights != null) {
      rows = rows.mul(weights.flatten().unsqueeze(1));
    }
    return BagReduce.of(rows, index, offsets, mode, padding, lastOffset);
  }

  @Override
  public String toString() {
    var s = weight.tensor().shape();
    return "EmbeddingBag(" + s.dim(0) + ", " + s.dim(1) + ", " + mode + ")";
  }
}
