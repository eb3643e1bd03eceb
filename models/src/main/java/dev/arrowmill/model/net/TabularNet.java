package dev.arrowmill.model.net;

import dev.arrowmill.data.feature.Encoded;
import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Autograd;
import dev.arrowmill.tensor.nn.Embedding;
import dev.arrowmill.tensor.nn.Module;
import dev.arrowmill.tensor.nn.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A network for encoded rows. Reading ({@link #mean}) is thread-safe while nobody trains; {@link
 * #forward} may run on several threads at once, so it must keep nothing in fields.
 *
 * <p>{@link #forward} is recorded and compiled: write it in tensor ops, without reading values.
 */
public abstract class TabularNet extends Module {
  private static final int INFER_ROWS = 1024;

  private final NetInput input;
  private final NumberEncoding encoding;

  protected TabularNet(NetInput input, NumberEncoding encoding) {
    this.input = input;
    this.encoding = encoding;
    if (encoding.features() != input.numeric().size()) {
      throw new IllegalArgumentException(
          "network: encoding of " + encoding.features() + " numbers for " + input.numeric().size());
    }
  }

  /**
   * What a training step gets from the network.
   *
   * @param values as {@link #forward} gives them
   * @param penalty a scalar that is added to the mean loss, or null
   */
  public record Output(Tensor values, @Nullable Tensor penalty) {}

  public final NetInput input() {
    return input;
  }

  /** Numbers per row and member. */
  public final int outputs() {
    return input.outputs();
  }

  /**
   * How many predictions the network makes per row. Each member is trained on its own loss; the
   * model's prediction is their mean.
   */
  public int members() {
    return 1;
  }

  /**
   * Parameters that weight decay leaves alone, beside those of rank 1: the embedding tables, the
   * vectors of numbers and the like.
   */
  public List<Parameter> undecayed() {
    List<Parameter> all = new ArrayList<>();
    for (Module m : namedModules().values()) {
      if (m instanceof Embedding e) {
        all.add(e.weight());
      } else if (m instanceof Undecayed u) {
        all.addAll(u.undecayed());
      }
    }
    return all;
  }

  /**
   * The embedding tables. A trainer may keep the gradients of large ones as rows ({@link
   * Embedding#sparse}).
   */
  public final List<Embedding> embeddings() {
    return namedModules().values().stream()
        .filter(Embedding.class::isInstance)
        .map(Embedding.class::cast)
        .toList();
  }

  /** How numbers are prepared for {@link #forward}. */
  public final NumberEncoding encoding() {
    return encoding;
  }

  /**
   * Prepares the numbers of encoded rows; not recorded.
   *
   * @param numeric float32 [rows, numeric features], NaN where missing
   * @return float32 [rows, encoding().width()]
   */
  public final Tensor prepare(Tensor numeric) {
    Tensor x = numeric.contiguous();
    int rows = x.size(0);
    float[] out = new float[rows * encoding.width()];
    if (encoding.width() > 0) {
      encoding.encode(x.floats(), x.offset(), rows, out);
    }
    return Tensor.of(out, rows, encoding.width());
  }

  /**
   * The network's outputs.
   *
   * @param x float32 [rows, encoding().width()]
   * @param codes int32 [rows, categorical features]
   * @return float32 [rows, members() * outputs()], the outputs of one member side by side
   */
  public abstract Tensor forward(Tensor x, Tensor codes);

  /** As {@link #forward}, with a penalty where the architecture has one. */
  public Output train(Tensor x, Tensor codes) {
    return new Output(forward(x, codes), null);
  }

  /**
   * How many sums {@link #measure} adds; 0 for a network whose evaluation needs no statistics of
   * training rows, as almost all.
   *
   * <p>A network with batch normalisation is normalised by each batch in training. Whenever weights
   * have been put into it and before it is evaluated, a trainer sums {@link #measure} over (a fixed
   * part of) the training rows in a fixed order and calls {@link #setStatistics}.
   */
  public final int statistics() {
    return Moments.size(this);
  }

  /**
   * Adds what a batch of training rows contributes to the statistics. Several threads may measure
   * at once, each into its own sums.
   *
   * @param x as for {@link #forward}
   * @param sums {@link #statistics} numbers, added to
   * @throws IllegalStateException in training mode
   */
  public final void measure(Tensor x, Tensor codes, double[] sums) {
    if (isTraining()) {
      throw new IllegalStateException("statistics: call eval() before measure");
    }
    PreciseNorm.measuring(new Moments(this, sums), () -> Autograd.noGrad(() -> forward(x, codes)));
  }

  /** Puts the statistics that were summed in place. They are saved with the weights. */
  public final void setStatistics(double[] sums) {
    new Moments(this, sums).put();
  }

  /** Applies a function of prepared numbers and codes, with {@code width} floats per row. */
  final float[] inBlocks(Encoded batch, int width, BinaryOperator<Tensor> f) {
    int rows = batch.rows();
    Tensor numeric =
        Tensor.wrap(DType.FLOAT32, batch.numeric(), 0, Shape.of(rows, batch.numericWidth()));
    Tensor codes =
        Tensor.wrap(DType.INT32, batch.categorical(), 0, Shape.of(rows, batch.categoricalWidth()));
    float[] out = new float[rows * width];
    for (int from = 0; from < rows; from += INFER_ROWS) {
      int to = Math.min(rows, from + INFER_ROWS);
      Tensor x = prepare(numeric.slice(0, from, to));
      Tensor some = codes.slice(0, from, to);
      Tensor y = Autograd.noGrad(() -> f.apply(x, some)).contiguous();
      System.arraycopy(y.floats(), y.offset(), out, from * width, y.numel());
    }
    return out;
  }

  /**
   * The outputs of many rows, row-major [rows, outputs()], the mean over all members of all
   * networks, without recording gradients.
   *
   * @param nets at least one, of the same input
   * @param numeric float32 [rows, numeric features], NaN where missing
   * @param codes int32 [rows, categorical features]
   */
  public static float[] mean(List<TabularNet> nets, Tensor numeric, Tensor codes) {
    int rows = numeric.size(0);
    int width = nets.get(0).outputs();
    float[] out = new float[rows * width];
    int members = nets.stream().mapToInt(TabularNet::members).sum();
    for (int from = 0; from < rows; from += INFER_ROWS) {
      int to = Math.min(rows, from + INFER_ROWS);
      for (TabularNet net : nets) {
        Tensor x = net.prepare(numeric.slice(0, from, to));
        Tensor some = codes.slice(0, from, to);
        Tensor y = Autograd.noGrad(() -> net.forward(x, some)).contiguous();
        net.add(y, out, from * width);
      }
    }
    if (members > 1) {
      float share = 1f / members;
      for (int i = 0; i < out.length; i++) {
        out[i] *= share;
      }
    }
    return out;
  }

  private void add(Tensor y, float[] out, int at) {
    int width = outputs();
    int rows = y.size(0);
    float[] from = y.floats();
    for (int r = 0; r < rows; r++) {
      for (int m = 0; m < members(); m++) {
        int start = y.offset() + (r * members() + m) * width;
        for (int i = 0; i < width; i++) {
          out[at + r * width + i] += from[start + i];
        }
      }
    }
  }

  /** As {@link #mean(List, Tensor, Tensor)}, of encoded rows. */
  public static float[] mean(List<TabularNet> nets, Encoded batch) {
    int rows = batch.rows();
    return mean(
        nets,
        Tensor.wrap(DType.FLOAT32, batch.numeric(), 0, Shape.of(rows, batch.numericWidth())),
        Tensor.wrap(DType.INT32, batch.categorical(), 0, Shape.of(rows, batch.categoricalWidth())));
  }
}
