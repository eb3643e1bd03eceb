package dev.arrowmill.tensor.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.op.BagReduce;
import dev.arrowmill.tensor.optim.Adagrad;
import dev.arrowmill.tensor.optim.AdamW;
import dev.arrowmill.tensor.optim.Sgd;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModuleToolsTest {
  private static Sequential net() {
    Rng r = Rng.of(1);
    return Sequential.of(
        Conv2d.of(1, 4, ConvSpec.of(3).padding(1), r.fold(1)),
        Relu.of(),
        MaxPool2d.of(2),
        Flatten.of(),
        Linear.of(64, 10, r.fold(2)));
  }

  private static Tensor buffer(Module m, String name) {
    return java.util.Objects.requireNonNull(m.namedBuffers().get(name));
  }

  @Test
  void summaryListsLayersShapesAndParameters() {
    Sequential net = net();
    net.layers().get(0).freeze(true);
    assertThat(Summary.of(net, Tensor.zeros(2, 1, 8, 8)))
        .isEqualTo(
            """
            path    layer                                        output        parameters
            (root)  Sequential                                   [2, 10]       -
            0       Conv2d(1, 4, kernel [3, 3], padding [1, 1])  [2, 4, 8, 8]  40
            1       Relu()                                       [2, 4, 8, 8]  -
            2       MaxPool2d([2, 2], stride [2, 2])             [2, 4, 4, 4]  -
            3       Flatten(1, -1)                               [2, 64]       -
            4       Linear(64, 10)                               [2, 10]       650
            690 parameters, 650 trained, 2,760 bytes in float32
            """);
  }

  @Test
  void hooksSeeAndReplaceInputsAndOutputs() {
    Linear l = Linear.of(3, 2, Rng.of(1));
    Tensor x = Tensor.randn(Rng.of(2), 4, 3);
    List<String> seen = new ArrayList<>();
    Layer.Hook before =
        l.onInput(
            t -> {
              seen.add("in " + t.shape());
              return t.mul(2);
            });
    Layer.Hook after =
        l.onOutput(
            (in, y) -> {
              seen.add("out " + y.shape());
              return y.neg();
            });
    assertThat(l.call(x).toFloats()).isEqualTo(l.forward(x.mul(2)).neg().toFloats());
    assertThat(seen).containsExactly("in [4, 3]", "out [4, 2]");
    before.close();
    after.close();
    assertThat(l.call(x).toFloats()).isEqualTo(l.forward(x).toFloats());
    assertThat(seen).hasSize(2);
  }

  @Test
  void freezingAndApplyReachAllModules() {
    Sequential net = net();
    List<String> names = new ArrayList<>();
    net.apply(m -> names.add(m.getClass().getSimpleName()));
    assertThat(names)
        .containsExactly("Sequential", "Conv2d", "Relu", "MaxPool2d", "Flatten", "Linear");
    assertThat(net.namedModules()).containsOnlyKeys("", "0", "1", "2", "3", "4");
    net.freeze(true);
    assertThat(net.parameters()).noneMatch(p -> p.tensor().requiresGrad());
    net.freeze(false);
    assertThat(net.parameters()).allMatch(p -> p.tensor().requiresGrad());
  }

  @Test
  void listsAndDictionariesNameTheirModules() {
    ModuleList<Linear> list = ModuleList.of(List.of(Linear.of(2, 3), Linear.of(3, 1)));
    assertThat(list.namedParameters()).containsOnlyKeys("0.weight", "0.bias", "1.weight", "1.bias");
    assertThat(list).hasSize(2);
    assertThat(list.get(1).toString()).isEqualTo("Linear(3, 1)");
    Map<String, Linear> parts = new LinkedHashMap<>();
    parts.put("left", Linear.of(2, 3));
    parts.put("right", Linear.of(2, 1));
    ModuleDict<Linear> dict = ModuleDict.of(parts);
    assertThat(dict.namedParameters())
        .containsOnlyKeys("left.weight", "left.bias", "right.weight", "right.bias");
    assertThat(dict.names()).containsExactly("left", "right");
    assertThatThrownBy(() -> dict.get("middle")).hasMessageContainingAll("middle", "left");
  }

  @Test
  void functionalPutsOtherValuesInPlace() {
    Linear l = Linear.of(2, 1, Rng.of(1));
    float[] before = l.weight().tensor().toFloats();
    Map<String, Tensor> values =
        Map.of(
            "weight", Tensor.of(new double[] {1, 2}, 1, 2), "bias", Tensor.of(new double[] {3}, 1));
    Tensor x = Tensor.of(new double[] {10, 100}, 1, 2);
    assertThat(l.functional(values, () -> l.forward(x)).item()).isEqualTo(213);
    assertThat(l.weight().tensor().toFloats()).isEqualTo(before);
    assertThatThrownBy(() -> l.functional(Map.of("weight", x), () -> 1))
        .hasMessage("functional: missing bias");
    Map<String, Tensor> bad = new LinkedHashMap<>(values);
    bad.put("bias", x);
    bad.put("other", x);
    assertThatThrownBy(() -> l.functional(bad, () -> 1))
        .hasMessageContainingAll("bias is [1, 2], expected [1]", "unexpected other");
  }

  @Test
  void convertingKeepsNamesAndModes() {
    Sequential net = Sequential.of(Linear.of(3, 4, Rng.of(1)), BatchNorm1d.of(4));
    net.layers().get(0).freeze(true);
    net.toType(DType.FLOAT64);
    assertThat(
            net.forward(Tensor.zeros(DType.FLOAT64, dev.arrowmill.tensor.Shape.of(2, 3))).dtype())
        .isEqualTo(DType.FLOAT64);
    assertThat(net.namedBuffers().values())
        .extracting(Tensor::dtype)
        .containsExactly(DType.FLOAT64, DType.FLOAT64, DType.INT64);
    assertThat(net.parameters().get(0).tensor().requiresGrad()).isFalse();
    assertThat(net.parameters().get(2).tensor().requiresGrad()).isTrue();
  }

  @Test
  void sparseTablesKeepRowsAndOnlyTheseChange() {
    Embedding sparse = Embedding.of(50, 4, Rng.of(1)).sparse(true);
    Embedding dense = Embedding.of(50, 4, Rng.of(1));
    Adagrad a = Adagrad.of(sparse.parameters()).lr(0.1);
    Adagrad b = Adagrad.of(dense.parameters()).lr(0.1);
    for (int step = 0; step < 3; step++) {
      Tensor index = Tensor.of(new long[] {3, 7, 3, 40, step});
      for (Embedding e : List.of(sparse, dense)) {
        e.forward(index).square().sum().backward();
      }
      assertThat(sparse.weight().grad()).isNull();
      assertThat(dense.weight().rowGrad()).isNull();
      a.step();
      b.step();
      a.zeroGrad();
      b.zeroGrad();
    }
    assertThat(sparse.weight().tensor().toFloats()).isEqualTo(dense.weight().tensor().toFloats());
    EmbeddingBag bag = EmbeddingBag.of(50, 4, BagReduce.Mode.MEAN, Rng.of(2)).sparse(true);
    float[] before = bag.weight().tensor().toFloats();
    AdamW opt = AdamW.of(bag.parameters()).lr(0.1);
    bag.forward(Tensor.of(new long[] {1, 2, 2, 9}, 2, 2)).sum().backward();
    opt.step();
    float[] after = bag.weight().tensor().toFloats();
    for (int i = 0; i < after.length; i++) {
      int row = i / 4;
      boolean touched = row == 1 || row == 2 || row == 9;
      assertThat(after[i] != before[i]).as("row %s", row).isEqualTo(touched);
    }
  }

  @Test
  void batchNormTrainsThenUsesWhatItSaw() {
    BatchNorm1d bn = BatchNorm1d.of(2, 0, 0.5, false);
    Tensor x = Tensor.of(new float[] {1, 10, 3, 30}, 2, 2);
    assertThat(bn.forward(x).toFloats()).containsExactly(-1, -1, 1, 1);
    assertThat(buffer(bn, "running_mean").toFloats()).containsExactly(1, 10);
    assertThat(buffer(bn, "running_var").toFloats()).containsExactly(1.5f, 100.5f);
    assertThat(buffer(bn, "num_batches_tracked").item()).isEqualTo(1);
    bn.eval();
    assertThat(bn.forward(x).toFloats()[0]).isZero();
    assertThat(bn.forward(x).toDoubles()[2]).isCloseTo(2 / Math.sqrt(1.5), within(1e-6));
    assertThat(buffer(bn, "num_batches_tracked").item()).isEqualTo(1);
  }

  @Test
  void initialValuesAreOfTheirKind() {
    Rng r = Rng.of(3);
    float[] t = Init.truncatedNormal(r, 1, -0.5, 0.7, 2000).toFloats();
    for (float v : t) {
      assertThat(v).isBetween(-0.5f, 0.7f);
    }
    for (int[] s : new int[][] {{3, 7}, {7, 3}}) {
      Tensor q = Init.orthogonal(r, 2, s[0], s[1]);
      Tensor square = s[0] < s[1] ? q.matmul(q.t()) : q.t().matmul(q);
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
          assertThat(square.get(i, j)).isCloseTo(i == j ? 4 : 0, within(1e-5));
        }
      }
    }
    double std = Math.sqrt(Init.kaimingNormal(r, 50, 100, 100).square().mean().item());
    assertThat(std).isCloseTo(Math.sqrt(2.0 / 50), within(0.01));
    double glorot = Math.sqrt(Init.xavierNormal(r, 30, 70, 100, 100).square().mean().item());
    assertThat(glorot).isCloseTo(Math.sqrt(2.0 / 100), within(0.01));
    assertThatThrownBy(() -> Init.truncatedNormal(r, 1, 5, 6, 3))
        .hasMessageContaining("[5.0, 6.0]");
  }

  @Test
  void recurrentOutputsEndWithTheirSequences() {
    Lstm l = Lstm.of(3, 4, RnnSpec.of().batchFirst(true).layers(2), Rng.of(1));
    Tensor x = Tensor.randn(Rng.of(2), 2, 5, 3);
    RnnState all = l.run(x, null, null, Tensor.of(new long[] {5, 2}));
    RnnState shorter = l.run(x.slice(0, 1, 2).slice(1, 0, 2), null, null, null);
    assertThat(all.output().select(0, 1).slice(0, 2, 5).toFloats()).containsOnly(0f);
    assertThat(all.hidden().select(1, 1).toFloats())
        .isEqualTo(shorter.hidden().select(1, 0).toFloats());
    assertThatThrownBy(() -> l.run(x, Tensor.zeros(1, 2, 4), null, null))
        .hasMessageContainingAll("[2, 2, 4]", "[1, 2, 4]");
  }

  @Test
  void causalAttentionDoesNotSeeTheFuture() {
    MultiheadAttention m = MultiheadAttention.of(8, 2, Rng.of(1));
    Tensor x = Tensor.randn(Rng.of(2), 1, 5, 8);
    Tensor y = m.forward(x, x, x, AttentionMask.ofCausal());
    Tensor head = x.slice(1, 0, 3);
    Tensor z = m.forward(head, head, head, AttentionMask.none()).select(1, 2);
    for (int i = 0; i < 8; i++) {
      assertThat(y.get(0, 2, i)).isCloseTo(z.get(0, i), within(1e-6));
    }
    Tensor weights = m.attend(x, x, x, AttentionMask.ofCausal(), true).weights();
    assertThat(weights.get(0, 1, 2)).isZero();
    assertThatThrownBy(() -> MultiheadAttention.of(8, 3)).hasMessageContainingAll("8", "3");
  }

  @Test
  void wholeChannelsDropOut() {
    Tensor x = Tensor.ones(4, 8, 3, 3);
    Dropout d = Dropout.ofChannels(0.5);
    float[] y = Rng.scoped(1, 2, 3, () -> d.forward(x)).toFloats();
    int kept = 0;
    for (int c = 0; c < 32; c++) {
      for (int i = 0; i < 9; i++) {
        assertThat(y[c * 9 + i]).isEqualTo(y[c * 9]).isIn(0f, 2f);
      }
      kept += y[c * 9] > 0 ? 1 : 0;
    }
    assertThat(kept).isBetween(4, 28);
    assertThatThrownBy(() -> d.forward(x)).hasMessageContaining("no random scope");
  }

  @Test
  void aNetLearnsWithConvolutions() {
    Sequential net = net();
    Sgd opt = Sgd.of(net.parameters()).lr(0.1).momentum(0.9);
    Tensor x = Tensor.randn(Rng.of(5), 16, 1, 8, 8);
    long[] classes = new long[16];
    for (int i = 0; i < 16; i++) {
      classes[i] = i % 10;
    }
    double first = 0;
    double last = 0;
    for (int step = 0; step < 30; step++) {
      Tensor loss = Losses.crossEntropy(net.call(x), Tensor.of(classes));
      first = step == 0 ? loss.item() : first;
      last = loss.item();
      opt.zeroGrad();
      loss.backward();
      opt.step();
    }
    assertThat(last).isLessThan(first / 4);
  }
}
