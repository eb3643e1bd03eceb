package dev.arrowmill.tensor.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Embedding;
import dev.arrowmill.tensor.nn.Linear;
import dev.arrowmill.tensor.nn.Losses;
import dev.arrowmill.tensor.nn.Parameter;
import dev.arrowmill.tensor.nn.Relu;
import dev.arrowmill.tensor.nn.Sequential;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class AutogradTest {
  private final Sequential net =
      Sequential.of(Linear.of(20, 30, Rng.of(1)), Relu.of(), Linear.of(30, 1, Rng.of(2)));

  private float[] gradient(int shard) {
    Tensor x = Tensor.randn(Rng.of(100 + shard), 32, 20);
    Tensor y = Tensor.rand(Rng.of(200 + shard), 32, 1);
    List<Parameter> parameters = net.parameters();
    float[] flat = new float[Gradients.size(parameters)];
    Gradients.of(Losses.bceWithLogits(net.forward(x), y), parameters).addTo(flat, 0);
    return flat;
  }

  @Test
  void manyThreadsOnTheSameParametersGiveTheSameBits() throws Exception {
    List<float[]> alone = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      alone.add(gradient(i));
    }
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<float[]>> all = new ArrayList<>();
      for (int round = 0; round < 20; round++) {
        for (int i = 0; i < 8; i++) {
          int shard = i;
          all.add(pool.submit(() -> gradient(shard)));
        }
      }
      for (int i = 0; i < all.size(); i++) {
        assertThat(all.get(i).get()).isEqualTo(alone.get(i % 8));
      }
    } finally {
      pool.shutdown();
    }
    assertThat(net.parameters()).allSatisfy(p -> assertThat(p.grad()).isNull());
  }

  @Test
  void backwardGathersWhatGradientsReturn() {
    Tensor x = Tensor.randn(Rng.of(100), 32, 20);
    Tensor y = Tensor.rand(Rng.of(200), 32, 1);
    Losses.bceWithLogits(net.forward(x), y).backward();
    Losses.bceWithLogits(net.forward(x), y).backward();
    float[] flat = gradient(0);
    Parameter first = net.parameters().get(0);
    float[] twice = Objects.requireNonNull(first.grad()).toFloats();
    for (int i = 0; i < twice.length; i++) {
      assertThat(twice[i]).isEqualTo(2 * flat[i]);
    }
  }

  @Test
  void unusedParametersHaveZeroGradient() {
    Parameter other = new Parameter("other", Tensor.ones(3));
    Tensor loss = net.forward(Tensor.ones(1, 20)).sum();
    Gradients g = Gradients.of(loss, List.of(other));
    assertThat(g.get(other).toFloats()).containsExactly(0, 0, 0);
    assertThatThrownBy(() -> g.addTo(new float[2], 0)).hasMessageContainingAll("3", "2");
  }

  @Test
  void embeddingGradientAddsTouchedRows() {
    Embedding e = Embedding.of(6, 2, Rng.of(3));
    Tensor index = Tensor.of(new int[] {4, 1, 4}, 3);
    Tensor w = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2);
    Tensor loss = e.forward(index).mul(w).sum().add(e.weight().tensor().sum().mul(10));
    float[] expected = {10, 10, 13, 14, 10, 10, 10, 10, 16, 18, 10, 10};
    Gradients g = Gradients.of(loss, e.parameters());
    assertThat(g.get(e.weight()).toFloats()).containsExactly(expected);
    float[] flat = new float[13];
    assertThat(g.addTo(flat, 1)).isEqualTo(13);
    assertThat(flat[0]).isZero();
    assertThat(java.util.Arrays.copyOfRange(flat, 1, 13)).containsExactly(expected);
  }

  @Test
  void secondDerivative() {
    Tensor x = Tensor.of(new double[] {0.5, 2}).requiresGrad(true);
    Tensor y = x.mul(x).mul(x).sum();
    Tensor g = Autograd.grad(y, List.of(x), true).get(0);
    assertThat(Autograd.grad(g.sum(), List.of(x), false).get(0).toDoubles()).containsExactly(3, 12);
  }

  @Test
  void noGradRecordsNothing() {
    Tensor x = Tensor.ones(2).requiresGrad(true);
    assertThat(Autograd.noGrad(() -> x.mul(2)).requiresGrad()).isFalse();
    assertThat(x.detach().mul(2).requiresGrad()).isFalse();
    assertThat(x.mul(2).requiresGrad()).isTrue();
  }

  @Test
  void mistakesAreNamed() {
    Tensor x = Tensor.ones(3).requiresGrad(true);
    assertThatThrownBy(() -> x.mul(2).backward())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("[3]");
    assertThatThrownBy(() -> Tensor.scalar(1).backward()).hasMessageContaining("recorded");
    assertThatThrownBy(() -> Tensor.arange(3).requiresGrad(true)).hasMessageContaining("int64");
    assertThatThrownBy(() -> GradCheck.worst(t -> t[0], Tensor.ones(1)))
        .hasMessageContaining("float64");
  }

  @Test
  void gradCheckFindsAWrongGradient() {
    Tensor x = Tensor.full(DType.FLOAT64, Tensor.ones(2).shape(), 3);
    assertThatThrownBy(() -> GradCheck.check(1e-6, t -> t[0].mul(t[0].detach()), x))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("recorded=");
  }
}
