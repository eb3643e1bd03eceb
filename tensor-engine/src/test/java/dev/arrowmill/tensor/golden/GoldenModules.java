package dev.arrowmill.tensor.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.AdaptiveAvgPool2d;
import dev.arrowmill.tensor.nn.BatchNorm1d;
import dev.arrowmill.tensor.nn.Conv1d;
import dev.arrowmill.tensor.nn.Conv2d;
import dev.arrowmill.tensor.nn.Conv3d;
import dev.arrowmill.tensor.nn.ConvSpec;
import dev.arrowmill.tensor.nn.ConvTranspose1d;
import dev.arrowmill.tensor.nn.ConvTranspose2d;
import dev.arrowmill.tensor.nn.Flatten;
import dev.arrowmill.tensor.nn.Gelu;
import dev.arrowmill.tensor.nn.Layer;
import dev.arrowmill.tensor.nn.LayerNorm;
import dev.arrowmill.tensor.nn.Linear;
import dev.arrowmill.tensor.nn.MaxPool2d;
import dev.arrowmill.tensor.nn.Relu;
import dev.arrowmill.tensor.nn.Sequential;
import dev.arrowmill.tensor.nn.Tanh;
import dev.arrowmill.tensor.random.Rng;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Layers from PyTorch's attributes and the shapes of weights. */
final class GoldenModules {
  private static final Rng RNG = Rng.of(1);

  private GoldenModules() {}

  /** Makes a layer. */
  @FunctionalInterface
  interface Make {
    Layer layer(JsonNode attrs, Map<String, Tensor> in);
  }

  /** The layer's output on in0, with the case's weights. */
  static Tensor run(JsonNode a, Map<String, Tensor> in, Layer layer) {
    if (!flag(a, "training", true)) {
      layer.eval();
    }
    return layer.functional(weights(a, in), () -> layer.call(need(in, "in0")));
  }

  static Map<String, Tensor> weights(JsonNode a, Map<String, Tensor> in) {
    Map<String, Tensor> out = new LinkedHashMap<>();
    for (JsonNode name : a.get("param_names")) {
      out.put(name.asText(), need(in, name.asText()));
    }
    return out;
  }

  static Tensor need(Map<String, Tensor> in, String name) {
    Tensor t = in.get(name);
    if (t == null) {
      throw new IllegalArgumentException("the case has no input " + name);
    }
    return t;
  }

  static boolean flag(JsonNode a, String name, boolean other) {
    return a.path(name).asBoolean(other);
  }

  /** A number or a list of numbers. */
  static int[] ints(JsonNode a, String name, int other) {
    JsonNode n = a.path(name);
    return n.isArray() ? GoldenTable.ints(n) : new int[] {n.asInt(other)};
  }

  static ConvSpec spec(JsonNode a, int... kernel) {
    ConvSpec s =
        ConvSpec.of(kernel)
            .stride(ints(a, "stride", 1))
            .dilation(ints(a, "dilation", 1))
            .outputPadding(ints(a, "output_padding", 0))
            .groups(a.path("groups").asInt(1))
            .bias(flag(a, "bias", true))
            .paddingMode(
                ConvSpec.Padding.valueOf(
                    a.path("padding_mode").asText("zeros").toUpperCase(Locale.ROOT)));
    String word = a.path("padding").asText("");
    if (word.equals("same")) {
      return s.samePadding();
    }
    return word.equals("valid") ? s : s.padding(ints(a, "padding", 0));
  }

  private static int[] kernel(Tensor w) {
    int[] d = w.shape().dims();
    return java.util.Arrays.copyOfRange(d, 2, d.length);
  }

  static Layer conv(JsonNode a, Map<String, Tensor> in, int dims) {
    Tensor w = need(in, "weight");
    ConvSpec s = spec(a, kernel(w)).bias(in.containsKey("bias"));
    int channels = w.size(1) * s.groups();
    return switch (dims) {
      case 1 -> Conv1d.of(channels, w.size(0), s, RNG);
      case 2 -> Conv2d.of(channels, w.size(0), s, RNG);
      default -> Conv3d.of(channels, w.size(0), s, RNG);
    };
  }

  static Layer convTranspose(JsonNode a, Map<String, Tensor> in, int dims) {
    Tensor w = need(in, "weight");
    ConvSpec s = spec(a, kernel(w)).bias(in.containsKey("bias"));
    int out = w.size(1) * s.groups();
    if (dims == 3) {
      throw new IllegalArgumentException("unknown op ConvTranspose3d");
    }
    return dims == 1
        ? ConvTranspose1d.of(w.size(0), out, s, RNG)
        : ConvTranspose2d.of(w.size(0), out, s, RNG);
  }

  private static Linear linear(Map<String, Tensor> in, String name) {
    Tensor w = need(in, name + ".weight");
    return Linear.of(w.size(1), w.size(0), RNG);
  }

  private static Conv2d conv(Map<String, Tensor> in, String name, int padding) {
    Tensor w = need(in, name + ".weight");
    return Conv2d.of(w.size(1), w.size(0), ConvSpec.of(kernel(w)).padding(padding), RNG);
  }

  /** Linear, relu, norm, linear, gelu, linear. */
  static Layer mlp(Map<String, Tensor> in) {
    return Sequential.of(
        linear(in, "0"),
        Relu.of(),
        LayerNorm.of(need(in, "2.weight").size(0)),
        linear(in, "3"),
        Gelu.of(),
        linear(in, "5"));
  }

  /** Convolution, relu, max pooling, convolution, tanh, mean pooling, linear layer. */
  static Layer cnn(Map<String, Tensor> in) {
    int places = need(in, "7.weight").size(1) / need(in, "3.weight").size(0);
    return Sequential.of(
        conv(in, "0", 1),
        Relu.of(),
        MaxPool2d.of(2),
        conv(in, "3", 0),
        Tanh.of(),
        AdaptiveAvgPool2d.of((int) Math.round(Math.sqrt(places))),
        Flatten.of(),
        linear(in, "7"));
  }

  /** Convolution, relu, max pooling, convolution, relu, linear layer. */
  static Layer smallCnn(Map<String, Tensor> in) {
    return Sequential.of(
        conv(in, "0", 1),
        Relu.of(),
        MaxPool2d.of(2),
        conv(in, "3", 0),
        Relu.of(),
        Flatten.of(),
        linear(in, "6"));
  }

  /** Linear layers with relu between them. */
  static Layer plainMlp(Map<String, Tensor> in) {
    return Sequential.of(linear(in, "0"), Relu.of(), linear(in, "2"), Relu.of(), linear(in, "4"));
  }

  /** Linear, batch norm, relu, linear. */
  static Layer normMlp(Map<String, Tensor> in) {
    return Sequential.of(
        linear(in, "0"), BatchNorm1d.of(need(in, "1.weight").size(0)), Relu.of(), linear(in, "3"));
  }
}
