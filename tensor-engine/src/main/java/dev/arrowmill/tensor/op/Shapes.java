package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Ops on geometry that are compositions of views, slices and concatenation. */
public final class Shapes {
  static final OpSpec STACK =
      OpSpec.of("stack", "tensors of one shape along a new dimension")
          .sample(r -> pair(r), t -> stack(List.of(t), 1));
  static final OpSpec SPLIT =
      OpSpec.of("split", "slices of a dimension with given sizes")
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 6)},
              t -> split(t[0], 1, 1, 3, 2).get(1));
  static final OpSpec CHUNK =
      OpSpec.of("chunk", "a dimension cut into equal slices, the last one smaller")
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 5, 2)}, t -> chunk(t[0], 3, 0).get(2));
  static final OpSpec REPEAT =
      OpSpec.of("repeat", "the whole tensor several times along each dimension")
          .anySizes(x -> repeat(x, 2, 1, 2, 3))
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 2)}, t -> repeat(t[0], 2, 3, 1));
  static final OpSpec REPEAT_INTERLEAVE =
      OpSpec.of("repeatInterleave", "each index of a dimension several times")
          .anySizes(x -> repeatInterleave(x, 3, 1))
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 2)},
              t -> repeatInterleave(t[0], 2, 1));
  static final OpSpec MOVEDIM =
      OpSpec.of("movedim", "a dimension at another place, a view")
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 2, 3, 4)}, t -> movedim(t[0], 0, -1));
  static final OpSpec MESHGRID =
      OpSpec.of("meshgrid", "coordinates of a grid from the coordinates of its axes")
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3), OpSpec.uniform(r, -1, 2, 4)},
              t -> meshgrid(List.of(t), "xy").get(1));

  private Shapes() {}

  private static Tensor[] pair(dev.arrowmill.tensor.random.Rng r) {
    return new Tensor[] {
      OpSpec.uniform(r.fold(1), -2, 2, 3, 4), OpSpec.uniform(r.fold(2), -2, 2, 3, 4)
    };
  }

  /**
   * Tensors along a new dimension.
   *
   * @throws IllegalArgumentException when there is none or shapes differ
   */
  public static Tensor stack(List<Tensor> parts, int dim) {
    List<Tensor> wide = new ArrayList<>();
    for (Tensor t : parts) {
      if (!t.shape().equals(parts.get(0).shape())) {
        throw new IllegalArgumentException(
            "stack: shapes differ, " + parts.get(0).shape() + " and " + t.shape());
      }
      wide.add(t.unsqueeze(dim));
    }
    int rank = parts.isEmpty() ? 0 : parts.get(0).rank() + 1;
    return Tensor.cat(wide, dim < 0 ? dim + rank : dim);
  }

  /**
   * Views of consecutive slices.
   *
   * @throws IllegalArgumentException when the sizes do not sum to the dimension's
   */
  public static List<Tensor> split(Tensor x, int dim, int... sizes) {
    int axis = x.shape().axis("split", dim);
    int total = 0;
    boolean good = x.rank() > 0;
    for (int s : sizes) {
      good &= s >= 0;
      total += s;
    }
    if (!good || total != x.size(axis)) {
      throw new IllegalArgumentException(
          "split: sizes "
              + Arrays.toString(sizes)
              + " do not sum to dim "
              + dim
              + " of "
              + x.shape());
    }
    List<Tensor> out = new ArrayList<>();
    int at = 0;
    for (int s : sizes) {
      out.add(x.slice(axis, at, at + s));
      at += s;
    }
    return out;
  }

  /** Views of slices of one size, the last one smaller when it does not divide. */
  public static List<Tensor> splitEvenly(Tensor x, int size, int dim) {
    int axis = x.shape().axis("split", dim);
    if (size < 1 || x.rank() == 0) {
      throw new IllegalArgumentException(
          "split: size " + size + " does not fit dim " + dim + " of " + x.shape());
    }
    List<Tensor> out = new ArrayList<>();
    for (int at = 0; at < Math.max(x.size(axis), 1); at += size) {
      out.add(x.slice(axis, at, Math.min(at + size, x.size(axis))));
    }
    return out;
  }

  /** Views of at most that many slices of one size, the last one smaller. */
  public static List<Tensor> chunk(Tensor x, int chunks, int dim) {
    int axis = x.shape().axis("chunk", dim);
    if (chunks < 1) {
      throw new IllegalArgumentException("chunk: needs at least 1 chunk, got " + chunks);
    }
    return splitEvenly(x, Math.max(1, (x.size(axis) + chunks - 1) / chunks), axis);
  }

  /**
   * The tensor several times along each dimension; missing leading dimensions count as 1.
   *
   * @throws IllegalArgumentException when there are fewer repeats than dimensions, or one is
   *     negative
   */
  public static Tensor repeat(Tensor x, int... repeats) {
    int rank = repeats.length;
    boolean good = rank >= x.rank();
    for (int r : repeats) {
      good &= r >= 0;
    }
    if (!good) {
      throw new IllegalArgumentException(
          "repeat: " + Arrays.toString(repeats) + " does not fit " + x.shape());
    }
    int[] apart = new int[2 * rank];
    int[] wide = new int[2 * rank];
    int[] out = new int[rank];
    for (int i = 0; i < rank; i++) {
      int lead = rank - x.rank();
      int n = i < lead ? 1 : x.size(i - lead);
      apart[2 * i] = 1;
      apart[2 * i + 1] = n;
      wide[2 * i] = repeats[i];
      wide[2 * i + 1] = n;
      out[i] = repeats[i] * n;
    }
    return x.reshape(apart).expand(wide).reshape(out);
  }

  /** As {@link #repeat}; missing leading repeats count as 1. */
  public static Tensor tile(Tensor x, int... repeats) {
    if (repeats.length >= x.rank()) {
      return repeat(x, repeats);
    }
    int[] all = new int[x.rank()];
    Arrays.fill(all, 1);
    System.arraycopy(repeats, 0, all, x.rank() - repeats.length, repeats.length);
    return repeat(x, all);
  }

  /** Each index of a dimension several times in a row. */
  public static Tensor repeatInterleave(Tensor x, int repeats, int dim) {
    int axis = x.shape().axis("repeatInterleave", dim);
    if (repeats < 0) {
      throw new IllegalArgumentException(
          "repeatInterleave: repeats must not be negative, got " + repeats);
    }
    Tensor line = x.rank() == 0 ? x.unsqueeze(0) : x;
    int[] out = line.shape().dims();
    out[axis] *= repeats;
    Tensor wide = line.unsqueeze(axis + 1);
    int[] dims = wide.shape().dims();
    dims[axis + 1] = repeats;
    return wide.expand(dims).reshape(out);
  }

  /** One dimension at another place, the others in their order. */
  public static Tensor movedim(Tensor x, int from, int to) {
    int a = x.shape().axis("movedim", from);
    int b = x.shape().axis("movedim", to);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < x.rank(); i++) {
      if (i != a) {
        order.add(i);
      }
    }
    if (x.rank() > 0) {
      order.add(b, a);
    }
    return x.permute(order.stream().mapToInt(i -> i).toArray());
  }

  /** Dimensions start to end (included) as one. */
  public static Tensor flatten(Tensor x, int start, int end) {
    int a = x.shape().axis("flatten", start);
    int b = x.shape().axis("flatten", end);
    if (a > b) {
      throw new IllegalArgumentException(
          "flatten: start " + start + " comes after end " + end + " in " + x.shape());
    }
    if (x.rank() == 0) {
      return x.unsqueeze(0);
    }
    int[] dims = new int[x.rank() - (b - a)];
    int n = 1;
    for (int i = 0; i < x.rank(); i++) {
      if (i >= a && i <= b) {
        n *= x.size(i);
      } else {
        dims[i < a ? i : i - (b - a)] = x.size(i);
      }
    }
    dims[a] = n;
    return x.reshape(dims);
  }

  /**
   * Expanded views, one per axis.
   *
   * @param indexing {@code ij} (rows first) or {@code xy} (the first two swapped)
   */
  public static List<Tensor> meshgrid(List<Tensor> axes, String indexing) {
    boolean swap = indexing.equals("xy") && axes.size() > 1;
    if (!swap && !indexing.equals("ij") && !indexing.equals("xy")) {
      throw new IllegalArgumentException("meshgrid: indexing must be ij or xy, got " + indexing);
    }
    int[] dims = new int[axes.size()];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = axes.get(i).numel();
    }
    List<Tensor> out = new ArrayList<>();
    for (int i = 0; i < dims.length; i++) {
      int[] line = new int[dims.length];
      Arrays.fill(line, 1);
      line[i] = dims[i];
      Tensor grid = axes.get(i).reshape(line).expand(dims);
      out.add(swap ? grid.transpose(0, 1) : grid);
    }
    return out;
  }

  /** All dimensions of size 1 less. */
  public static Tensor squeeze(Tensor x) {
    Trace.noteOnes();
    int[] dims = Arrays.stream(x.shape().dims()).filter(d -> d != 1).toArray();
    return dims.length == x.rank() ? x : x.reshape(dims);
  }

  /**
   * Length indices of a dimension from start on.
   *
   * @throws IllegalArgumentException when they exceed the dimension
   */
  public static Tensor narrow(Tensor x, int dim, int start, int length) {
    int axis = x.shape().axis("narrow", dim);
    int n = x.rank() == 0 ? 0 : x.size(axis);
    int from = start < 0 ? start + n : start;
    if (from < 0 || length < 0 || from + length > n) {
      throw new IllegalArgumentException(
          "narrow: start "
              + start
              + " and length "
              + length
              + " exceed dim "
              + dim
              + " of "
              + x.shape());
    }
    return x.slice(axis, from, from + length);
  }

  /**
   * The same elements in another shape without a copy.
   *
   * @throws IllegalArgumentException when x is not contiguous, or the number of elements differs
   */
  public static Tensor view(Tensor x, int... dims) {
    if (!x.isContiguous()) {
      throw new IllegalArgumentException(
          "view: a view with strides "
              + Arrays.toString(x.strides())
              + " of shape "
              + x.shape()
              + " has no shape "
              + Arrays.toString(dims)
              + " without a copy; use reshape");
    }
    return x.reshape(dims);
  }
}
