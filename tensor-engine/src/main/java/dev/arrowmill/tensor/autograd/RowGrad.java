package dev.arrowmill.tensor.autograd;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A gradient of a table [rows, ...] that touches some rows only. The parts are added in their
 * order; within a part and over parts a row may occur several times. Immutable list of live
 * tensors.
 *
 * @param parts one for each use of the table
 */
public record RowGrad(List<Part> parts) {
  /**
   * The row gradients of one use.
   *
   * @param rows int32 or int64, [n]
   * @param values [n, row...]: {@code values[i]} belongs to row {@code rows[i]}
   */
  public record Part(Tensor rows, Tensor values) {}

  /** Copies the list. */
  public RowGrad {
    parts = List.copyOf(parts);
  }

  /** This and then another one. */
  public RowGrad plus(RowGrad other) {
    List<Part> all = new ArrayList<>(parts);
    all.addAll(other.parts);
    return new RowGrad(all);
  }

  /** The same as a whole tensor of the table's type and shape. */
  public Tensor dense(Tensor table) {
    Tensor sum = Tensor.zeros(table.dtype(), table.shape());
    int width = table.size(0) == 0 ? 0 : table.numel() / table.size(0);
    for (Part p : parts) {
      long[] rows = p.rows().toLongs();
      Tensor v = p.values().detach().contiguous();
      for (int i = 0; i < rows.length; i++) {
        add(v, v.offset() + i * width, sum, (int) rows[i] * width, width);
      }
    }
    return sum;
  }

  /** The same in one part, in which each row occurs once, in the order of first occurrence. */
  public RowGrad summed(Tensor table) {
    Map<Long, Integer> places = new LinkedHashMap<>();
    for (Part p : parts) {
      for (long r : p.rows().toLongs()) {
        places.putIfAbsent(r, places.size());
      }
    }
    int[] shape = table.shape().dims();
    shape[0] = places.size();
    Tensor sums = Tensor.zeros(table.dtype(), Shape.of(shape));
    int width = table.size(0) == 0 ? 0 : table.numel() / table.size(0);
    for (Part p : parts) {
      long[] rows = p.rows().toLongs();
      Tensor v = p.values().detach().contiguous();
      for (int i = 0; i < rows.length; i++) {
        int place = Objects.requireNonNull(places.get(rows[i]));
        add(v, v.offset() + i * width, sums, place * width, width);
      }
    }
    long[] rows = places.keySet().stream().mapToLong(Long::longValue).toArray();
    return new RowGrad(List.of(new Part(Tensor.of(rows), sums)));
  }

  private static void add(Tensor from, int at, Tensor to, int offset, int n) {
    for (int i = 0; i < n; i++) {
      if (to.dtype() == DType.FLOAT32) {
        to.floats()[offset + i] += from.floats()[at + i];
      } else {
        to.doubles()[offset + i] += from.doubles()[at + i];
      }
    }
  }
}
