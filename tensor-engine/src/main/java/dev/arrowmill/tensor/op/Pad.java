package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.Values;
import dev.arrowmill.tensor.autograd.Call;
import java.util.Arrays;

/** Borders around a tensor, of a constant or of its own elements; negative borders cut. */
public final class Pad extends KernelOp {
  static final OpSpec SPEC =
      OpSpec.of("pad", "borders of a constant, reflected, replicated or circular")
          .anySizes(x -> constant(x, 1.5, 1, 2, -1, 1, 0, 3))
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 4)},
              t -> constant(t[0], 0.5, 1, 2, 0, 3))
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 4)}, t -> constant(t[0], 0, -1, 2))
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 2, 3, 4)},
              t -> of(t[0], Mode.REFLECT, 2, 1, 1, 2))
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 2, 3, 4)},
              t -> of(t[0], Mode.REPLICATE, 2, 1, 1, 2))
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 2, 4)},
              t -> of(t[0], Mode.CIRCULAR, 2, 1))
          .op("pad", Pad::new);

  /** Where the elements of a border come from. */
  public enum Mode {
    REFLECT,
    REPLICATE,
    CIRCULAR
  }

  private final int[] pads;
  private final double value;

  Pad(Attrs attrs) {
    super("pad", attrs);
    this.pads = attrs.ints("pads");
    this.value = attrs.real("value");
  }

  /**
   * Borders of one number.
   *
   * @param pads before and after the last dimension, then the one before it, and so on
   * @throws IllegalArgumentException when there are too many pads, or a size becomes negative
   */
  public static Tensor constant(Tensor x, double value, int... pads) {
    check(x, pads);
    return new Pad(Attrs.of("pads", pads, "value", value)).call(x);
  }

  /** Borders of the tensor's own elements; as {@link #constant} otherwise. */
  public static Tensor of(Tensor x, Mode mode, int... pads) {
    check(x, pads);
    Tensor y = x;
    for (int i = 0; i < pads.length; i += 2) {
      int axis = x.rank() - 1 - i / 2;
      int n = x.size(axis);
      int limit = mode == Mode.REFLECT ? n - 1 : n;
      if (mode != Mode.REPLICATE && (pads[i] > limit || pads[i + 1] > limit)) {
        throw new IllegalArgumentException(
            "pad: borders "
                + Arrays.toString(pads)
                + " exceed what "
                + mode
                + " finds in "
                + x.shape());
      }
      if (pads[i] != 0 || pads[i + 1] != 0) {
        y = y.indexSelect(axis, source(mode, n, pads[i], pads[i + 1]));
      }
    }
    return y;
  }

  private static Tensor source(Mode mode, int n, int before, int after) {
    long[] from = new long[n + before + after];
    for (int i = 0; i < from.length; i++) {
      int at = i - before;
      from[i] =
          switch (mode) {
            case REFLECT -> at < 0 ? -at : at >= n ? 2 * (n - 1) - at : at;
            case REPLICATE -> Math.min(Math.max(at, 0), n - 1);
            case CIRCULAR -> Math.floorMod(at, n);
          };
    }
    return Tensor.of(from);
  }

  private static void check(Tensor x, int[] pads) {
    boolean good = pads.length % 2 == 0 && pads.length <= 2 * x.rank();
    for (int i = 0; good && i < pads.length; i += 2) {
      good = x.size(x.rank() - 1 - i / 2) + pads[i] + pads[i + 1] >= 0;
    }
    if (!good) {
      throw new IllegalArgumentException(
          "pad: borders " + Arrays.toString(pads) + " do not fit " + x.shape());
    }
  }

  @Override
  protected Tensor allocate(Tensor... in) {
    int[] dims = in[0].shape().dims();
    for (int i = 0; i < pads.length; i++) {
      dims[dims.length - 1 - i / 2] += pads[i];
    }
    return Tensor.zeros(in[0].dtype(), Shape.of(dims));
  }

  @Override
  public Kernel kernel(Tensor[] in, Tensor out) {
    Tensor from = in[0];
    Tensor to = out;
    for (int i = 0; i < pads.length; i += 2) {
      int axis = from.rank() - 1 - i / 2;
      int skip = Math.max(0, -pads[i]);
      int n = Math.max(0, in[0].size(axis) - skip - Math.max(0, -pads[i + 1]));
      from = cut(from, axis, skip, n);
      to = cut(to, axis, Math.max(0, pads[i]), n);
    }
    Tensor a = from;
    Tensor b = to;
    return (part, parts) -> {
      if (part == 0) {
        if (value == 0) {
          Fills.zero(out);
        } else {
          for (int i = 0; i < out.numel(); i++) {
            Values.set(out, out.offset() + i, value);
          }
        }
        Strided.copy(a, b);
      }
    };
  }

  private static Tensor cut(Tensor t, int axis, int start, int n) {
    int at = t.offset() + (n == 0 ? 0 : start * t.stride(axis));
    return t.view(at, t.shape().with(axis, n), t.strides());
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    int[] back = new int[pads.length];
    Arrays.setAll(back, i -> -pads[i]);
    return grads(new Pad(Attrs.of("pads", back, "value", 0.0)).call(g));
  }
}
