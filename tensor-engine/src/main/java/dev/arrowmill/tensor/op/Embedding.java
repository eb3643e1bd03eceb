package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;

/** Rows of a table by index. */
public final class Embedding {
  static final OpSpec SPEC =
      OpSpec.of("embedding", "rows of a table [rows, width] by index")
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 5, 3), OpSpec.index(r, 5, 2, 4)},
              t -> of(t[1], t[0]));

  private Embedding() {}

  /** As {@link #of(Tensor, Tensor)}; the padding row gets no gradient. */
  public static Tensor of(Tensor index, Tensor table, int padding) {
    int row = padding < 0 ? padding + table.size(0) : padding;
    return Picks.withoutRow(of(index, table), index, row);
  }

  /**
   * The result has the index's shape plus the table's width.
   *
   * @throws IllegalArgumentException when an index is outside the table, or the table is no matrix
   */
  public static Tensor of(Tensor index, Tensor table) {
    if (table.rank() != 2) {
      throw new IllegalArgumentException(
          "embedding: the table must be [rows, width], got " + table.shape());
    }
    Tensor rows = IndexSelect.named("embedding", table, 0, index);
    if (index.rank() == 1) {
      return rows;
    }
    int[] dims = java.util.Arrays.copyOf(index.shape().dims(), index.rank() + 1);
    dims[index.rank()] = table.size(1);
    return rows.reshape(dims);
  }
}
