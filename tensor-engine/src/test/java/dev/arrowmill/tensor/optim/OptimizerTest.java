package dev.arrowmill.tensor.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.io.SafeTensors;
import dev.arrowmill.tensor.nn.Parameter;
import dev.arrowmill.tensor.random.Rng;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptimizerTest {
  private static List<Parameter> parameters() {
    return List.of(
        new Parameter("w", Tensor.randn(Rng.of(1), 5, 3)),
        new Parameter("b", Tensor.randn(Rng.of(2), 5)));
  }

  private static float[] gradient(int step) {
    return Tensor.randn(Rng.of(50 + step), 20).floats();
  }

  @Test
  void restoredStateContinuesWithTheSameBits() throws Exception {
    List<Parameter> a = parameters();
    AdamW first = AdamW.of(a).lr(0.01);
    for (int i = 0; i < 3; i++) {
      first.step(gradient(i));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SafeTensors.write(out, first.state(), Map.of());
    List<Parameter> b =
        a.stream()
            .map(
                p ->
                    new Parameter(
                        p.name(), Tensor.of(p.tensor().toFloats(), p.tensor().shape().dims())))
            .toList();
    AdamW second = AdamW.of(b).lr(0.01);
    second.loadState(SafeTensors.parse(out.toByteArray(), "state").tensors());
    assertThat(second.steps()).isEqualTo(3);
    for (int i = 3; i < 6; i++) {
      first.step(gradient(i));
      second.step(gradient(i));
    }
    for (int i = 0; i < 2; i++) {
      assertThat(b.get(i).tensor().toFloats()).isEqualTo(a.get(i).tensor().toFloats());
    }
  }

  @Test
  void flatGradientsEqualGatheredOnes() {
    List<Parameter> a = parameters();
    List<Parameter> b = parameters();
    Sgd x = Sgd.of(a).lr(0.1).momentum(0.9);
    Sgd y = Sgd.of(b).lr(0.1).momentum(0.9);
    for (int i = 0; i < 3; i++) {
      float[] g = gradient(i);
      x.step(g);
      b.get(0).setGrad(Tensor.of(g).slice(0, 0, 15).reshape(5, 3));
      b.get(1).setGrad(Tensor.of(g).slice(0, 15, 20));
      y.step();
      y.zeroGrad();
    }
    assertThat(b.get(0).grad()).isNull();
    assertThat(a.get(0).tensor().toFloats()).isEqualTo(b.get(0).tensor().toFloats());
    assertThat(a.get(1).tensor().toFloats()).isEqualTo(b.get(1).tensor().toFloats());
  }

  @Test
  void groupsHaveTheirOwnDecayAndRate() {
    List<Parameter> p = parameters();
    float[] w = p.get(0).tensor().toFloats();
    float[] b = p.get(1).tensor().toFloats();
    AdamW opt =
        AdamW.ofGroups(
                List.of(
                    ParamGroup.of(p.subList(0, 1)).lrScale(0.5f),
                    ParamGroup.of(p.subList(1, 2)).weightDecay(0)))
            .lr(0.1)
            .weightDecay(0.5);
    opt.step(new float[20]);
    assertThat(p.get(0).tensor().toFloats()[0]).isEqualTo(w[0] * (float) (1 - 0.1 * 0.5 * 0.5));
    assertThat(p.get(1).tensor().toFloats()).isEqualTo(b);
  }

  @Test
  void mistakesAreNamed() {
    AdamW opt = AdamW.of(parameters());
    assertThatThrownBy(() -> opt.step(new float[3])).hasMessageContainingAll("20", "3");
    assertThatThrownBy(() -> opt.lr(-1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> opt.betas(1, 0.9)).hasMessageContaining("1.0");
    assertThatThrownBy(() -> opt.eps(-1e-3)).hasMessageContaining("eps");
    assertThatThrownBy(() -> opt.weightDecay(-2)).hasMessageContaining("-2");
    assertThatThrownBy(() -> Sgd.of(List.of())).hasMessageContaining("no parameters");
    Map<String, Tensor> bad = new LinkedHashMap<>(opt.state());
    bad.remove("exp_avg.0");
    bad.put("exp_avg.1", Tensor.zeros(4));
    bad.put("other", Tensor.zeros(1));
    assertThatThrownBy(() -> opt.loadState(bad))
        .hasMessageContainingAll("exp_avg.0", "[4]", "[5]", "other");
  }
}
