package dev.arrowmill.model.net;

import dev.arrowmill.data.feature.CategoricalFeature;
import dev.arrowmill.data.feature.NumericFeature;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Parameter;
import dev.arrowmill.tensor.random.Rng;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Inputs with everything that rows can hold, and networks small enough to differentiate. */
final class NetSamples {
  static final List<NumericFeature> NUMERIC =
      List.of(
          new NumericFeature("a", false, List.of(-1f, -0.5f, 0f, 1f)),
          new NumericFeature("b", true, List.of(-1f, 1f)),
          new NumericFeature("c", true, List.of()));

  static final List<CategoricalFeature> CATEGORICAL =
      List.of(
          new CategoricalFeature("user", 9),
          new CategoricalFeature("from", 6, "city", ""),
          new CategoricalFeature("tag.0", 7, "tags", "tag"),
          new CategoricalFeature("to", 6, "city", ""),
          new CategoricalFeature("tag.1", 7, "tags", "tag"),
          new CategoricalFeature("tag.2", 7, "tags", "tag"));

  /** Small sizes for options of these names. */
  private static final Map<String, String> SMALL =
      Map.ofEntries(
          Map.entry("hidden", "6,5"),
          Map.entry("bottom", "5"),
          Map.entry("top", "6"),
          Map.entry("width", "4"),
          Map.entry("heads", "2"),
          Map.entry("attentionWidth", "4"),
          Map.entry("decisionWidth", "3"),
          Map.entry("blocks", "2"),
          Map.entry("layers", "2"),
          Map.entry("rank", "3"),
          Map.entry("steps", "2"),
          Map.entry("members", "3"),
          Map.entry("numberWidth", "3"),
          Map.entry("frequencies", "3"),
          Map.entry("maxEmbedding", "3"));

  private NetSamples() {}

  /** Rows of numbers, of codes, or of both. */
  static NetInput input(boolean numbers, boolean codes, int outputs) {
    return new NetInput(numbers ? NUMERIC : List.of(), codes ? CATEGORICAL : List.of(), outputs);
  }

  static NetInput input(int outputs) {
    return input(true, true, outputs);
  }

  /** Options that the defaults leave alone, as {@link #small} reads them. */
  static final List<String> VARIANTS =
      List.of(
          "mlp;hidden=;numbers=ple",
          "mlp;numbers=ple-l",
          "resnet;norm=layer;numbers=plr",
          "dcn-v2;structure=parallel;rank=2",
          "dcn-v2;rank=2;experts=3",
          "wide-deep;crosses=user*from,to*from;numbers=plain",
          "wide-deep;crosses=all;maxCross=54",
          "autoint;hidden=",
          "tabnet;shared=0;own=1",
          "tabm;numbers=plain",
          "two-tower;userColumns=user,tag,b;normalise=false",
          "two-tower;itemColumns=to,c");

  /** An architecture with small sizes: its name and options to set, joined by semicolons. */
  static NetConfig small(String spec) {
    String[] parts = spec.split(";", -1);
    NetConfig config = smallSizes(parts[0]);
    for (int i = 1; i < parts.length; i++) {
      String[] option = parts[i].split("=", 2);
      config = config.with(option[0], option[1]);
    }
    return config;
  }

  private static NetConfig smallSizes(String name) {
    Map<String, String> options = new TreeMap<>();
    for (Option o : Architectures.get(name).options()) {
      String value = SMALL.get(o.name());
      if (value != null) {
        boolean one = !o.byDefault().contains(",") && value.contains(",");
        options.put(o.name(), one ? "6" : value);
      }
    }
    if (name.equals("dcn-v2")) {
      options.put("rank", "0");
    }
    return new NetConfig(name, options);
  }

  /** Encoded numbers of rows, one in five missing where training had missing values. */
  static Tensor numbers(NetInput input, int rows, long seed) {
    int n = input.numeric().size();
    Tensor x = Tensor.randn(Rng.of(seed), rows, n);
    for (int i = 0; i < x.numel(); i++) {
      boolean missing = Rng.of(seed).fold(1).indexAt(i, 5) == 0;
      if (missing && input.numeric().get(i % n).missing()) {
        x.floats()[i] = Float.NaN;
      }
    }
    return x;
  }

  static Tensor codes(NetInput input, int rows, long seed) {
    int n = input.categorical().size();
    int[] codes = new int[rows * n];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = Rng.of(seed).fold(2).indexAt(i, input.categorical().get(i % n).cardinality());
    }
    return Tensor.of(codes, rows, n);
  }

  /** The same numbers on every machine for a network's weights, for values from other programs. */
  static void pattern(TabularNet net) {
    int k = 0;
    for (Parameter p : net.parameters()) {
      float[] w = p.tensor().floats();
      for (int i = 0; i < w.length; i++) {
        w[i] = ((i * 37 + k * 11) % 101 - 50) / 100f;
      }
      k++;
    }
  }
}
