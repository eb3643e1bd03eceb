package dev.arrowmill.tensor.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Autograd;
import dev.arrowmill.tensor.compile.Compiled;
import dev.arrowmill.tensor.random.Rng;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Fused kernels against what they are composed of, and at sizes that take several blocks. */
class FusedOpsTest {
  private static Tensor[] inputs(DType type, int... shape) {
    int width = shape.length == 2 ? shape[1] : shape[1];
    return new Tensor[] {
      Tensor.randn(Rng.of(1), shape).mul(2).add(3).toType(type).detach(),
      Tensor.rand(Rng.of(2), width).add(0.5).toType(type).detach(),
      Tensor.randn(Rng.of(3), width).toType(type).detach()
    };
  }

  private static void same(
      Function<Tensor[], Tensor> fused, Function<Tensor[], Tensor> composed, Tensor[] in) {
    for (Tensor t : in) {
      t.requiresGrad(true);
    }
    double tolerance = in[0].dtype() == DType.FLOAT64 ? 1e-11 : 2e-4;
    Tensor weight = Tensor.randn(Rng.of(9), in[0].shape().dims()).toType(in[0].dtype());
    Tensor a = fused.apply(in);
    Tensor b = composed.apply(in);
    close(a, b, tolerance);
    List<Tensor> ga = Autograd.grad(a.mul(weight).sum(), List.of(in), false);
    List<Tensor> gb = Autograd.grad(b.mul(weight).sum(), List.of(in), false);
    for (int i = 0; i < in.length; i++) {
      close(ga.get(i), gb.get(i), tolerance);
    }
  }

  private static void close(Tensor a, Tensor b, double tolerance) {
    assertThat(a.shape()).isEqualTo(b.shape());
    double[] x = a.toDoubles();
    double[] y = b.toDoubles();
    double scale = 1;
    for (double v : y) {
      scale = Math.max(scale, Math.abs(v));
    }
    for (int i = 0; i < x.length; i++) {
      assertThat(x[i]).as("element %s", i).isCloseTo(y[i], within(tolerance * scale));
    }
  }

  @Test
  void layerNormIsWhatItIsComposedOf() {
    for (DType type : List.of(DType.FLOAT32, DType.FLOAT64)) {
      same(
          t -> LayerNorm.of(t[0], 1, t[1], t[2], 1e-5),
          t -> LayerNorm.composed(t[0], 1, t[1], t[2], 1e-5),
          inputs(type, 150, 37));
    }
  }

  @Test
  void batchNormIsWhatItIsComposedOf() {
    for (DType type : List.of(DType.FLOAT32, DType.FLOAT64)) {
      for (int[] shape : new int[][] {{33, 7}, {5, 7, 11}, {3, 7, 4, 9}}) {
        same(
            t -> BatchNorm.of(t[0], BatchNorm.stats(t[0]), t[1], t[2], 1e-5),
            t -> BatchNorm.composed(t[0], t[1], t[2], 1e-5),
            inputs(type, shape));
      }
    }
  }

  @Test
  void aConvolutionOfSeveralBlocksFollowsDoublePrecision() {
    Tensor x = Tensor.randn(Rng.of(1), 37, 12, 20, 21);
    Tensor w = Tensor.randn(Rng.of(2), 10, 6, 5, 3);
    Tensor b = Tensor.randn(Rng.of(3), 10);
    Tensor[] single = conv(x, w, b);
    Tensor[] twice =
        conv(x.toType(DType.FLOAT64), w.toType(DType.FLOAT64), b.toType(DType.FLOAT64));
    for (int i = 0; i < 4; i++) {
      close(single[i].toType(DType.FLOAT64), twice[i], 3e-6);
    }
  }

  private static Tensor[] conv(Tensor x0, Tensor w0, Tensor b0) {
    Tensor x = x0.detach().requiresGrad(true);
    Tensor w = w0.detach().requiresGrad(true);
    Tensor b = b0.detach().requiresGrad(true);
    int[] one = {1, 1};
    Tensor y = Conv.of(x, w, b, one, new int[] {2, 0}, new int[] {1, 1}, one, 2);
    List<Tensor> g = Autograd.grad(y.square().mean(), List.of(x, w, b), false);
    return new Tensor[] {y.detach(), g.get(0), g.get(1), g.get(2)};
  }

  @Test
  void sharesOfAConvolutionGiveTheSameBits() {
    Tensor x = Tensor.randn(Rng.of(1), 37, 12, 20, 21);
    Tensor w = Tensor.randn(Rng.of(2), 10, 12, 5, 3);
    int[] one = {1, 1};
    int[] zero = {0, 0};
    Tensor y = Conv.of(x, w, null, one, zero, zero, one, 1);
    Attrs a = Attrs.of("stride", one, "lo", zero, "hi", zero, "dilation", one, "groups", 1);
    shares(new Conv(a), x, w);
    shares(new ConvInput(a.with("size", new int[] {20, 21})), y, w);
    shares(new ConvWeight(a.with("kernel", new int[] {5, 3})), x, y);
  }

  private static void shares(KernelOp op, Tensor... in) {
    Tensor whole = op.compute(in);
    Tensor out = Tensor.full(whole.dtype(), whole.shape(), 7);
    Kernel kernel = op.kernel(in, out);
    for (int part = 4; part >= 0; part--) {
      kernel.run(part, 5);
    }
    assertThat(out.toFloats()).as(op.name()).isEqualTo(whole.toFloats());
  }

  @Test
  void aCompiledMaskIsNewInEachScope() {
    Tensor x = Tensor.ones(6, 5);
    Function<Tensor, Tensor> f =
        t -> t.mul(DropoutMask.of(t, 0.5, 2)).mul(DropoutMask.of(t, 0.5, 2));
    try (Compiled c = Compiled.ofAll(t -> new Tensor[] {f.apply(t[0])})) {
      float[] last = new float[0];
      for (int step = 0; step < 4; step++) {
        int now = step;
        float[] got = Rng.scoped(5, now, 0, () -> c.call(x)[0].toFloats());
        assertThat(got).isEqualTo(Rng.scoped(5, now, 0, () -> f.apply(x).toFloats()));
        assertThat(got).isNotEqualTo(last);
        last = got;
      }
      assertThat(c.traces()).isEqualTo(1);
      assertThatThrownBy(() -> c.call(x)).hasMessageContaining("no random scope");
    }
  }

  @Test
  void nanWinsInAWindowAndTheFirstOfEqualsGetsTheGradient() {
    int[] two = {2, 2};
    int[] one = {1, 1};
    int[] zero = {0, 0};
    Tensor x =
        Tensor.of(new float[] {1, Float.NaN, 3, 3, 2, 5, 3, 3}, 1, 1, 2, 4).requiresGrad(true);
    Tensor y = MaxPool.of(x, two, two, zero, one, false);
    assertThat(y.toFloats()).containsExactly(Float.NaN, 3);
    y.sum().backward();
    assertThat(java.util.Objects.requireNonNull(x.grad()).toFloats())
        .containsExactly(0, 1, 1, 0, 0, 0, 0, 0);
    assertThat(MaxPool.indices(x, two, two, zero, one, false).toLongs()).containsExactly(1, 2);
  }

  @Test
  void mistakesAreNamed() {
    Tensor x = Tensor.zeros(1, 2, 4, 4);
    int[] one = {1, 1};
    int[] zero = {0, 0};
    Tensor w = Tensor.zeros(4, 2, 3, 3);
    assertThatThrownBy(() -> Conv.of(x, w, Tensor.zeros(3), one, zero, zero, one, 1))
        .hasMessageContainingAll("conv: expected one bias", "[4, 2, 3, 3]", "[3]");
    assertThatThrownBy(() -> Conv.of(x, w.toType(DType.FLOAT64), null, one, zero, zero, one, 1))
        .hasMessageContainingAll("conv: needs one type", "float32", "float64");
    assertThatThrownBy(() -> ConvInput.of(x, w, new int[] {6, 6}, one, zero, one, 1))
        .hasMessageContainingAll("convTranspose", "[1, 2, 4, 4]", "[4, 2, 3, 3]");
    assertThatThrownBy(() -> MaxPool.of(x, new int[] {2, 2}, one, new int[] {2, 2}, one, false))
        .hasMessageContainingAll("maxPool: padding must be at most half", "[2, 2]");
    assertThatThrownBy(() -> MaxPool.of(x, new int[] {5, 5}, one, zero, one, false))
        .hasMessageContainingAll("does not fit into", "[5, 5]");
    assertThatThrownBy(() -> LayerNorm.of(x, 1, Tensor.zeros(3), null, 1e-5))
        .hasMessageContainingAll("layerNorm", "[3]", "[1, 2, 4, 4]");
    assertThatThrownBy(() -> BatchNorm.stats(Tensor.zeros(3))).hasMessageContaining("[3]");
    Tensor index = Tensor.of(new long[] {0, 1, 2});
    Tensor rows = Tensor.zeros(3, 2);
    assertThatThrownBy(
            () ->
                BagReduce.of(
                    rows, index, Tensor.of(new long[] {0, 2, 1}), BagReduce.Mode.SUM, -1, false))
        .hasMessageContainingAll("embeddingBag: offsets must start at 0 and not fall", "offset 2");
    assertThatThrownBy(() -> BagReduce.of(rows, index, null, BagReduce.Mode.SUM, -1, false))
        .hasMessageContainingAll("embeddingBag: expected an index", "[3]");
    assertThatThrownBy(() -> ChannelSum.of(Tensor.zeros(3))).hasMessageContaining("channelSum");
  }
}
