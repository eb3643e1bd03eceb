package dev.arrowmill.tensor.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.random.Rng;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModuleTest {
  private static Sequential net(long seed) {
    Rng rng = Rng.of(seed);
    return Sequential.of(
        Linear.of(3, 4, rng.fold(0)), Dropout.of(0.5), Linear.of(4, 1, rng.fold(1)));
  }

  @Test
  void loadNamesEveryProblemAndChangesNothing() {
    Sequential net = net(1);
    float[] before = net.parameters().get(1).tensor().toFloats();
    Map<String, Tensor> state = new LinkedHashMap<>(net(2).stateDict());
    state.remove("2.bias");
    state.put("0.weight", Tensor.zeros(4, 2));
    state.put("extra", Tensor.zeros(1));
    assertThatThrownBy(() -> net.loadStateDict(state))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("2.bias", "0.weight", "[4, 2]", "[4, 3]", "extra");
    assertThat(net.parameters().get(1).tensor().toFloats()).isEqualTo(before);
  }

  @Test
  void trainAndEvalReachChildren() {
    Sequential net = net(1);
    net.eval();
    assertThat(net.layers().get(1).isTraining()).isFalse();
    net.train();
    assertThat(net.layers().get(1).isTraining()).isTrue();
  }

  @Test
  void namesAreUnique() {
    assertThatThrownBy(
            () ->
                new Module() {
                  {
                    parameter("w", Tensor.zeros(1));
                    buffer("w", Tensor.zeros(1));
                  }
                })
        .hasMessageContaining("'w'");
  }

  @Test
  void seededInitialisationRepeats() {
    Init.seed(5);
    float[] a = Linear.of(3, 2).weight().tensor().toFloats();
    float[] b = Linear.of(3, 2).weight().tensor().toFloats();
    Init.seed(5);
    assertThat(Linear.of(3, 2).weight().tensor().toFloats()).isEqualTo(a).isNotEqualTo(b);
    for (float v : a) {
      assertThat(Math.abs(v)).isLessThanOrEqualTo((float) (1 / Math.sqrt(3)));
    }
  }

  @Test
  void dropoutDependsOnKeyOnly() throws Exception {
    Dropout d = Dropout.of(0.25);
    Tensor x = Tensor.ones(1000);
    float[] a = Rng.scoped(1, 2, 3, () -> d.forward(x)).toFloats();
    float[][] b = new float[1][];
    Thread t = new Thread(() -> b[0] = Rng.scoped(1, 2, 3, () -> d.forward(x)).toFloats());
    t.start();
    t.join();
    assertThat(b[0]).isEqualTo(a);
    assertThat(Rng.scoped(1, 2, 4, () -> d.forward(x)).toFloats()).isNotEqualTo(a);
    int zeros = 0;
    for (float v : a) {
      assertThat(v == 0 || v == 1 / 0.75f).isTrue();
      zeros += v == 0 ? 1 : 0;
    }
    assertThat(zeros).isBetween(200, 300);
    Tensor twice = Rng.scoped(1, 2, 3, () -> d.forward(x).add(d.forward(x)));
    assertThat(twice.toFloats()).isNotEqualTo(Tensor.of(a).add(Tensor.of(a)).toFloats());
  }

  @Test
  void dropoutOutsideOfAScopeSaysWhatToDo() {
    assertThatThrownBy(() -> Dropout.of(0.5).forward(Tensor.ones(2)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("Rng.scope", "eval()");
    assertThatThrownBy(() -> Dropout.of(1.5)).hasMessageContaining("1.5");
  }

  @Test
  void lossesStateWhatDoesNotFit() {
    assertThatThrownBy(() -> Losses.mse(Tensor.zeros(2, 1), Tensor.zeros(2)))
        .hasMessageContainingAll("mse", "[2, 1]", "[2]");
    assertThatThrownBy(() -> Losses.crossEntropy(Tensor.zeros(2, 3), Tensor.of(new long[] {1})))
        .hasMessageContainingAll("[2, 3]", "[1]");
    assertThatThrownBy(() -> Losses.huber(Tensor.zeros(1), Tensor.zeros(1), 0, null, Reduction.SUM))
        .hasMessageContaining("delta");
  }

  @Test
  void weightsMultiplyRows() {
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
    Tensor w = Tensor.of(new float[] {1, 10}, 2, 1);
    Tensor zero = Tensor.zeros(2, 2);
    assertThat(Losses.mse(x, zero, w, Reduction.SUM).item()).isEqualTo(1 + 4 + 90 + 160);
    assertThat(Losses.mse(x, zero, w, Reduction.NONE).toFloats()).containsExactly(1, 4, 90, 160);
    assertThat(Losses.l1(x, zero, null, Reduction.MEAN).item()).isEqualTo(2.5);
  }
}
