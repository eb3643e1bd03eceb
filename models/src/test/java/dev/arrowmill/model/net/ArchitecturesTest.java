package dev.arrowmill.model.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.model.Weights;
import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Autograd;
import dev.arrowmill.tensor.autograd.GradCheck;
import dev.arrowmill.tensor.compile.Compiled;
import dev.arrowmill.tensor.nn.Losses;
import dev.arrowmill.tensor.nn.Parameter;
import dev.arrowmill.tensor.optim.AdamW;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of {@link Architectures} keeps the promises of a network. */
class ArchitecturesTest {
  private static final int ROWS = 7;

  static Set<String> architectures() {
    return Architectures.names();
  }

  static List<String> withVariants() {
    List<String> all = new ArrayList<>(Architectures.names());
    all.addAll(NetSamples.VARIANTS);
    return all;
  }

  private static Tensor x(TabularNet net, int rows) {
    return net.prepare(NetSamples.numbers(net.input(), rows, 5));
  }

  private static Tensor codes(TabularNet net, int rows) {
    return NetSamples.codes(net.input(), rows, 6);
  }

  private static float[] eval(TabularNet net, Tensor x, Tensor codes) {
    net.eval();
    return Autograd.noGrad(() -> net.forward(x, codes)).toFloats();
  }

  /** Measures what batch norms need, over rows of their own. */
  private static void measure(TabularNet net) {
    net.eval();
    double[] sums = new double[net.statistics()];
    net.measure(x(net, 40), codes(net, 40), sums);
    net.setStatistics(sums);
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void anyKindOfRowsGivesFiniteOutputsOfTheRightShape(String name) {
    for (boolean[] has : new boolean[][] {{true, true}, {true, false}, {false, true}}) {
      for (int outputs : new int[] {1, 3}) {
        TabularNet net = NetSamples.small(name).build(NetSamples.input(has[0], has[1], outputs), 1);
        net.train();
        Tensor y = Rng.scoped(1, 2, 3, () -> net.train(x(net, ROWS), codes(net, ROWS)).values());
        assertThat(y.shape()).isEqualTo(Shape.of(ROWS, net.members() * outputs));
        assertThat(y.isfinite().all().item()).isEqualTo(1);
        measure(net);
        for (float v : eval(net, x(net, ROWS), codes(net, ROWS))) {
          assertThat(v).isFinite();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void theDefaultsBuildAndAreExplained(String name) {
    Architecture a = Architectures.get(name);
    assertThat(a.source()).containsPattern("\\(20\\d\\d\\)");
    assertThat(a.options()).allSatisfy(o -> assertThat(o.meaning()).isNotBlank());
    assertThat(a.options().stream().map(Option::name)).doesNotHaveDuplicates();
    TabularNet net = new NetConfig(name, Map.of()).build(NetSamples.input(2), 1);
    measure(net);
    assertThat(eval(net, x(net, 2), codes(net, 2))).hasSize(2 * net.members() * 2);
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void anOptionOutOfRangeIsNamed(String name) {
    for (Option o : Architectures.get(name).options()) {
      boolean number = o.byDefault().matches("[0-9.,]+");
      for (String value : number ? List.of("?", "-1") : List.of("?")) {
        NetConfig bad = NetSamples.small(name).with(o.name(), value);
        assertThatThrownBy(() -> bad.build(NetSamples.input(1), 1))
            .as(o.name())
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(o.name())
            .hasMessageContaining(value);
      }
    }
    assertThatThrownBy(() -> new NetConfig(name, Map.of("nope", "1")).build(NetSamples.input(1), 1))
        .hasMessageContaining("nope");
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void theSeedAloneDecidesTheWeights(String name) {
    NetConfig config = NetSamples.small(name);
    byte[] one = Weights.toBytes(config.build(NetSamples.input(2), 1));
    assertThat(Weights.toBytes(config.build(NetSamples.input(2), 1))).isEqualTo(one);
    assertThat(Weights.toBytes(config.build(NetSamples.input(2), 2))).isNotEqualTo(one);
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void savedAndLoadedGivesTheSameBits(String name) {
    TabularNet net = NetSamples.small(name).build(NetSamples.input(2), 1);
    measure(net);
    TabularNet other = NetSamples.small(name).build(NetSamples.input(2), 9);
    Weights.load(other, Weights.toBytes(net), "weights");
    assertThat(eval(other, x(net, ROWS), codes(net, ROWS)))
        .isEqualTo(eval(net, x(net, ROWS), codes(net, ROWS)));
  }

  @ParameterizedTest
  @MethodSource("withVariants")
  void aRowsResultDoesNotDependOnItsBatch(String name) {
    TabularNet net = NetSamples.small(name).build(NetSamples.input(2), 1);
    measure(net);
    Tensor x = x(net, ROWS);
    Tensor codes = codes(net, ROWS);
    float[] all = eval(net, x, codes);
    int width = all.length / ROWS;
    for (int r = 0; r < ROWS; r++) {
      float[] one = eval(net, x.slice(0, r, r + 1), codes.slice(0, r, r + 1));
      assertThat(one).isEqualTo(java.util.Arrays.copyOfRange(all, r * width, (r + 1) * width));
    }
    assertThat(eval(net, x.slice(0, 0, 0), codes.slice(0, 0, 0))).isEmpty();
  }

  /** Outputs, penalty and gradients of a training step, and outputs of an evaluation. */
  @ParameterizedTest
  @MethodSource("withVariants")
  void compiledIsAsEager(String name) {
    compiledIsAsEager(name, true, true);
    if (!name.contains(";")) {
      compiledIsAsEager(name, true, false);
      compiledIsAsEager(name, false, true);
    }
  }

  private static void compiledIsAsEager(String name, boolean numbers, boolean withCodes) {
    TabularNet net = NetSamples.small(name).build(NetSamples.input(numbers, withCodes, 2), 1);
    try (Compiled step = Compiled.ofAll(t -> step(net, t[0], t[1]))) {
      for (boolean training : new boolean[] {true, false}) {
        if (training) {
          net.train();
        } else {
          measure(net);
        }
        for (int rows : new int[] {ROWS, 4, 1, ROWS}) {
          Tensor x = x(net, rows);
          Tensor codes = codes(net, rows);
          Tensor[] eager = Rng.scoped(1, rows, 3, () -> step(net, x, codes));
          Tensor[] fast = Rng.scoped(1, rows, 3, () -> step.call(x, codes));
          assertThat(fast).hasSameSizeAs(eager);
          for (int i = 0; i < fast.length; i++) {
            assertThat(fast[i].toFloats())
                .as("%s rows, result %s", rows, i)
                .isEqualTo(eager[i].toFloats());
          }
        }
      }
      assertThat(step.explain()).doesNotContain("runs eagerly");
      assertThat(step.traces()).isLessThanOrEqualTo(4);
    }
  }

  private static Tensor[] step(TabularNet net, Tensor x, Tensor codes) {
    return Autograd.withGrad(
        () -> {
          TabularNet.Output out = net.train(x, codes);
          Tensor loss = out.values().square().sum();
          Tensor whole = out.penalty() == null ? loss : loss.add(out.penalty());
          List<Tensor> results = new ArrayList<>(List.of(out.values(), whole));
          List<Tensor> wanted = net.parameters().stream().map(Parameter::tensor).toList();
          results.addAll(Autograd.grad(whole, wanted, false));
          return results.toArray(Tensor[]::new);
        });
  }

  @ParameterizedTest
  @MethodSource("withVariants")
  void gradientsMatchFiniteDifferences(String name) {
    TabularNet net = NetSamples.small(name).build(NetSamples.input(2), 3);
    Tensor x = x(net, 5).toType(DType.FLOAT64);
    Tensor codes = codes(net, 5);
    net.toType(DType.FLOAT64);
    net.train();
    List<String> names = new ArrayList<>(net.namedParameters().keySet());
    Tensor[] in = net.parameters().stream().map(p -> p.tensor().detach()).toArray(Tensor[]::new);
    GradCheck.check(
        1e-4,
        t -> {
          Map<String, Tensor> values = new LinkedHashMap<>();
          for (int i = 0; i < names.size(); i++) {
            values.put(names.get(i), t[i]);
          }
          return net.functional(
              values,
              () ->
                  Rng.scoped(
                      1,
                      2,
                      3,
                      () -> {
                        TabularNet.Output out = net.train(x, codes);
                        Tensor penalty = out.penalty();
                        return penalty == null ? out.values() : out.values().add(penalty.mul(1000));
                      }));
        },
        in);
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void everyParameterIsLearnedAndTablesDoNotDecay(String name) {
    TabularNet net = NetSamples.small(name).build(NetSamples.input(2), 1);
    List<Parameter> all = net.parameters();
    assertThat(all).containsAll(net.undecayed());
    assertThat(net.undecayed())
        .containsAll(net.embeddings().stream().map(e -> e.weight()).toList());
    assertThat(net.embeddings()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void aSmallTableIsLearnedByHeart(String name) {
    NetConfig config = NetSamples.small(name);
    for (Option o : Architectures.get(name).options()) {
      boolean drops = o.name().toLowerCase(java.util.Locale.ROOT).contains("dropout");
      config = drops ? config.with(o.name(), "0") : config;
      config = o.name().equals("hidden") ? config.with("hidden", "24") : config;
    }
    TabularNet net = config.build(NetSamples.input(1), 1);
    int rows = 16;
    Tensor x = x(net, rows);
    Tensor codes = codes(net, rows);
    Tensor y = Tensor.rand(Rng.of(3), rows, 1).gt(0.5).toType(DType.FLOAT32);
    AdamW optimizer = AdamW.of(net.parameters()).lr(2e-2f).weightDecay(0);
    Tensor target = y.expand(rows, net.members());
    double loss = 0;
    for (int step = 0; step < 400; step++) {
      Tensor l = Losses.bceWithLogits(net.train(x, codes).values(), target);
      optimizer.zeroGrad();
      l.backward();
      optimizer.step();
      loss = l.item();
    }
    assertThat(loss).isLessThan(0.05);
  }
}
