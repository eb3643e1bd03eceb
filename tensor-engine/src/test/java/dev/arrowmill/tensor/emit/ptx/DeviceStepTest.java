package dev.arrowmill.tensor.emit.ptx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.compile.CompiledStep;
import dev.arrowmill.tensor.compile.DeviceStep;
import dev.arrowmill.tensor.nn.Gelu;
import dev.arrowmill.tensor.nn.Linear;
import dev.arrowmill.tensor.nn.Losses;
import dev.arrowmill.tensor.nn.Reduction;
import dev.arrowmill.tensor.nn.Relu;
import dev.arrowmill.tensor.nn.Sequential;
import dev.arrowmill.tensor.nn.Tanh;
import dev.arrowmill.tensor.optim.AdamFamily;
import dev.arrowmill.tensor.optim.AdamW;
import dev.arrowmill.tensor.random.Rng;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

/** The same graph through both emitters: training on the device gives the CPU's bits. */
class DeviceStepTest {
  private static final int STEPS = 4;

  private static Sequential net(int out) {
    Rng rng = Rng.of(9);
    return Sequential.of(
        Linear.of(20, 70, rng.fold(1)),
        Relu.of(),
        Linear.of(70, 17, rng.fold(2)),
        Gelu.of(),
        Linear.of(17, 9, rng.fold(3)),
        Tanh.of(),
        Linear.of(9, out, rng.fold(4)));
  }

  private static void sameTraining(int out, BinaryOperator<Tensor> loss) {
    for (PtxRig each : PtxRig.all()) {
      try (PtxRig rig = each) {
        Sequential host = net(out);
        Sequential twin = net(out);
        AdamW a = AdamW.of(host.parameters()).lr(1e-2).weightDecay(0.1);
        AdamW b = AdamW.of(twin.parameters()).lr(1e-2).weightDecay(0.1);
        try (CompiledStep cpu = CompiledStep.of(host, a, loss);
            DeviceStep device = DeviceStep.of(rig.machine, twin, b, loss)) {
          for (int i = 0; i < STEPS; i++) {
            int batch = i == 1 ? 7 : 33;
            Tensor x = Tensor.randn(Rng.of(i), batch, 20);
            Tensor y = Tensor.rand(Rng.of(50 + i), batch, out);
            assertThat(device.run(x, y)).isEqualTo(cpu.run(x, y));
          }
          assertThat(device.launches()).isGreaterThan(12);
          device.synchronize();
        }
        same(host, twin, a, b);
      }
    }
  }

  private static void same(Sequential host, Sequential twin, AdamFamily a, AdamFamily b) {
    Map<String, Tensor> want = host.stateDict();
    twin.stateDict()
        .forEach(
            (k, v) ->
                assertThat(v.toFloats())
                    .as(k)
                    .isEqualTo(java.util.Objects.requireNonNull(want.get(k)).toFloats()));
    Map<String, Tensor> state = a.state();
    b.state()
        .forEach(
            (k, v) ->
                assertThat(v.toDoubles())
                    .as(k)
                    .isEqualTo(java.util.Objects.requireNonNull(state.get(k)).toDoubles()));
  }

  @Test
  void binaryCrossEntropy() {
    sameTraining(1, Losses::bceWithLogits);
  }

  @Test
  void meanSquares() {
    sameTraining(3, Losses::mse);
  }

  @Test
  void softCrossEntropy() {
    sameTraining(
        5,
        (x, y) ->
            Losses.crossEntropy(x, y.softmax(1), null, Reduction.SUM)
                .mul(0.125)
                .add(x.square().mean()));
  }

  @Test
  void memoryIsGivenBack() {
    PtxInterpreter machine = new PtxInterpreter();
    Sequential net = net(1);
    AdamW opt = AdamW.of(net.parameters());
    try (DeviceStep step = DeviceStep.of(machine, net, opt, Losses::bceWithLogits)) {
      step.run(Tensor.randn(Rng.of(1), 4, 20), Tensor.rand(Rng.of(2), 4, 1));
      assertThat(machine.allocations()).isGreaterThan(20);
    }
    assertThat(machine.allocations()).isZero();
  }

  @Test
  void whatHasNoKernelIsNamed() {
    PtxInterpreter machine = new PtxInterpreter();
    Sequential net = net(4);
    AdamW opt = AdamW.of(net.parameters());
    DeviceStep step = DeviceStep.of(machine, net, opt, (x, y) -> x.sin().sum());
    Tensor x = Tensor.randn(Rng.of(1), 4, 20);
    assertThatThrownBy(() -> step.run(x, Tensor.rand(Rng.of(2), 4, 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("device: there is no kernel for sin");
    DeviceStep other =
        DeviceStep.of(
            machine, net, opt, (p, y) -> p.toType(dev.arrowmill.tensor.DType.FLOAT64).sum());
    assertThatThrownBy(() -> other.run(x, Tensor.rand(Rng.of(2), 4, 4)))
        .hasMessageContaining("device: float32 and bool tensors only, got float64");
  }
}
