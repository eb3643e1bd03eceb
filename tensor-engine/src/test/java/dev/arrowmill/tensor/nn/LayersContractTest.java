package dev.arrowmill.tensor.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.GradCheck;
import dev.arrowmill.tensor.io.SafeTensors;
import dev.arrowmill.tensor.random.Rng;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
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

  @ParameterizedTest
  @MethodSource("layers")
  void inputGradientMatchesFiniteDifferences(Layers.Row row) {
    Tensor x = row.input().apply(Rng.of(2));
    if (!x.dtype().isFloat()) {
      return;
    }
    Layer twice = inDouble(row.make().apply(Rng.of(1)));
    GradCheck.check(1e-6, t -> forward(twice, t[0]), x.toType(DType.FLOAT64));
  }

  /** Linear in float64 through its op, so that layers of float32 weights can be checked too. */
  private static Layer inDouble(Layer layer) {
    Map<String, Tensor> state = new LinkedHashMap<>();
    layer.stateDict().forEach((k, v) -> state.put(k, v.toType(DType.FLOAT64)));
    return new Layer() {
      @Override
      public Tensor forward(Tensor x) {
        return apply(layer, "", x);
      }

      private Tensor apply(Layer l, String prefix, Tensor x) {
        if (l instanceof Sequential s) {
          Tensor y = x;
          for (int i = 0; i < s.layers().size(); i++) {
            y = apply(s.layers().get(i), prefix + i + ".", y);
          }
          return y;
        }
        Tensor w = state.getOrDefault(prefix + "weight", x);
        Tensor b = state.getOrDefault(prefix + "bias", x);
        if (l instanceof Linear) {
          return dev.arrowmill.tensor.op.Linear.of(x, w, b);
        }
        return l instanceof LayerNorm ? LayerNorm.apply(x, w, b, 1e-5) : l.forward(x);
      }
    };
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
