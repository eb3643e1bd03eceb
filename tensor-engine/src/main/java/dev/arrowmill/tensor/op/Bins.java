package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.Values;
import dev.arrowmill.tensor.autograd.Call;

/** Counting elements by value. */
public final class Bins {
  static final OpSpec HISTC =
      OpSpec.of("histc", "counts in equal bins from lo to hi, both included")
          .notDifferentiable()
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 7)}, t -> histc(t[0], 5, -1.5, 1.5))
          .op("histc", Histc::new);
  static final OpSpec BINCOUNT =
      OpSpec.of("bincount", "how often each of 0, 1, ... occurs")
          .notDifferentiable()
          .sample(r -> new Tensor[] {OpSpec.index(r, 5, 9)}, t -> bincount(t[0], 7))
          .op("bincount", Bincount::new)
          .shapeDependsOnValues();
  static final OpSpec ISIN =
      OpSpec.of("isin", "true where an element occurs among others")
          .notDifferentiable()
          .sample(
              r -> new Tensor[] {OpSpec.index(r, 9, 3, 4), OpSpec.index(r, 5, 3)},
              t -> isin(t[0], t[1]));
  static final OpSpec ONE_HOT =
      OpSpec.of("oneHot", "int64 rows with a 1 at each class")
          .notDifferentiable()
          .sample(r -> new Tensor[] {OpSpec.index(r, 5, 3, 2)}, t -> oneHot(t[0], 6))
          .op("oneHot", OneHot::new);

  private Bins() {}

  /**
   * Counts in x's type; elements outside are not counted.
   *
   * @throws IllegalArgumentException when there is no bin, lo exceeds hi, or x is no float
   */
  public static Tensor histc(Tensor x, int bins, double lo, double hi) {
    if (bins < 1 || !(lo <= hi)) {
      throw new IllegalArgumentException(
          "histc: needs at least 1 bin and lo <= hi, got " + bins + " from " + lo + " to " + hi);
    }
    Promotion.needsFloat("histc", x);
    return new Histc(Attrs.of("bins", bins, "lo", lo, "hi", hi)).call(x.detach());
  }

  /** Counts, int64, at least {@code minLength} of them. The result's size depends on values. */
  public static Tensor bincount(Tensor x, int minLength) {
    return new Bincount(Attrs.of("minLength", minLength)).call(x);
  }

  /** Whether each element of x occurs in a list. */
  public static Tensor isin(Tensor x, Tensor list) {
    Tensor hits = x.detach().unsqueeze(-1).eq(list.detach().flatten());
    return Counts.any(hits, new int[] {-1}, false);
  }

  /**
   * One dimension more, of the number of classes.
   *
   * @throws IllegalArgumentException for a class outside of [0, classes)
   */
  public static Tensor oneHot(Tensor index, int classes) {
    if (classes < 1) {
      throw new IllegalArgumentException("oneHot: needs at least 1 class, got " + classes);
    }
    return new OneHot(Attrs.of("classes", classes)).call(index);
  }

  private static final class Histc extends Op {
    Histc(Attrs attrs) {
      super("histc", attrs);
    }

    @Override
    protected Tensor forward(Tensor... in) {
      int bins = attrs().integer("bins");
      double lo = attrs().real("lo");
      double hi = attrs().real("hi");
      Tensor x = in[0].isContiguous() ? in[0] : in[0].detach().contiguous();
      if (lo == hi) {
        lo = Double.POSITIVE_INFINITY;
        hi = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < x.numel(); i++) {
          double v = Values.at(x, x.offset() + i);
          lo = Math.min(lo, v);
          hi = Math.max(hi, v);
        }
        if (lo == hi) {
          lo -= 1;
          hi += 1;
        }
      }
      long[] counts = new long[bins];
      for (int i = 0; i < x.numel(); i++) {
        double v = Values.at(x, x.offset() + i);
        if (v >= lo && v <= hi) {
          counts[Math.min((int) ((v - lo) * bins / (hi - lo)), bins - 1)]++;
        }
      }
      return Tensor.of(counts).toType(x.dtype());
    }

    @Override
    public Tensor[] vjp(Call call, Tensor g) {
      throw new AssertionError("histc has no gradient");
    }
  }

  private static final class Bincount extends Op {
    Bincount(Attrs attrs) {
      super("bincount", attrs);
    }

    @Override
    public boolean isDynamic() {
      return true;
    }

    @Override
    protected Tensor forward(Tensor... in) {
      int[] index = Indices.read("bincount", in[0], Integer.MAX_VALUE);
      int n = attrs().integer("minLength");
      for (int i : index) {
        n = Math.max(n, i + 1);
      }
      long[] counts = new long[n];
      for (int i : index) {
        counts[i]++;
      }
      return Tensor.of(counts, n);
    }

    @Override
    public Tensor[] vjp(Call call, Tensor g) {
      throw new AssertionError("bincount has no gradient");
    }
  }

  private static final class OneHot extends KernelOp {
    private final int classes;

    OneHot(Attrs attrs) {
      super("oneHot", attrs);
      this.classes = attrs.integer("classes");
    }

    @Override
    protected Tensor allocate(Tensor... in) {
      int[] dims = java.util.Arrays.copyOf(in[0].shape().dims(), in[0].rank() + 1);
      dims[in[0].rank()] = classes;
      return Tensor.zeros(DType.INT64, Shape.of(dims));
    }

    @Override
    public Kernel kernel(Tensor[] in, Tensor out) {
      int[] index = new int[in[0].numel()];
      return (part, parts) -> {
        if (part == 0) {
          Indices.read("oneHot", in[0], classes, index);
          Fills.zero(out);
          for (int i = 0; i < index.length; i++) {
            out.longs()[out.offset() + i * classes + index[i]] = 1;
          }
        }
      };
    }

    @Override
    public Tensor[] vjp(Call call, Tensor g) {
      throw new AssertionError("oneHot has no gradient");
    }
  }
}
