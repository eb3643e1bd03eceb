package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * NumPy's indexing: {@code x[1, -2:, None, ..., i, mask]} is {@code Index.of(x, Index.at(1),
 * Index.from(-2), Index.NEW, Index.REST, Index.by(i), Index.by(mask))}. A composition of slices,
 * reshapes and row selection.
 */
public final class Index {
  /** A whole dimension. */
  public static final Spec ALL = new Spec.Range(0, Integer.MAX_VALUE, 1);

  /** A new dimension of size 1. */
  public static final Spec NEW = new Spec.Fresh();

  /** As many whole dimensions as are left. */
  public static final Spec REST = new Spec.Rest();

  static final OpSpec SPEC =
      OpSpec.of("index", "x[..] by numbers, ranges, index tensors and masks")
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 4, 3, 5), OpSpec.index(r, 4, 2, 3)},
              t -> of(t[0], by(t[1])))
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 4, 3, 5), OpSpec.index(r, 3, 2)},
              t ->
                  of(t[0], from(-2), NEW, REST, range(0, 5, 2))
                      .mul(t[1].sum().toType(t[0].dtype())))
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 4, 3), OpSpec.index(r, 3, 2)},
              t -> of(t[0], by(t[1]), by(t[1].sub(3))));
  static final OpSpec PUT =
      OpSpec.of("indexPut", "x with elements set or added at index tensors")
          .sample(
              r ->
                  new Tensor[] {
                    OpSpec.uniform(r.fold(1), -2, 2, 4, 3),
                    OpSpec.index(r, 3, 5),
                    OpSpec.uniform(r.fold(2), -2, 2, 5)
                  },
              t -> put(t[0], List.of(t[1], t[1]), t[2], true));

  private Index() {}

  /** One entry of an index. */
  public sealed interface Spec {
    /** One index; the dimension disappears. */
    record At(int index) implements Spec {}

    /** From start to (excluding) end; negative bounds count from the end. */
    record Range(int start, int end, int step) implements Spec {}

    /** An index tensor, or a bool mask that takes as many dimensions as it has. */
    record By(Tensor index) implements Spec {}

    /** See {@link Index#NEW}. */
    record Fresh() implements Spec {}

    /** See {@link Index#REST}. */
    record Rest() implements Spec {}
  }

  /** One index. */
  public static Spec at(int index) {
    return new Spec.At(index);
  }

  /** Every step-th index from start to (excluding) end. */
  public static Spec range(int start, int end, int step) {
    return new Spec.Range(start, end, step);
  }

  /** The indices from start on. */
  public static Spec from(int start) {
    return range(start, Integer.MAX_VALUE, 1);
  }

  /** By an int32 or int64 tensor, or a bool mask. */
  public static Spec by(Tensor index) {
    return new Spec.By(index);
  }

  /**
   * The indexed part of x. Several index tensors broadcast together; when they stand side by side
   * their dimensions take their place, else they come first.
   *
   * @throws IllegalArgumentException for too many entries or an index outside
   */
  public static Tensor of(Tensor x, Spec... specs) {
    List<Spec> full = fill(x, specs);
    Tensor y = x;
    List<Tensor> index = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    int d = 0;
    for (Spec s : full) {
      if (s instanceof Spec.At a) {
        y = y.select(d, a.index());
      } else if (s instanceof Spec.Range r) {
        y =
            r.start() == 0 && r.end() == Integer.MAX_VALUE && r.step() == 1
                ? y
                : Slice.of(y, d, r.start(), r.end(), r.step());
        d++;
      } else if (s instanceof Spec.Fresh) {
        y = y.unsqueeze(d++);
      } else if (s instanceof Spec.By b && b.index().dtype() == DType.BOOL) {
        int n = b.index().rank();
        check(y, d, b.index());
        Tensor hits = Nonzero.of(b.index());
        for (int i = 0; i < n; i++) {
          index.add(hits.select(1, i));
          places.add(d++);
        }
      } else if (s instanceof Spec.By b) {
        index.add(b.index());
        places.add(d++);
      }
    }
    return index.isEmpty() ? y : gather(y, index, places);
  }

  private static void check(Tensor y, int d, Tensor mask) {
    for (int i = 0; i < mask.rank(); i++) {
      if (d + i >= y.rank() || y.size(d + i) != mask.size(i)) {
        throw new IllegalArgumentException(
            "index: mask " + mask.shape() + " does not fit " + y.shape() + " from dim " + d);
      }
    }
  }

  /** The entries without REST, one per dimension. */
  private static List<Spec> fill(Tensor x, Spec[] specs) {
    int used = 0;
    boolean rest = false;
    for (Spec s : specs) {
      rest |= s instanceof Spec.Rest;
      boolean mask = s instanceof Spec.By b && b.index().dtype() == DType.BOOL;
      used += mask ? ((Spec.By) s).index().rank() : 1;
      used -= s instanceof Spec.Rest || s instanceof Spec.Fresh ? 1 : 0;
    }
    if (used > x.rank()) {
      throw new IllegalArgumentException(
          "index: " + used + " entries are too many for shape " + x.shape());
    }
    List<Spec> out = new ArrayList<>();
    for (Spec s : specs) {
      for (int i = used; s instanceof Spec.Rest && i < x.rank(); i++) {
        out.add(ALL);
      }
      if (!(s instanceof Spec.Rest)) {
        out.add(s);
      }
    }
    for (int i = used; !rest && i < x.rank(); i++) {
      out.add(ALL);
    }
    return out;
  }

  private static Tensor gather(Tensor x, List<Tensor> index, List<Integer> places) {
    int k = index.size();
    boolean adjacent = places.get(k - 1) - places.get(0) == k - 1;
    int rank = x.rank();
    int[] order = new int[rank];
    int n = 0;
    for (int p : places) {
      order[n++] = p;
    }
    for (int i = 0; i < rank; i++) {
      if (!places.contains(i)) {
        order[n++] = i;
      }
    }
    Tensor front = x.permute(order);
    Tensor rows = linear(front, index);
    int[] left = java.util.Arrays.copyOfRange(front.shape().dims(), k, rank);
    int outer = 1;
    for (int i = 0; i < k; i++) {
      outer *= front.size(i);
    }
    int[] flat = new int[left.length + 1];
    flat[0] = outer;
    System.arraycopy(left, 0, flat, 1, left.length);
    Tensor picked = front.reshape(flat).indexSelect(0, rows.flatten());
    int[] dims = new int[rows.rank() + left.length];
    System.arraycopy(rows.shape().dims(), 0, dims, 0, rows.rank());
    System.arraycopy(left, 0, dims, rows.rank(), left.length);
    Tensor y = picked.reshape(dims);
    return adjacent && places.get(0) > 0 ? moveBack(y, rows.rank(), places.get(0)) : y;
  }

  private static Tensor moveBack(Tensor y, int count, int place) {
    int[] order = new int[y.rank()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i < place ? count + i : i < place + count ? i - place : i;
    }
    return y.permute(order);
  }

  /** The joint index over x's leading dimensions; negative ones count from the end. */
  private static Tensor linear(Tensor x, List<Tensor> index) {
    Tensor at = null;
    for (int i = 0; i < index.size(); i++) {
      Tensor t = index.get(i).toType(DType.INT64);
      int n = x.size(i);
      t = t.add(n).where(t.lt(0).and(t.ge(-n)), t);
      if (index.size() > 1) {
        Tensor bad = t.lt(0).or(t.ge(n));
        t = Tensor.full(DType.INT64, Shape.SCALAR, Integer.MAX_VALUE).where(bad, t);
      }
      at = at == null ? t : at.mul(n).add(t);
    }
    return java.util.Objects.requireNonNull(at);
  }

  /**
   * x with values at index tensors of its leading dimensions.
   *
   * @param values broadcasts to the indexed part
   * @param accumulate whether values are added; else the last of several writers wins
   */
  public static Tensor put(Tensor x, List<Tensor> index, Tensor values, boolean accumulate) {
    Tensor rows = linear(x, index);
    int k = index.size();
    int[] left = java.util.Arrays.copyOfRange(x.shape().dims(), k, x.rank());
    int outer = 1;
    for (int i = 0; i < k; i++) {
      outer *= x.size(i);
    }
    int inner = x.numel() / Math.max(outer, 1);
    int[] dims = java.util.Arrays.copyOf(rows.shape().dims(), rows.rank() + left.length);
    System.arraycopy(left, 0, dims, rows.rank(), left.length);
    Tensor src = values.expand(dims).reshape(rows.numel(), inner);
    Tensor table = x.reshape(outer, inner);
    Tensor at = rows.flatten();
    Tensor y =
        accumulate
            ? table.add(IndexSelect.sums(table.shape(), 0, at, src))
            : Scatter.of(table, 0, at.unsqueeze(1).expand(rows.numel(), inner), src);
    return y.reshape(x.shape().dims());
  }
}
