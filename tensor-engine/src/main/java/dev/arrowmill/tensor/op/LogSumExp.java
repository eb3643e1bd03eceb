package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;

/** log(sum of e^x) over dimensions, stable for large values. */
public final class LogSumExp extends Op {
  static final OpSpec SPEC =
      OpSpec.of("logsumexp", "log(sum(e^x)) over dimensions; derivative e^(x - y)")
          .anySizes(x -> of(x, new int[] {0, 2}, false))
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 5)},
              t -> of(t[0], new int[] {1}, false))
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 2, 3, 4)},
              t -> of(t[0], new int[] {0, 1}, true))
          .op("logsumexp", LogSumExp::new);

  private final int[] dims;
  private final boolean keepDim;

  LogSumExp(Attrs attrs) {
    super("logsumexp", attrs);
    this.dims = attrs.ints("dims");
    this.keepDim = attrs.flag("keepDim");
  }

  /** No dimensions mean all. */
  public static Tensor of(Tensor x, int[] dims, boolean keepDim) {
    return new LogSumExp(Attrs.of("dims", dims, "keepDim", keepDim))
        .call(Promotion.needsFloat("logsumexp", x));
  }

  @Override
  protected Tensor forward(Tensor... in) {
    Tensor x = in[0].detach();
    Axes axes = Axes.of(name(), x, dims, keepDim);
    if (axes.count() == 0) {
      return Sum.of(x, dims, keepDim).log();
    }
    Tensor m = Amax.of(x, dims, true);
    Tensor shift = m.where(m.abs().ne(Double.POSITIVE_INFINITY), 0);
    Tensor y = Sum.of(x.sub(shift).exp(), dims, true).log().add(shift);
    return keepDim ? y : y.reshape(axes.result().dims());
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    Tensor x = call.input(0);
    Axes axes = Axes.of(name(), x, dims, keepDim);
    return grads(axes.keep(g).mul(x.sub(axes.keep(call.output())).exp()));
  }
}
