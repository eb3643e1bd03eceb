package dev.arrowmill.data.op;

import dev.arrowmill.arrow.Columns;
import dev.arrowmill.tensor.DType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A component of tensors, or of text of some shape. */
final class TensorPart extends Part {
  TensorPart(String name, @Nullable DType dtype, int[] rowShape) {
    super(List.of(name), dtype, rowShape, product(rowShape));
  }

  private static int product(int[] sizes) {
    int n = 1;
    for (int s : sizes) {
      n = Math.multiplyExact(n, s);
    }
    return n;
  }

  @Override
  List<String> columns() {
    return List.of();
  }

  @Override
  void write(Columns from, int first, int count, int @Nullable [] places, int at, Object array) {
    throw notColumns();
  }

  @Override
  void writeCells(
      Columns from,
      int[] rows,
      int first,
      int count,
      int @Nullable [] places,
      int at,
      Object array) {
    throw notColumns();
  }

  private IllegalStateException notColumns() {
    return new IllegalStateException("batch: " + this + " is not filled from columns");
  }
}
