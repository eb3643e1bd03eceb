package dev.arrowmill.model;

import dev.arrowmill.data.feature.CategoricalFeature;
import dev.arrowmill.data.feature.Encoded;
import dev.arrowmill.data.feature.Features;
import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Autograd;
import dev.arrowmill.tensor.nn.Dropout;
import dev.arrowmill.tensor.nn.Embedding;
import dev.arrowmill.tensor.nn.Layer;
import dev.arrowmill.tensor.nn.Linear;
import dev.arrowmill.tensor.nn.Module;
import dev.arrowmill.tensor.nn.Relu;
import dev.arrowmill.tensor.nn.Sequential;
import dev.arrowmill.tensor.op.Cat;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.List;

/**
 * A multi-layer perceptron over piecewise-linear numeric encodings and categorical embeddings.
 *
 * <p>Weights are initialised from a seed alone. Reading ({@link #infer}) is thread-safe while
 * nobody trains; {@link #forward} may run on several threads at once.
 */
public final class TabularNet extends Module {
  private static final int INFER_ROWS = 1024;

  private final int numericFeatures;
  private final int outputs;
  private final PiecewiseLinear encoding;
  private final List<Embedding> embeddings = new ArrayList<>();
  private final Sequential layers;

  private TabularNet(Features features, NetConfig config, int outputs, Rng rng) {
    this.numericFeatures = features.numeric().size();
    this.outputs = outputs;
    this.encoding = new PiecewiseLinear(features.numeric());
    int width = encoding.width();
    int key = 0;
    for (CategoricalFeature c : features.categorical()) {
      int embedding = config.embeddingWidth(c.cardinality());
      Tensor table = Tensor.randn(rng.fold(key), c.cardinality(), embedding).mul(0.1f);
      embeddings.add(child("embedding" + key, Embedding.of(table.detach())));
      width += embedding;
      key++;
    }
    List<Layer> mlp = new ArrayList<>();
    for (int hidden : config.hidden()) {
      mlp.add(Linear.of(width, hidden, rng.fold(1_000_000 + mlp.size())));
      mlp.add(Relu.of());
      mlp.add(Dropout.of(config.dropout()));
      width = hidden;
    }
    mlp.add(Linear.of(width, outputs, rng.fold(1_000_000 + mlp.size())));
    this.layers = child("layers", Sequential.of(mlp));
  }

  /** A network for rows that {@code features} encodes, with weights drawn from the seed. */
  public static TabularNet of(Features features, NetConfig config, int outputs, long seed) {
    return new TabularNet(features, config, outputs, Rng.of(seed).fold(0x4E6574));
  }

  /** Width of an output row. */
  public int outputs() {
    return outputs;
  }

  /** Embedding tables, which weight decay leaves alone. */
  public List<Embedding> embeddings() {
    return List.copyOf(embeddings);
  }

  /**
   * The network's outputs [rows, outputs] for encoded rows.
   *
   * @param numeric float32 [rows, numeric features], NaN where missing
   * @param categorical int32 [rows, categorical features]
   */
  public Tensor forward(Tensor numeric, Tensor categorical) {
    List<Tensor> parts = new ArrayList<>();
    int rows = numeric.size(0);
    if (numericFeatures > 0) {
      Tensor x = numeric.contiguous();
      parts.add(Tensor.of(encoding.encode(x.floats(), x.offset(), rows), rows, encoding.width()));
    }
    for (int c = 0; c < embeddings.size(); c++) {
      parts.add(embeddings.get(c).forward(column(categorical, c)));
    }
    return layers.forward(parts.size() == 1 ? parts.get(0) : Cat.of(parts, 1));
  }

  private static Tensor column(Tensor codes, int c) {
    int rows = codes.size(0);
    int[] all = codes.ints();
    int[] column = new int[rows];
    for (int r = 0; r < rows; r++) {
      column[r] = all[codes.offset() + r * codes.stride(0) + c * codes.stride(1)];
    }
    return Tensor.of(column, rows);
  }

  /** The outputs of many rows, row-major, without recording gradients. */
  float[] infer(Encoded batch) {
    int rows = batch.rows();
    float[] out = new float[rows * outputs];
    for (int from = 0; from < rows; from += INFER_ROWS) {
      int n = Math.min(INFER_ROWS, rows - from);
      Tensor numeric = slice(DType.FLOAT32, batch.numeric(), from, n, batch.numericWidth());
      Tensor categorical =
          slice(DType.INT32, batch.categorical(), from, n, batch.categoricalWidth());
      Tensor y = Autograd.noGrad(() -> forward(numeric, categorical)).contiguous();
      System.arraycopy(y.floats(), y.offset(), out, from * outputs, n * outputs);
    }
    return out;
  }

  private static Tensor slice(DType type, Object data, int from, int rows, int width) {
    return Tensor.wrap(type, data, from * width, Shape.of(rows, width));
  }
}
