package dev.arrowmill.tensor.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Autograd;
import dev.arrowmill.tensor.nn.Dropout;
import dev.arrowmill.tensor.nn.LayerNorm;
import dev.arrowmill.tensor.nn.Linear;
import dev.arrowmill.tensor.nn.Relu;
import dev.arrowmill.tensor.nn.Sequential;
import dev.arrowmill.tensor.op.OpSpec;
import dev.arrowmill.tensor.op.Ops;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A compiled function is the eager one, bit for bit. */
class CompiledTest {
  static Stream<OpSpec> ops() {
    return Ops.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("ops")
  void everyOpAndItsGradientIsAsEager(OpSpec op) {
    for (OpSpec.Sample s : op.samples()) {
      for (DType type : List.of(DType.FLOAT32, DType.FLOAT64)) {
        Tensor[] in = s.inputs().apply(Rng.of(5));
        for (int i = 0; i < in.length; i++) {
          in[i] = in[i].dtype().isFloat() ? in[i].toType(type) : in[i];
        }
        Program p = op.differentiable() ? withGradients(s) : t -> new Tensor[] {s.f().apply(t)};
        try (Compiled c = Compiled.ofAll(p)) {
          for (int round = 0; round < 2; round++) {
            Tensor[] eager = p.apply(in);
            Tensor[] compiled = Rng.scoped(1, 2, 3, () -> c.call(in));
            assertThat(compiled).hasSameSizeAs(eager);
            for (int i = 0; i < eager.length; i++) {
              assertThat(compiled[i].dtype()).isEqualTo(eager[i].dtype());
              assertThat(compiled[i].shape()).isEqualTo(eager[i].shape());
              assertThat(compiled[i].toDoubles()).as(op.name()).isEqualTo(eager[i].toDoubles());
            }
          }
          String reason = op.dynamic() ? "shape depends on values" : "";
          assertThat(c.explain().contains("runs eagerly"))
              .as("%s: %s", op.name(), c.explain())
              .isEqualTo(op.dynamic());
          assertThat(c.explain()).contains(reason);
        }
      }
    }
  }

  private static Program withGradients(OpSpec.Sample s) {
    return t -> {
      Tensor[] leaves = new Tensor[t.length];
      List<Tensor> wanted = new ArrayList<>();
      for (int i = 0; i < t.length; i++) {
        leaves[i] = t[i].dtype().isFloat() ? t[i].detach().requiresGrad(true) : t[i];
        if (t[i].dtype().isFloat()) {
          wanted.add(leaves[i]);
        }
      }
      return Autograd.withGrad(
          () -> {
            Tensor y = s.f().apply(leaves);
            List<Tensor> out = new ArrayList<>(List.of(y));
            out.addAll(Autograd.grad(y.sum(), wanted, false));
            return out.toArray(Tensor[]::new);
          });
    };
  }

  /** Sums over some and over all dimensions of one space do not become one kernel. */
  @Test
  void sumsOverDifferentDimensionsAreAsEager() {
    Program p =
        t -> {
          Tensor y = t[0].mul(2).add(1);
          return new Tensor[] {
            y.square().sum(), y.sum(2), y.mul(3).sum(1, 2), y.neg().sum(0), y.exp().sum(0, 1)
          };
        };
    try (Compiled c = Compiled.ofAll(p)) {
      for (int rows : new int[] {7, 4, 1}) {
        Tensor x = Tensor.randn(Rng.of(1), rows, 3, 2);
        Tensor[] eager = p.apply(x);
        Tensor[] compiled = c.call(x);
        for (int i = 0; i < eager.length; i++) {
          assertThat(compiled[i].toFloats()).as("sum %s", i).isEqualTo(eager[i].toFloats());
        }
      }
      assertThat(c.explain()).doesNotContain("runs eagerly");
    }
  }

  @Test
  void oneRecordingServesEveryBatchSize() {
    Rng r = Rng.of(3);
    Sequential net =
        Sequential.of(Linear.of(7, 9, r.fold(1)), Relu.of(), LayerNorm.of(9), Linear.of(9, 2, r));
    Compiled c = Compiled.of(net);
    for (int batch : new int[] {4, 1, 17, 4, 64}) {
      Tensor x = Tensor.randn(r.fold(batch), batch, 7);
      assertThat(c.apply(x).toFloats()).isEqualTo(net.forward(x).toFloats());
    }
    assertThat(c.traces()).isEqualTo(1);
    assertThat(c.explain()).contains("any batch size B", "linear");
  }

  @Test
  void sumsOverDifferentDimensionsDoNotShareALoop() {
    Program p =
        t -> {
          Tensor pairs = t[0].unsqueeze(1).sub(t[0].unsqueeze(0)).softplus();
          return new Tensor[] {pairs.sum(), pairs.sum(1), pairs.sum(0)};
        };
    try (Compiled c = Compiled.ofAll(p)) {
      for (int rows : new int[] {8, 3, 70, 1}) {
        Tensor x = Tensor.randn(Rng.of(rows), rows);
        Tensor[] eager = p.apply(x);
        Tensor[] compiled = c.call(x);
        for (int i = 0; i < eager.length; i++) {
          assertThat(compiled[i].toDoubles()).as("%s rows", rows).isEqualTo(eager[i].toDoubles());
        }
      }
    }
  }

  @Test
  void oneRowIsRecordedAloneWhereOnesMatter() {
    Compiled c = Compiled.of(x -> x.sum(new int[] {1}, true).squeeze().add(1));
    assertThat(c.apply(Tensor.ones(4, 3)).shape().dims()).containsExactly(4);
    assertThat(c.apply(Tensor.ones(6, 3)).shape().dims()).containsExactly(6);
    assertThat(c.traces()).isEqualTo(1);
    assertThat(c.apply(Tensor.ones(1, 3)).shape().dims()).isEmpty();
    assertThat(c.traces()).isEqualTo(2);
  }

  @Test
  void modeIsAGuard() {
    Sequential net = Sequential.of(Linear.of(4, 4, Rng.of(1)), Dropout.of(0.5));
    Compiled c = Compiled.of(net);
    net.eval();
    Tensor x = Tensor.ones(2, 4);
    Tensor eval = c.apply(x);
    net.train();
    Tensor trained = Rng.scoped(1, 2, 3, () -> c.apply(x));
    assertThat(trained.toFloats())
        .isEqualTo(Rng.scoped(1, 2, 3, () -> net.forward(x)).toFloats())
        .isNotEqualTo(eval.toFloats());
    assertThat(Rng.scoped(1, 3, 3, () -> c.apply(x)).toFloats()).isNotEqualTo(trained.toFloats());
    net.eval();
    assertThat(c.apply(x).toFloats()).isEqualTo(eval.toFloats());
    assertThat(c.traces()).isEqualTo(2);
  }

  @Test
  void aFunctionThatReadsValuesRunsEagerlyAndSaysSo() {
    Compiled c = Compiled.of(x -> x.sum().item() > 0 ? x.neg() : x);
    assertThat(c.apply(Tensor.ones(2)).toFloats()).containsExactly(-1, -1);
    assertThat(c.apply(Tensor.ones(2).neg()).toFloats()).containsExactly(-1, -1);
    assertThat(c.explain()).contains("runs eagerly", "reads values");
  }
}
