package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.op.BagReduce;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The table of layers. A row here makes a layer visible to the contract test and the docs page. */
public final class Layers {
  /**
   * A layer's row.
   *
   * @param name the class
   * @param formula what it computes, in one line
   * @param make builds an example from a generator
   * @param input an input for the example, from a generator
   * @param output the example's output shape
   * @param parameters the example's parameter names
   */
  public record Row(
      String name,
      String formula,
      Function<Rng, Layer> make,
      Function<Rng, Tensor> input,
      Shape output,
      List<String> parameters) {}

  private static final Function<Rng, Tensor> X = r -> Tensor.randn(r, 3, 4);
  private static final Function<Rng, Tensor> IMAGE = r -> Tensor.randn(r, 3, 4, 5, 6);
  private static final Function<Rng, Tensor> LINE = r -> Tensor.randn(r, 3, 4, 7);
  private static final Shape SAME = Shape.of(3, 4);
  private static final Shape LIKE_IMAGE = Shape.of(3, 4, 5, 6);
  private static final List<String> AFFINE = List.of("weight", "bias");
  private static final List<String> NONE = List.of();

  /** Every layer of one input, by kind; activations by {@link Activations} after them. */
  public static final List<Row> ALL =
      Stream.of(basic(), convolutions(), pools(), norms(), sequences(), activations())
          .flatMap(List::stream)
          .toList();

  private static List<Row> basic() {
    return List.of(
        new Row("Identity", "x", r -> Identity.of(), X, SAME, NONE),
        new Row("Relu", "max(x, 0)", r -> Relu.of(), X, SAME, NONE),
        new Row("Gelu", "x Phi(x)", r -> Gelu.of(), X, SAME, NONE),
        new Row("Silu", "x sigmoid(x)", r -> Silu.of(), X, SAME, NONE),
        new Row("Tanh", "tanh(x)", r -> Tanh.of(), X, SAME, NONE),
        new Row("Sigmoid", "1 / (1 + e^-x)", r -> Sigmoid.of(), X, SAME, NONE),
        new Row("PRelu", "x, or w x below 0", r -> PRelu.of(4, 0.25), X, SAME, List.of("weight")),
        new Row("Flatten", "dimensions joined", r -> Flatten.of(), LINE, Shape.of(3, 28), NONE),
        new Row("Linear", "x W^T + b", r -> Linear.of(4, 5, r), X, Shape.of(3, 5), AFFINE),
        new Row(
            "Embedding",
            "rows of a table by index",
            r -> Embedding.of(6, 5, r).paddingIndex(1).scaleGradByFrequency(true),
            Layers::index,
            Shape.of(3, 4, 5),
            List.of("weight")),
        new Row(
            "EmbeddingBag",
            "sum, mean or maximum of rows of a table",
            r -> EmbeddingBag.of(6, 5, BagReduce.Mode.MEAN, r),
            Layers::index,
            Shape.of(3, 5),
            List.of("weight")),
        new Row("Dropout", "x m / (1 - p)", r -> Dropout.of(0.5), X, SAME, NONE),
        new Row(
            "AlphaDropout",
            "a (m ? x : s) + b, s the limit of selu",
            r -> AlphaDropout.of(0.4),
            X,
            SAME,
            NONE),
        new Row(
            "Sequential",
            "layers one after the other",
            r -> Sequential.of(Linear.of(4, 6, r.fold(1)), Tanh.of(), Linear.of(6, 2, r.fold(2))),
            X,
            Shape.of(3, 2),
            List.of("0.weight", "0.bias", "2.weight", "2.bias")));
  }

  private static List<Row> convolutions() {
    ConvSpec s = ConvSpec.of(3).stride(2).padding(1).groups(2);
    return List.of(
        new Row(
            "Conv1d",
            "cross-correlation over one dimension",
            r -> Conv1d.of(4, 6, s, r),
            LINE,
            Shape.of(3, 6, 4),
            AFFINE),
        new Row(
            "Conv2d",
            "cross-correlation over two dimensions",
            r ->
                Conv2d.of(
                    4, 6, ConvSpec.of(3, 2).samePadding().paddingMode(ConvSpec.Padding.REFLECT), r),
            IMAGE,
            Shape.of(3, 6, 5, 6),
            AFFINE),
        new Row(
            "Conv3d",
            "cross-correlation over three dimensions",
            r -> Conv3d.of(2, 3, ConvSpec.of(2), r),
            r -> Tensor.randn(r, 3, 2, 3, 3, 4),
            Shape.of(3, 3, 2, 2, 3),
            AFFINE),
        new Row(
            "ConvTranspose1d",
            "the gradient of a convolution over one dimension",
            r -> ConvTranspose1d.of(4, 6, s.outputPadding(1), r),
            LINE,
            Shape.of(3, 6, 14),
            AFFINE),
        new Row(
            "ConvTranspose2d",
            "the gradient of a convolution over two dimensions",
            r -> ConvTranspose2d.of(4, 2, ConvSpec.of(3, 2), r),
            IMAGE,
            Shape.of(3, 2, 7, 7),
            AFFINE),
        new Row(
            "Unfold",
            "windows as columns",
            r -> Unfold.of(ConvSpec.of(2, 3)),
            IMAGE,
            Shape.of(3, 24, 16),
            NONE),
        new Row(
            "Fold",
            "windows added up where they came from",
            r -> Fold.of(new int[] {3, 3}, ConvSpec.of(2)),
            r -> Tensor.randn(r, 3, 8, 4),
            Shape.of(3, 2, 3, 3),
            NONE),
        new Row(
            "PixelShuffle",
            "channels as pixels",
            r -> PixelShuffle.of(2),
            IMAGE,
            Shape.of(3, 1, 10, 12),
            NONE),
        new Row(
            "Upsample",
            "resized by interpolation",
            r -> Upsample.ofScale(Upsample.Mode.CUBIC, 2),
            IMAGE,
            Shape.of(3, 4, 10, 12),
            NONE));
  }

  private static List<Row> pools() {
    return List.of(
        new Row(
            "MaxPool1d",
            "largest of each window",
            r -> MaxPool1d.of(3).stride(2).padding(1),
            LINE,
            Shape.of(3, 4, 4),
            NONE),
        new Row(
            "MaxPool2d",
            "largest of each window",
            r -> MaxPool2d.of(2).ceilMode(true),
            IMAGE,
            Shape.of(3, 4, 3, 3),
            NONE),
        new Row(
            "AvgPool1d",
            "mean of each window",
            r -> AvgPool1d.of(2),
            LINE,
            Shape.of(3, 4, 3),
            NONE),
        new Row(
            "AvgPool2d",
            "mean of each window",
            r -> AvgPool2d.of(3).stride(2).padding(1).countPadding(false),
            IMAGE,
            Shape.of(3, 4, 3, 3),
            NONE),
        new Row(
            "AdaptiveAvgPool1d",
            "mean of even shares",
            r -> AdaptiveAvgPool1d.of(3),
            LINE,
            Shape.of(3, 4, 3),
            NONE),
        new Row(
            "AdaptiveAvgPool2d",
            "mean of even shares",
            r -> AdaptiveAvgPool2d.of(2, 4),
            IMAGE,
            Shape.of(3, 4, 2, 4),
            NONE),
        new Row(
            "AdaptiveMaxPool1d",
            "largest of even shares",
            r -> AdaptiveMaxPool1d.of(3),
            LINE,
            Shape.of(3, 4, 3),
            NONE),
        new Row(
            "AdaptiveMaxPool2d",
            "largest of even shares",
            r -> AdaptiveMaxPool2d.of(1),
            IMAGE,
            Shape.of(3, 4, 1, 1),
            NONE));
  }

  private static List<Row> norms() {
    String formula = "(x - mean) / sqrt(var + eps) w + b";
    return List.of(
        new Row("LayerNorm", formula, r -> LayerNorm.of(4), X, SAME, AFFINE),
        new Row("BatchNorm1d", formula, r -> BatchNorm1d.of(4), X, SAME, AFFINE),
        new Row("BatchNorm2d", formula, r -> BatchNorm2d.of(4), IMAGE, LIKE_IMAGE, AFFINE),
        new Row("GroupNorm", formula, r -> GroupNorm.of(2, 4), IMAGE, LIKE_IMAGE, AFFINE),
        new Row(
            "InstanceNorm",
            formula,
            r -> GroupNorm.instance(4, 1e-5, true),
            IMAGE,
            LIKE_IMAGE,
            AFFINE),
        new Row(
            "RmsNorm",
            "x / sqrt(mean(x^2) + eps) w",
            r -> RmsNorm.of(4),
            X,
            SAME,
            List.of("weight")),
        new Row(
            "LocalResponseNorm",
            "x / (k + alpha mean(x^2) over channels)^beta",
            r -> LocalResponseNorm.of(3),
            IMAGE,
            LIKE_IMAGE,
            NONE));
  }

  private static List<Row> sequences() {
    RnnSpec first = RnnSpec.of().batchFirst(true);
    List<String> recurrent = List.of("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0");
    List<String> attention =
        List.of("in_proj_weight", "in_proj_bias", "out_proj.weight", "out_proj.bias");
    Shape hidden = Shape.of(3, 4, 5);
    return List.of(
        new Row(
            "Rnn",
            "h = tanh(W x + b + U h + c)",
            r -> Rnn.of(7, 5, first, r),
            LINE,
            hidden,
            recurrent),
        new Row(
            "Lstm",
            "long short-term memory",
            r -> Lstm.of(7, 5, first, r),
            LINE,
            hidden,
            recurrent),
        new Row(
            "Gru", "gated recurrent unit", r -> Gru.of(7, 5, first, r), LINE, hidden, recurrent),
        new Row(
            "MultiheadAttention",
            "softmax(q k^T / sqrt(d)) v per head",
            r -> MultiheadAttention.of(8, 2, r),
            r -> Tensor.randn(r, 3, 4, 8),
            Shape.of(3, 4, 8),
            attention),
        new Row(
            "TransformerEncoderLayer",
            "attention and feed-forward net with residuals and norms",
            r -> TransformerEncoderLayer.of(8, 2, 6, 0.1, true, true, r),
            r -> Tensor.randn(r, 3, 4, 8),
            Shape.of(3, 4, 8),
            List.of(
                "self_attn.in_proj_weight",
                "self_attn.in_proj_bias",
                "self_attn.out_proj.weight",
                "self_attn.out_proj.bias",
                "linear1.weight",
                "linear1.bias",
                "linear2.weight",
                "linear2.bias",
                "norm1.weight",
                "norm1.bias",
                "norm2.weight",
                "norm2.bias")),
        new Row(
            "TransformerEncoder",
            "encoder layers one after the other",
            r ->
                TransformerEncoder.of(
                    List.of(TransformerEncoderLayer.of(8, 2, 6, 0, false, false, r)), null),
            r -> Tensor.randn(r, 3, 4, 8),
            Shape.of(3, 4, 8),
            List.of(
                "layers.0.self_attn.in_proj_weight",
                "layers.0.self_attn.in_proj_bias",
                "layers.0.self_attn.out_proj.weight",
                "layers.0.self_attn.out_proj.bias",
                "layers.0.linear1.weight",
                "layers.0.linear1.bias",
                "layers.0.linear2.weight",
                "layers.0.linear2.bias",
                "layers.0.norm1.weight",
                "layers.0.norm1.bias",
                "layers.0.norm2.weight",
                "layers.0.norm2.bias")),
        new Row(
            "PositionalEncoding",
            "x plus a vector per place",
            r -> PositionalEncoding.of(9, 7),
            LINE,
            Shape.of(3, 4, 7),
            NONE));
  }

  private static List<Row> activations() {
    List<Row> rows = new ArrayList<>();
    row(rows, "x, or slope x below 0", Activations.leakyRelu(0.01));
    row(rows, "x, or alpha (e^x - 1) below 0", Activations.elu(1));
    row(rows, "x, or alpha (e^(x / alpha) - 1) below 0", Activations.celu(0.7));
    row(rows, "scaled elu", Activations.selu());
    row(rows, "min(max(x, 0), 6)", Activations.relu6());
    row(rows, "x limited to [lo, hi]", Activations.hardtanh(-1, 1));
    row(rows, "relu6(x + 3) / 6", Activations.hardsigmoid());
    row(rows, "x relu6(x + 3) / 6", Activations.hardswish());
    row(rows, "x where |x| > lambda", Activations.hardshrink(0.5));
    row(rows, "x moved towards 0 by lambda", Activations.softshrink(0.5));
    row(rows, "log(1 + e^(beta x)) / beta", Activations.softplus(2));
    row(rows, "x / (1 + |x|)", Activations.softsign());
    row(rows, "x - tanh(x)", Activations.tanhshrink());
    row(rows, "log(sigmoid(x))", Activations.logSigmoid());
    row(rows, "x tanh(softplus(x))", Activations.mish());
    row(rows, "x above the threshold, else a value", Activations.threshold(0.1, -1));
    row(rows, "gelu by tanh", Activations.geluTanh());
    row(rows, "e^x / sum(e^x)", Activations.softmax(1));
    row(rows, "log(softmax(x))", Activations.logSoftmax(1));
    row(rows, "softmax(-x)", Activations.softmin(1));
    rows.add(
        new Row(
            "Glu",
            "first half times sigmoid of the second",
            r -> Activations.glu(1),
            X,
            Shape.of(3, 2),
            NONE));
    return rows;
  }

  private static void row(List<Row> rows, String formula, Activation layer) {
    String name = layer.toString();
    rows.add(new Row(name.substring(0, name.indexOf('(')), formula, r -> layer, X, SAME, NONE));
  }

  private Layers() {}

  private static Tensor index(Rng r) {
    Tensor t = Tensor.zeros(DType.INT64, Shape.of(3, 4));
    for (int i = 0; i < 12; i++) {
      t.longs()[i] = r.indexAt(i, 6);
    }
    return t;
  }
}
