package dev.arrowmill.model;

import dev.arrowmill.data.feature.CategoricalFeature;
import dev.arrowmill.data.feature.Features;
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
   * The network's outputs [rows, outputs] for encoded rows {@code from} to {@code from + rows}.
   *
   * @param numeric row-major floats, NaN where missing
   * @param categorical row-major codes
   */
  public Tensor forward(float[] numeric, int[] categorical, int from, int rows) {
    List<Tensor> parts = new ArrayList<>();
    if (numericFeatures > 0) {
      float[] encoded = new float[rows * encoding.width()];
      encoding.encode(numeric, from, rows, encoded, encoding.width());
      parts.add(Tensor.of(encoded, rows, encoding.width()));
    }
    int codes = embeddings.size();
    for (int c = 0; c < codes; c++) {
      int[] column = new int[rows];
      for (int r = 0; r < rows; r++) {
        column[r] = categorical[(from + r) * codes + c];
      }
      parts.add(embeddings.get(c).forward(Tensor.of(column, rows)));
    }
    Tensor input = parts.size() == 1 ? parts.get(0) : Cat.of(parts, 1);
    return layers.forward(input);
  }

  /** The outputs of many rows, row-major, without recording gradients. */
  float[] infer(float[] numeric, int[] categorical, int rows) {
    float[] out = new float[rows * outputs];
    for (int from = 0; from < rows; from += INFER_ROWS) {
      int start = from;
      int n = Math.min(INFER_ROWS, rows - from);
      Tensor y = Autograd.noGrad(() -> forward(numeric, categorical, start, n)).contiguous();
      System.arraycopy(y.floats(), y.offset(), out, from * outputs, n * outputs);
    }
    return out;
  }
}
