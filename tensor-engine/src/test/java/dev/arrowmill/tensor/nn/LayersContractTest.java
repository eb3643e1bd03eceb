package dev.arrowmill.tensor.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Autograd;
import dev.arrowmill.tensor.autograd.GradCheck;
import dev.arrowmill.tensor.compile.Compiled;
import dev.arrowmill.tensor.io.SafeTensors;
import dev.arrowmill.tensor.random.Rng;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the layer table keeps the layers' promises. */
class LayersContractTest {
  static Stream<Layers.Row> layers() {
    return Layers.ALL.stream();
  }

  private static Tensor forward(Layer layer, Tensor x) {
    return Rng.scoped(1, 2, 3, () -> layer.forward(x));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void shapesAndNamesAreAsTheTableSays(Layers.Row row) {
    Layer layer = row.make().apply(Rng.of(1));
    assertThat(forward(layer, row.input().apply(Rng.of(2))).shape()).isEqualTo(row.output());
    assertThat(layer.namedParameters().keySet()).containsExactlyElementsOf(row.parameters());
    assertThat(layer.toString()).startsWith(row.name());
  }

  @ParameterizedTest
  @MethodSource("layers")
  void savedAndLoadedGivesTheSameBits(Layers.Row row) throws Exception {
    Layer layer = row.make().apply(Rng.of(1));
    Layer other = row.make().apply(Rng.of(77));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SafeTensors.write(out, layer.stateDict(), Map.of());
    other.loadStateDict(SafeTensors.parse(out.toByteArray(), "memory").tensors());
    Tensor x = row.input().apply(Rng.of(2));
    assertThat(forward(other, x).toFloats()).isEqualTo(forward(layer, x).toFloats());
  }

  /** The output and the gradients, in training. */
  @ParameterizedTest
  @MethodSource("layers")
  void compiledIsAsEager(Layers.Row row) {
    Tensor x = row.input().apply(Rng.of(2));
    Layer eager = row.make().apply(Rng.of(1));
    Layer other = row.make().apply(Rng.of(1));
    try (Compiled c = Compiled.ofAll(t -> outputAndGradients(other, t[0]))) {
      for (int round = 0; round < 2; round++) {
        Tensor[] a = Rng.scoped(1, 2, 3, () -> outputAndGradients(eager, x));
        Tensor[] b = Rng.scoped(1, 2, 3, () -> c.call(x));
        assertThat(b).hasSameSizeAs(a);
        for (int i = 0; i < a.length; i++) {
          assertThat(b[i].toFloats()).as("%s %s", row.name(), i).isEqualTo(a[i].toFloats());
        }
      }
      assertThat(c.explain()).doesNotContain("runs eagerly");
    }
    other
        .namedBuffers()
        .forEach(
            (name, buffer) ->
                assertThat(buffer.toDoubles())
                    .as(name)
                    .isEqualTo(
                        java.util.Objects.requireNonNull(eager.namedBuffers().get(name))
                            .toDoubles()));
  }

  private static Tensor[] outputAndGradients(Layer layer, Tensor x) {
    return Autograd.withGrad(
        () -> {
          Tensor y = layer.call(x);
          List<Tensor> out = new ArrayList<>(List.of(y));
          List<Tensor> wanted = layer.parameters().stream().map(Parameter::tensor).toList();
          if (!wanted.isEmpty()) {
            out.addAll(Autograd.grad(y.square().sum(), wanted, false));
          }
          return out.toArray(Tensor[]::new);
        });
  }

  /** Gradients of the input and of every parameter, in float64. */
  @ParameterizedTest
  @MethodSource("layers")
  void gradientsMatchFiniteDifferences(Layers.Row row) {
    Layer layer = row.make().apply(Rng.of(1));
    if (row.name().equals("Embedding")) {
      layer = Embedding.of(6, 5, Rng.of(1));
    }
    layer.toType(DType.FLOAT64);
    Tensor x = row.input().apply(Rng.of(2));
    boolean smooth = x.dtype().isFloat();
    List<String> names = new ArrayList<>(layer.namedParameters().keySet());
    List<Tensor> in = new ArrayList<>();
    in.add(smooth ? x.toType(DType.FLOAT64) : x);
    layer.parameters().forEach(p -> in.add(p.tensor().detach()));
    if (!smooth && names.isEmpty()) {
      return;
    }
    Layer checked = layer;
    GradCheck.check(
        1e-6,
        t -> {
          Map<String, Tensor> values = new LinkedHashMap<>();
          for (int i = 0; i < names.size(); i++) {
            values.put(names.get(i), t[i + 1]);
          }
          return checked.functional(values, () -> forward(checked, t[0]));
        },
        in.toArray(Tensor[]::new));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void aRowsResultDoesNotDependOnOtherRows(Layers.Row row) {
    Layer layer = row.make().apply(Rng.of(1));
    layer.eval();
    Tensor x = row.input().apply(Rng.of(2));
    float[] all = layer.forward(x).select(0, 1).toFloats();
    assertThat(layer.forward(x.slice(0, 1, 2)).toFloats()).isEqualTo(all);
  }
}
