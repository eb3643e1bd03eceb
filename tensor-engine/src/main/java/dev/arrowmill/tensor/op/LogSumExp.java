package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;

/** log(sum of e^x) over dimensions, stable for large values. */
public final class LogSumExp {
  static final OpSpec SPEC =
      OpSpec.of("logsumexp", "log(sum(e^x)) over dimensions")
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 5)},
              t -> of(t[0], new int[] {1}, false))
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 2, 3, 4)},
              t -> of(t[0], new int[] {0, 1}, true));

  private LogSumExp() {}

  /** No dimensions mean all. */
  public static Tensor of(Tensor x, int[] dims, boolean keepDim) {
    if (Axes.of("logsumexp", x, dims, keepDim).count() == 0) {
      return Sum.of(x, dims, keepDim).log();
    }
    Tensor m = Amax.of(x.detach(), dims, true);
    Tensor zero = Tensor.zeros(m.dtype(), m.shape());
    Tensor shift = Where.of(m.abs().eq(Double.POSITIVE_INFINITY), zero, m);
    Tensor s = Sum.of(x.sub(shift).exp(), dims, true).log().add(shift);
    return keepDim ? s : s.reshape(Axes.of("logsumexp", x, dims, false).result().dims());
  }
}
