package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;
import dev.arrowmill.tensor.random.Rng;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The sum, mean or maximum of the rows of each bag; empty bags give 0. */
public final class BagReduce extends KernelOp {
  /** How rows are joined. */
  public enum Mode {
    /** Added. */
    SUM,
    /** Averaged. */
    MEAN,
    /** The largest of each column. */
    MAX
  }

  static final OpSpec SPEC =
      OpSpec.of("bagReduce", "sum, mean or maximum of the rows of each bag")
          .sample(r -> inputs(r, 3, 4), t -> of(t[0], t[1], null, Mode.SUM, -1, false))
          .sample(r -> inputs(r, 3, 4), t -> of(t[0], t[1], null, Mode.MEAN, 2, false))
          .sample(r -> inputs(r, 12), t -> of(t[0], t[1], starts(), Mode.MEAN, -1, true))
          .sample(r -> inputs(r, 12), t -> of(t[0], t[1], starts(), Mode.MAX, 1, false))
          .op("bagReduce", BagReduce::new)
          .op("bagReduceBack", BagReduce.Back::new);

  private final Mode mode;

  private BagReduce(Attrs attrs) {
    super("bagReduce", attrs);
    this.mode = Mode.valueOf(attrs.text("mode"));
  }

  private static Tensor[] inputs(Rng r, int... index) {
    return new Tensor[] {
      OpSpec.uniform(r.fold(1), -2, 2, 12, 3), OpSpec.index(r.fold(2), 4, index)
    };
  }

  private static Tensor starts() {
    return Tensor.of(new long[] {0, 5, 5, 12});
  }

  /**
   * One row per bag.
   *
   * @param rows [n, width]
   * @param index the rows' indices, [bags, length], or [n] with offsets; only compared with pad
   * @param offsets where bags start, int32 or int64 [bags], or null
   * @param pad rows of this index do not count; negative for none
   * @param last whether the last offset is the end of the last bag
   * @throws IllegalArgumentException when shapes do not fit, or offsets fall
   */
  public static Tensor of(
      Tensor rows, Tensor index, @Nullable Tensor offsets, Mode mode, long pad, boolean last) {
    boolean fits = rows.rank() == 2 && rows.size(0) == index.numel();
    fits = fits && index.rank() == (offsets == null ? 2 : 1);
    if (!fits || (offsets != null && (offsets.rank() != 1 || offsets.size(0) < (last ? 1 : 0)))) {
      throw new IllegalArgumentException(
          "embeddingBag: expected an index [bags, length], or [n] with offsets [bags], got "
              + index.shape()
              + (offsets == null ? "" : " and " + offsets.shape()));
    }
    BagReduce op = new BagReduce(Attrs.of("mode", mode, "pad", pad, "last", last));
    return offsets == null ? op.call(rows, index) : op.call(rows, index, offsets);
  }

  private static Tensor[] rest(Tensor... in) {
    return Arrays.copyOfRange(in, 1, in.length);
  }

  @Override
  protected Tensor allocate(Tensor... in) {
    int bags = Bags.count(attrs(), rest(in));
    return Tensor.zeros(in[0].dtype(), Shape.of(bags, in[0].size(1)));
  }

  @Override
  public Kernel kernel(Tensor[] in, Tensor out) {
    return DenseInputs.bind(
        in,
        t -> {
          Bags bags = new Bags(attrs(), rest(t));
          return (part, parts) -> {
            if (part == 0) {
              bags.read();
              Fills.zero(out);
              for (int b = 0; b < bags.bags(); b++) {
                reduce(bags, b, t[0], out);
              }
            }
          };
        });
  }

  private void reduce(Bags bags, int b, Tensor rows, Tensor out) {
    int width = rows.size(1);
    int to = out.offset() + b * width;
    boolean first = true;
    for (int i = bags.start(b); i < bags.end(b); i++) {
      if (bags.has(i)) {
        int at = rows.offset() + i * width;
        if (out.dtype() == DType.FLOAT32) {
          join(rows.floats(), at, out.floats(), to, width, first);
        } else {
          join(rows.doubles(), at, out.doubles(), to, width, first);
        }
        first = false;
      }
    }
    if (mode == Mode.MEAN && !first) {
      int n = bags.size(b);
      for (int j = to; j < to + width; j++) {
        if (out.dtype() == DType.FLOAT32) {
          out.floats()[j] /= n;
        } else {
          out.doubles()[j] /= n;
        }
      }
    }
  }

  private void join(float[] x, int at, float[] y, int to, int n, boolean first) {
    if (first) {
      System.arraycopy(x, at, y, to, n);
    } else if (mode == Mode.MAX) {
      for (int j = 0; j < n; j++) {
        y[to + j] = Math.max(y[to + j], x[at + j]);
      }
    } else {
      for (int j = 0; j < n; j++) {
        y[to + j] += x[at + j];
      }
    }
  }

  private void join(double[] x, int at, double[] y, int to, int n, boolean first) {
    for (int j = 0; j < n; j++) {
      double v = x[at + j];
      double old = y[to + j];
      y[to + j] = first ? v : mode == Mode.MAX ? Math.max(old, v) : old + v;
    }
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    Tensor[] in = new Tensor[call.arity() + 1];
    in[0] = call.input(0).detach();
    in[1] = g;
    for (int i = 1; i < call.arity(); i++) {
      in[i + 1] = call.input(i);
    }
    Tensor[] out = new Tensor[call.arity()];
    out[0] = new Back(attrs()).call(in);
    return out;
  }

  /** Spreads g over the rows of each bag: inputs rows, g, index and offsets. */
  static final class Back extends KernelOp {
    private final Mode mode;

    private Back(Attrs attrs) {
      super("bagReduceBack", attrs);
      this.mode = Mode.valueOf(attrs.text("mode"));
    }

    @Override
    protected Tensor allocate(Tensor... in) {
      return Tensor.zeros(in[0].dtype(), in[0].shape());
    }

    @Override
    public Kernel kernel(Tensor[] in, Tensor out) {
      return DenseInputs.bind(
          in,
          t -> {
            Bags bags = new Bags(attrs(), Arrays.copyOfRange(t, 2, t.length));
            return (part, parts) -> {
              if (part == 0) {
                bags.read();
                Fills.zero(out);
                for (int b = 0; b < bags.bags(); b++) {
                  spread(bags, b, t[0], t[1], out);
                }
              }
            };
          });
    }

    private void spread(Bags bags, int b, Tensor rows, Tensor g, Tensor out) {
      int width = rows.size(1);
      int n = mode == Mode.MEAN ? Math.max(1, bags.size(b)) : 1;
      for (int j = 0; j < width; j++) {
        double v = at(g, b * width + j) / n;
        int best = -1;
        for (int i = bags.start(b); i < bags.end(b); i++) {
          if (bags.has(i) && mode != Mode.MAX) {
            CtcLoss.set(out, i * width + j, v);
          } else if (bags.has(i)
              && (best < 0 || at(rows, i * width + j) > at(rows, best * width + j))) {
            best = i;
          }
        }
        if (best >= 0) {
          CtcLoss.set(out, best * width + j, v);
        }
      }
    }

    private static double at(Tensor t, int i) {
      return t.dtype() == DType.FLOAT32 ? t.floats()[t.offset() + i] : t.doubles()[t.offset() + i];
    }

    @Override
    public Tensor[] vjp(Call call, Tensor g) {
      if (mode == Mode.MAX) {
        throw new IllegalStateException("bagReduce: max has no second derivative");
      }
      Tensor[] in = new Tensor[call.arity() - 1];
      in[0] = g;
      for (int i = 2; i < call.arity(); i++) {
        in[i - 1] = call.input(i);
      }
      Tensor[] out = new Tensor[call.arity()];
      out[1] = new BagReduce(attrs()).call(in);
      return out;
    }
  }
}
