package dev.arrowmill.tensor.golden;

import static dev.arrowmill.tensor.golden.GoldenModules.flag;
import static dev.arrowmill.tensor.golden.GoldenModules.ints;
import static dev.arrowmill.tensor.golden.GoldenModules.need;
import static dev.arrowmill.tensor.golden.GoldenModules.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.AdaptiveAvgPool1d;
import dev.arrowmill.tensor.nn.AdaptiveAvgPool2d;
import dev.arrowmill.tensor.nn.AdaptiveMaxPool1d;
import dev.arrowmill.tensor.nn.AdaptiveMaxPool2d;
import dev.arrowmill.tensor.nn.AvgPool1d;
import dev.arrowmill.tensor.nn.AvgPool2d;
import dev.arrowmill.tensor.nn.BatchNorm1d;
import dev.arrowmill.tensor.nn.BatchNorm2d;
import dev.arrowmill.tensor.nn.Bilinear;
import dev.arrowmill.tensor.nn.CosineSimilarity;
import dev.arrowmill.tensor.nn.Dropout;
import dev.arrowmill.tensor.nn.Embedding;
import dev.arrowmill.tensor.nn.EmbeddingBag;
import dev.arrowmill.tensor.nn.Flatten;
import dev.arrowmill.tensor.nn.Fold;
import dev.arrowmill.tensor.nn.GroupNorm;
import dev.arrowmill.tensor.nn.Layer;
import dev.arrowmill.tensor.nn.LayerNorm;
import dev.arrowmill.tensor.nn.Linear;
import dev.arrowmill.tensor.nn.LocalResponseNorm;
import dev.arrowmill.tensor.nn.MaxPool1d;
import dev.arrowmill.tensor.nn.MaxPool2d;
import dev.arrowmill.tensor.nn.PRelu;
import dev.arrowmill.tensor.nn.PairwiseDistance;
import dev.arrowmill.tensor.nn.PixelShuffle;
import dev.arrowmill.tensor.nn.Unfold;
import dev.arrowmill.tensor.nn.Upsample;
import dev.arrowmill.tensor.op.BagReduce;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The group {@code layers}: each layer is made from the case's attributes and weights' shapes. */
final class GoldenLayers {
  static final GoldenTable TABLE = new GoldenTable();

  private static final Rng RNG = Rng.of(1);

  static {
    basics();
    convolutions();
    pools();
    norms();
    tables();
    GoldenSequences.fill(TABLE);
    images();
    for (String name : List.of("BatchNorm1d", "BatchNorm2d")) {
      TABLE.procedure(
          name, c -> GoldenProgram.check(c, (a, in) -> batchNorm(c, name.endsWith("2d"), a, in)));
    }
  }

  private GoldenLayers() {}

  private static void one(String name, GoldenModules.Make make) {
    TABLE.named(name, (a, in) -> List.of(run(a, in, make.layer(a, in))));
  }

  private static void basics() {
    one(
        "Linear",
        (a, in) -> {
          Tensor w = need(in, "weight");
          return in.containsKey("bias")
              ? Linear.of(w.size(1), w.size(0), RNG)
              : Linear.noBias(w.size(1), w.size(0), RNG);
        });
    TABLE.named(
        "Bilinear",
        (a, in) -> {
          Tensor w = need(in, "weight");
          Bilinear m = Bilinear.of(w.size(1), w.size(2), w.size(0), in.containsKey("bias"), RNG);
          return List.of(
              m.functional(
                  GoldenModules.weights(a, in), () -> m.forward(need(in, "in0"), need(in, "in1"))));
        });
    one("PReLU", (a, in) -> PRelu.of(need(in, "weight").size(0), 0.25));
    one(
        "Flatten",
        (a, in) -> Flatten.of(a.path("start_dim").asInt(1), a.path("end_dim").asInt(-1)));
    one("Dropout", (a, in) -> Dropout.of(a.path("p").asDouble(0.5)));
    TABLE.binary("PairwiseDistance", (x, y) -> PairwiseDistance.of().forward(x, y));
    TABLE.named(
        "CosineSimilarity",
        (a, in) ->
            List.of(
                CosineSimilarity.of(a.path("dim").asInt(1), a.path("eps").asDouble(1e-8))
                    .forward(need(in, "in0"), need(in, "in1"))));
    one("Sequential.MLP", (a, in) -> GoldenModules.mlp(in));
    one("Sequential.CNN", (a, in) -> GoldenModules.cnn(in));
  }

  private static void convolutions() {
    for (int d = 1; d <= 3; d++) {
      int dims = d;
      one("Conv" + d + "d", (a, in) -> GoldenModules.conv(a, in, dims));
      one("ConvTranspose" + d + "d", (a, in) -> GoldenModules.convTranspose(a, in, dims));
    }
  }

  private static void pools() {
    one("MaxPool1d", (a, in) -> max1(a));
    one("AvgPool1d", (a, in) -> avg1(a));
    one("AvgPool2d", (a, in) -> avg2(a));
    TABLE.named(
        "MaxPool2d",
        (a, in) -> {
          MaxPool2d l = max2(a);
          return List.of(l.forward(need(in, "in0")), l.indices(need(in, "in0")));
        });
    one("AdaptiveAvgPool1d", (a, in) -> AdaptiveAvgPool1d.of(ints(a, "output_size", 1)));
    one("AdaptiveAvgPool2d", (a, in) -> AdaptiveAvgPool2d.of(ints(a, "output_size", 1)));
    one("AdaptiveMaxPool1d", (a, in) -> AdaptiveMaxPool1d.of(ints(a, "output_size", 1)));
    one("AdaptiveMaxPool2d", (a, in) -> AdaptiveMaxPool2d.of(ints(a, "output_size", 1)));
  }

  private static int[] stride(JsonNode a) {
    return a.has("stride") ? ints(a, "stride", 1) : ints(a, "kernel_size", 1);
  }

  private static Layer max1(JsonNode a) {
    return MaxPool1d.of(ints(a, "kernel_size", 1))
        .stride(stride(a))
        .padding(ints(a, "padding", 0))
        .dilation(ints(a, "dilation", 1))
        .ceilMode(flag(a, "ceil_mode", false));
  }

  private static MaxPool2d max2(JsonNode a) {
    return MaxPool2d.of(ints(a, "kernel_size", 1))
        .stride(stride(a))
        .padding(ints(a, "padding", 0))
        .dilation(ints(a, "dilation", 1))
        .ceilMode(flag(a, "ceil_mode", false));
  }

  private static Layer avg1(JsonNode a) {
    return AvgPool1d.of(ints(a, "kernel_size", 1))
        .stride(stride(a))
        .padding(ints(a, "padding", 0))
        .countPadding(flag(a, "count_include_pad", true))
        .ceilMode(flag(a, "ceil_mode", false));
  }

  private static Layer avg2(JsonNode a) {
    return AvgPool2d.of(ints(a, "kernel_size", 1))
        .stride(stride(a))
        .padding(ints(a, "padding", 0))
        .countPadding(flag(a, "count_include_pad", true))
        .ceilMode(flag(a, "ceil_mode", false));
  }

  private static void norms() {
    one("LayerNorm", GoldenLayers::layerNorm);
    one(
        "GroupNorm",
        (a, in) ->
            GroupNorm.of(
                a.path("num_groups").asInt(2),
                need(in, "in0").size(1),
                a.path("eps").asDouble(1e-5),
                in.containsKey("weight")));
    for (String name : List.of("InstanceNorm1d", "InstanceNorm2d")) {
      one(
          name,
          (a, in) ->
              GroupNorm.instance(
                  need(in, "in0").size(1), a.path("eps").asDouble(1e-5), in.containsKey("weight")));
    }
    one(
        "LocalResponseNorm",
        (a, in) ->
            LocalResponseNorm.of(
                a.get("size").asInt(),
                a.path("alpha").asDouble(1e-4),
                a.path("beta").asDouble(0.75),
                a.path("k").asDouble(1)));
  }

  private static Layer layerNorm(JsonNode a, Map<String, Tensor> in) {
    Tensor x = need(in, "in0");
    Tensor w = in.get("weight");
    int[] sizes = w == null ? new int[] {x.size(-1)} : w.shape().dims();
    return LayerNorm.of(sizes, a.path("eps").asDouble(1e-5), w != null);
  }

  /** The buffers at the start lie beside the inputs; afterwards they are the last outputs. */
  private static List<Tensor> batchNorm(
      GoldenCase c, boolean planes, JsonNode a, Map<String, Tensor> in) {
    int channels = need(in, "in0").size(1);
    double eps = a.path("eps").asDouble(1e-5);
    double momentum = a.path("momentum").asDouble(0.1);
    boolean affine = in.containsKey("weight");
    Layer l =
        planes
            ? BatchNorm2d.of(channels, eps, momentum, affine)
            : BatchNorm1d.of(channels, eps, momentum, affine);
    if (!flag(a, "training", true)) {
      l.eval();
    }
    Map<String, Tensor> values = GoldenModules.weights(a, in);
    Tensor x = need(in, "in0");
    try {
      values.putAll(c.group().named(c.json().get("buffers_before"), x.dtype()));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return l.functional(
        values,
        () -> {
          List<Tensor> out = new ArrayList<>(List.of(l.forward(x)));
          if (flag(a, "buffers_after_are_last_outputs", false)) {
            Map<String, Tensor> buffers = l.namedBuffers();
            out.add(Objects.requireNonNull(buffers.get("running_mean")));
            out.add(Objects.requireNonNull(buffers.get("running_var")));
          }
          return out;
        });
  }

  private static void tables() {
    one(
        "Embedding",
        (a, in) -> {
          Embedding e = Embedding.of(Tensor.zeros(need(in, "weight").shape().dims()));
          e.scaleGradByFrequency(flag(a, "scale_grad_by_freq", false));
          return a.has("padding_idx") ? e.paddingIndex(a.get("padding_idx").asInt()) : e;
        });
    TABLE.named(
        "EmbeddingBag",
        (a, in) -> {
          Tensor w = need(in, "weight");
          var mode = BagReduce.Mode.valueOf(a.path("mode").asText("mean").toUpperCase(Locale.ROOT));
          EmbeddingBag e = EmbeddingBag.of(w.size(0), w.size(1), mode, RNG);
          e.includeLastOffset(flag(a, "include_last_offset", false));
          if (a.has("padding_idx")) {
            e.paddingIndex(a.get("padding_idx").asInt());
          }
          return List.of(
              e.functional(
                  GoldenModules.weights(a, in),
                  () -> e.forward(need(in, "in0"), in.get("in1"), in.get("in2"))));
        });
  }

  private static void images() {
    one("PixelShuffle", (a, in) -> PixelShuffle.of(a.get("upscale_factor").asInt()));
    one("Unfold", (a, in) -> Unfold.of(GoldenModules.spec(a, ints(a, "kernel_size", 1))));
    one(
        "Fold",
        (a, in) ->
            Fold.of(ints(a, "output_size", 1), GoldenModules.spec(a, ints(a, "kernel_size", 1))));
    one("Upsample", (a, in) -> upsample(a));
  }

  private static Layer upsample(JsonNode a) {
    String name = a.path("mode").asText("nearest");
    Upsample.Mode mode =
        name.equals("nearest")
            ? Upsample.Mode.NEAREST
            : name.equals("bicubic") ? Upsample.Mode.CUBIC : Upsample.Mode.LINEAR;
    boolean align = flag(a, "align_corners", false);
    if (a.has("size")) {
      return Upsample.ofSize(mode, ints(a, "size", 1)).alignCorners(align);
    }
    JsonNode s = a.get("scale_factor");
    double[] scale = new double[Math.max(1, s.size())];
    for (int i = 0; i < scale.length; i++) {
      scale[i] = s.isArray() ? s.get(i).asDouble() : s.asDouble();
    }
    return Upsample.ofScale(mode, scale).alignCorners(align);
  }
}
