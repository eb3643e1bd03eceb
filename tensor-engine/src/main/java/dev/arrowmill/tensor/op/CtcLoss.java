package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;

/**
 * Minus the log-likelihood of label sequences under all their alignments (Graves et al. 2006),
 * computed in float64. The gradient assumes, as PyTorch's, that the input comes from logSoftmax.
 */
public final class CtcLoss extends KernelOp {
  static final OpSpec SPEC =
      OpSpec.of("ctcLoss", "-log of the sum over alignments of the product of probabilities")
          .sample(
              r ->
                  new Tensor[] {
                    OpSpec.uniform(r.fold(1), -2, 2, 6, 2, 4),
                    OpSpec.index(r.fold(2), 3, 2, 2).add(1),
                    Tensor.of(new long[] {6, 5}),
                    Tensor.of(new long[] {2, 1})
                  },
              t -> of(t[0].logSoftmax(2), t[1], t[2], t[3], 0, false))
          .op("ctcLoss", CtcLoss::new)
          .op("ctcLossBack", Back::new);

  private final int blank;
  private final boolean zeroInfinity;

  private CtcLoss(Attrs attrs) {
    super("ctcLoss", attrs);
    this.blank = attrs.integer("blank");
    this.zeroInfinity = attrs.flag("zeroInfinity");
  }

  /**
   * The loss of each of n sequences, [n].
   *
   * @param logProbs [time, n, classes], from logSoftmax
   * @param targets [n, longest], or all labels one after the other in one dimension
   * @param inputLengths [n], steps of each sequence
   * @param targetLengths [n], labels of each sequence
   * @param blank the class that means no label
   * @param zeroInfinity whether impossible alignments count 0 instead of infinity
   * @throws IllegalArgumentException when shapes or lengths do not fit, or a label is outside
   */
  public static Tensor of(
      Tensor logProbs,
      Tensor targets,
      Tensor inputLengths,
      Tensor targetLengths,
      int blank,
      boolean zeroInfinity) {
    boolean fits = logProbs.rank() == 3 && targets.rank() >= 1 && targets.rank() <= 2;
    int n = fits ? logProbs.size(1) : 0;
    fits = fits && (targets.rank() == 1 || targets.size(0) == n);
    if (!fits || inputLengths.numel() != n || targetLengths.numel() != n) {
      throw new IllegalArgumentException(
          "ctcLoss: expected logProbs [time, n, classes], targets [n, longest] or one-dimensional,"
              + " and two lengths [n], got "
              + logProbs.shape()
              + ", "
              + targets.shape()
              + ", "
              + inputLengths.shape()
              + ", "
              + targetLengths.shape());
    }
    if (blank < 0 || blank >= logProbs.size(2)) {
      throw new IllegalArgumentException(
          "ctcLoss: blank " + blank + " is outside [0, " + logProbs.size(2) + ")");
    }
    return new CtcLoss(Attrs.of("blank", blank, "zeroInfinity", zeroInfinity))
        .call(logProbs, targets, inputLengths, targetLengths);
  }

  @Override
  protected Tensor allocate(Tensor... in) {
    return Tensor.zeros(in[0].dtype(), Shape.of(in[0].size(1)));
  }

  @Override
  public Kernel kernel(Tensor[] in, Tensor out) {
    return DenseInputs.bind(in, t -> dense(t, out));
  }

  private Kernel dense(Tensor[] in, Tensor out) {
    CtcAlignment a = new CtcAlignment(in, blank);
    return (part, parts) -> {
      if (part == 0) {
        a.read();
        for (int i = 0; i < out.numel(); i++) {
          double loss = a.forward(i);
          set(out, i, zeroInfinity && loss == Double.POSITIVE_INFINITY ? 0 : loss);
        }
      }
    };
  }

  static void set(Tensor t, int i, double v) {
    if (t.dtype() == DType.FLOAT32) {
      t.floats()[t.offset() + i] = (float) v;
    } else {
      t.doubles()[t.offset() + i] = v;
    }
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    Tensor[] out = new Tensor[4];
    out[0] = new Back(attrs()).call(call.input(0), call.input(1), call.input(2), call.input(3), g);
    return out;
  }

  /** The gradient of the log probabilities. */
  static final class Back extends KernelOp {
    private final int blank;
    private final boolean zeroInfinity;

    Back(Attrs attrs) {
      super("ctcLossBack", attrs);
      this.blank = attrs.integer("blank");
      this.zeroInfinity = attrs.flag("zeroInfinity");
    }

    @Override
    protected Tensor allocate(Tensor... in) {
      return Tensor.zeros(in[0].dtype(), in[0].shape());
    }

    @Override
    public Kernel kernel(Tensor[] in, Tensor out) {
      return DenseInputs.bind(in, t -> dense(t, out));
    }

    private Kernel dense(Tensor[] in, Tensor out) {
      CtcAlignment a = new CtcAlignment(in, blank);
      Tensor g = in[4];
      return (part, parts) -> {
        if (part == 0) {
          a.read();
          Fills.zero(out);
          for (int i = 0; i < g.numel(); i++) {
            double loss = a.forward(i);
            if (!zeroInfinity || loss != Double.POSITIVE_INFINITY) {
              double gi =
                  g.dtype() == DType.FLOAT32
                      ? g.floats()[g.offset() + i]
                      : g.doubles()[g.offset() + i];
              a.backward(i, loss, gi, out);
            }
          }
        }
      };
    }

    @Override
    public Tensor[] vjp(Call call, Tensor g) {
      throw new IllegalStateException("ctcLoss: has no second derivative");
    }
  }
}
