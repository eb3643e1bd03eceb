package dev.arrowmill.tensor.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Dropout;
import dev.arrowmill.tensor.nn.Linear;
import dev.arrowmill.tensor.nn.Sequential;
import dev.arrowmill.tensor.nn.Tanh;
import dev.arrowmill.tensor.op.CustomOp;
import dev.arrowmill.tensor.op.Op;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hooks, tapes, checkpoints, anomalies, custom ops and what goes wrong around backward. */
class AutogradFeaturesTest {
  private static Tensor leaf(float... v) {
    return Tensor.of(v).requiresGrad(true);
  }

  private static float[] gradOf(Tensor t) {
    return java.util.Objects.requireNonNull(t.grad()).toFloats();
  }

  @Test
  void hooksSeeAndReplaceTheCompleteGradient() {
    Tensor x = leaf(1, 2);
    Tensor y = x.mul(3);
    List<float[]> seen = new ArrayList<>();
    Runnable remove =
        y.registerHook(
            g -> {
              seen.add(g.toFloats());
              return g.mul(10);
            });
    y.add(y.square()).sum().backward(true);
    assertThat(seen).hasSize(1);
    assertThat(seen.get(0)).containsExactly(7, 13);
    assertThat(gradOf(x)).containsExactly(210, 390);
    remove.run();
    x.setGrad(null);
    x.registerHook(g -> g.neg());
    y.sum().backward();
    assertThat(gradOf(x)).containsExactly(-3, -3);
    assertThat(seen).hasSize(1);
    assertThatThrownBy(() -> Tensor.ones(2).registerHook(g -> g))
        .isInstanceOf(IllegalStateException.class);
    x.registerHook(g -> Tensor.ones(5));
    assertThatThrownBy(() -> x.mul(2).sum().backward())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("[5]")
        .hasMessageContaining("[2]");
  }

  @Test
  void aTapeRecordsInItsScopeOnly() {
    Autograd.noGrad(
        () -> {
          try (Tape tape = Tape.open()) {
            Tensor x = tape.watch(Tensor.scalar(3));
            assertThat(tape.gradient(x.mul(x), x).get(0).item()).isEqualTo(6);
            assertThatThrownBy(() -> tape.gradient(x.mul(x), x))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("persistent");
          }
          assertThat(Autograd.isEnabled()).isFalse();
          return null;
        });
    try (Tape tape = Tape.persistent()) {
      Tensor x = tape.watch(Tensor.scalar(2));
      Tensor dx = tape.gradient(x.mul(x).mul(x), x).get(0);
      assertThat(dx.item()).isEqualTo(12);
      assertThat(tape.gradient(dx, x).get(0).item()).isEqualTo(12);
    }
  }

  @Test
  void aCheckpointGivesTheSameGradientsAndTheSameMasks() {
    Sequential part =
        Sequential.of(
            Linear.of(4, 6, Rng.of(1)), Tanh.of(), Dropout.of(0.5), Linear.of(6, 4, Rng.of(2)));
    Tensor x = Tensor.randn(Rng.of(3), 5, 4).requiresGrad(true);
    int[] calls = new int[1];
    List<float[]> plain = gradients(part, x, () -> part.forward(x));
    List<float[]> again =
        gradients(
            part,
            x,
            () ->
                Checkpoint.of(
                    t -> {
                      calls[0]++;
                      return part.forward(t[0]);
                    },
                    x));
    assertThat(calls[0]).isEqualTo(2);
    for (int i = 0; i < plain.size(); i++) {
      assertThat(again.get(i)).isEqualTo(plain.get(i));
    }
  }

  private static List<float[]> gradients(
      Sequential part, Tensor x, java.util.function.Supplier<Tensor> forward) {
    List<Tensor> wanted = new ArrayList<>(List.of(x));
    part.parameters().forEach(p -> wanted.add(p.tensor()));
    Tensor y = Rng.scoped(9, 1, 2, () -> forward.get().square().sum());
    return Autograd.grad(y, wanted, false).stream().map(Tensor::toFloats).toList();
  }

  @Test
  void theFirstAnomalyIsNamedWithOpBatchAndSourceRow() {
    Tensor x = Tensor.of(new float[] {1, 2, 0, 4, 5, 6}, 3, 2);
    Anomaly anomaly = Anomaly.detect().batch(17, new long[] {100, 205, 300});
    assertThatThrownBy(() -> anomaly.run(() -> x.log().mul(0).sum()))
        .isInstanceOfSatisfying(
            AnomalyException.class,
            e -> {
              assertThat(e.op()).isEqualTo("log");
              assertThat(e.batch()).isEqualTo(17);
              assertThat(e.row()).isEqualTo(205);
              assertThat(e).hasMessageContaining("-Infinity").hasMessageContaining("row 205");
            });
    Tensor z = leaf(0, 4);
    assertThatThrownBy(
            () ->
                anomaly.run(
                    () -> {
                      z.sqrt().sum().backward();
                      return z;
                    }))
        .isInstanceOfSatisfying(
            AnomalyException.class, e -> assertThat(e.op()).isEqualTo("gradient of sqrt"));
  }

  @Test
  void customOpsAreCheckedAndDifferentiatedTwice() {
    Op cube =
        CustomOp.of(
            "cube",
            t -> t[0].mul(t[0]).mul(t[0]),
            (call, g) -> new Tensor[] {call.input(0).square().mul(3).mul(g)});
    Tensor x = Tensor.of(new double[] {1, -2, 3});
    GradCheck.check(1e-8, t -> cube.apply(t[0]), x);
    Tensor leaf = x.detach().requiresGrad(true);
    Tensor dx = Autograd.grad(cube.apply(leaf).sum(), List.of(leaf), true).get(0);
    double[] second = Autograd.grad(dx.sum(), List.of(leaf), false).get(0).toDoubles();
    assertThat(second).containsExactly(6, -12, 18);
  }

  @Test
  void severalRootsAndTheirGradients() {
    Tensor x = leaf(1, 2, 3);
    Tensor a = x.mul(2);
    Tensor b = x.square();
    List<Tensor> g =
        Autograd.grad(
            List.of(a, b),
            List.of(Tensor.of(new float[] {1, 0, 1}), Tensor.ones(3)),
            List.of(x),
            false);
    assertThat(g.get(0).toFloats()).containsExactly(4, 4, 8);
    a.backward(Tensor.of(new float[] {1, 2, 3}), false);
    assertThat(gradOf(x)).containsExactly(2, 4, 6);
    assertThatThrownBy(() -> b.backward(Tensor.ones(2), false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[2]")
        .hasMessageContaining("[3]");
  }

  @Test
  void changesInPlaceAndSecondWalksAreErrors() {
    Tensor w = leaf(1, 2);
    Tensor x = Tensor.ones(2);
    Tensor loss = w.mul(x).sum();
    x.assign(Tensor.of(new float[] {5, 5}));
    assertThatThrownBy(loss::backward)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("mul")
        .hasMessageContaining("in place");
    Tensor again = w.mul(x).sum();
    again.backward();
    assertThatThrownBy(again::backward)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("backward(true)");
    assertThatThrownBy(() -> w.assign(Tensor.zeros(2)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("noGrad");
    Autograd.noGrad(() -> w.assign(Tensor.zeros(2)));
    assertThat(w.toFloats()).containsExactly(0, 0);
    assertThatThrownBy(() -> Tensor.ones(2).assign(Tensor.zeros(DType.FLOAT64, w.shape())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("float64");
    assertThatThrownBy(() -> Tensor.ones(2).assign(Tensor.zeros(3)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void gradientsAccumulateOverBatches() {
    Tensor w = leaf(1, 1);
    w.mul(2).sum().backward();
    w.mul(3).sum().backward();
    assertThat(gradOf(w)).containsExactly(5, 5);
  }
}
