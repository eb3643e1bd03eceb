package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.Values;
import dev.arrowmill.tensor.autograd.Call;

/** x combined with the elements of src that are sent to the same place along a dimension. */
public final class ScatterReduce extends KernelOp {
  static final OpSpec SPEC =
      OpSpec.of("scatterReduce", "sum, mean, prod, amax or amin of x and src at the indices")
          .sample(r -> inputs(r), t -> of(t[0], 1, t[1], t[2], "sum", false))
          .sample(r -> inputs(r), t -> of(t[0], 1, t[1], t[2], "mean", true))
          .sample(r -> inputs(r), t -> of(t[0], 1, t[1], t[2], "mean", false))
          .sample(r -> inputs(r), t -> of(t[0], 1, t[1], t[2], "prod", true))
          .sample(r -> inputs(r), t -> of(t[0], 1, t[1], t[2], "amax", true))
          .sample(r -> inputs(r), t -> of(t[0], 1, t[1], t[2], "amin", true))
          .op("scatterReduce", ScatterReduce::new);

  private final int axis;
  private final String how;

  ScatterReduce(Attrs attrs) {
    super("scatterReduce", attrs);
    this.axis = attrs.integer("dim");
    this.how = attrs.text("reduce");
  }

  private static Tensor[] inputs(dev.arrowmill.tensor.random.Rng r) {
    return new Tensor[] {
      OpSpec.uniform(r.fold(1), 0.4, 2, 3, 5),
      OpSpec.index(r, 5, 3, 4),
      OpSpec.uniform(r.fold(2), 0.4, 2, 3, 4)
    };
  }

  /**
   * Combines by {@code sum}, {@code mean}, {@code prod}, {@code amax} or {@code amin}.
   *
   * @param includeSelf whether x's own elements take part where something is sent
   * @throws IllegalArgumentException for another word, or as {@link Scatter#of}
   */
  public static Tensor of(
      Tensor x, int dim, Tensor index, Tensor src, String reduce, boolean includeSelf) {
    int axis = Scatter.check("scatterReduce", x, dim, index, src);
    double neutral =
        switch (reduce) {
          case "sum", "mean" -> 0;
          case "prod" -> 1;
          case "amax" -> Double.NEGATIVE_INFINITY;
          case "amin" -> Double.POSITIVE_INFINITY;
          default ->
              throw new IllegalArgumentException(
                  "scatterReduce: reduce must be sum, mean, prod, amax or amin, got " + reduce);
        };
    Tensor self = includeSelf ? x : Scatter.of(x, axis, index, neutral);
    Tensor part = Scatter.cut(src, index);
    if (reduce.equals("sum")) {
      return Scatter.add(self, axis, index, part);
    }
    if (reduce.equals("mean")) {
      Tensor ones = Zeros.scalar(x, 1).expand(part.shape().dims());
      Tensor count = Gather.sums(x.shape(), axis, index, ones);
      Tensor total = Scatter.add(self, axis, index, part);
      return total.div(includeSelf ? count.add(1) : count.maximum(1));
    }
    return new ScatterReduce(Attrs.of("dim", axis, "reduce", reduce)).call(self, index, part);
  }

  @Override
  protected Tensor allocate(Tensor... in) {
    return Tensor.zeros(in[0].dtype(), in[0].shape());
  }

  @Override
  public Kernel kernel(Tensor[] in, Tensor out) {
    int[] to = new int[in[1].numel()];
    Dense src = Dense.of(in[2]);
    return (part, parts) -> {
      if (part == 0) {
        Strided.copy(in[0], out);
        src.refresh();
        Tensor s = src.get();
        Gather.places(name(), out, in[1], axis, to);
        for (int i = 0; i < to.length; i++) {
          int at = out.offset() + to[i];
          Values.set(out, at, join(Values.at(out, at), Values.at(s, s.offset() + i)));
        }
      }
    };
  }

  private double join(double a, double b) {
    return switch (how) {
      case "prod" -> a * b;
      case "amax" -> Math.max(a, b);
      default -> Math.min(a, b);
    };
  }

  /** Extrema share the gradient among equals; a product's holds where no factor is 0. */
  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    Tensor x = call.input(0);
    Tensor index = call.input(1);
    Tensor src = call.input(2);
    Tensor y = call.output();
    if (how.equals("prod")) {
      Tensor gy = g.mul(y);
      return grads(gy.div(x), g, gy.gather(axis, index).div(src));
    }
    Tensor here = x.detach().eq(y.detach()).toType(g.dtype());
    Tensor there = src.detach().eq(y.detach().gather(axis, index)).toType(g.dtype());
    Tensor share = g.div(Scatter.add(here, axis, index, there).maximum(1));
    return grads(share.mul(here), g, share.gather(axis, index).mul(there));
  }
}
