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
import org.jspecify.annotations.Nullable;

/**
 * A network for encoded rows. Reading ({@link #infer}) is thread-safe while nobody trains; {@link
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

  /** Parameters that weight decay leaves alone, beside those of rank 1: the embedding tables. */
  public List<Parameter> undecayed() {
    List<Parameter> tables = new ArrayList<>();
    for (Module m : namedModules().values()) {
      if (m instanceof Embedding e) {
        tables.add(e.weight());
      }
    }
    return tables;
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
   * The outputs of many rows, row-major [rows, members() * outputs()], without recording gradients.
   */
  public final float[] infer(Encoded batch) {
    int rows = batch.rows();
    int width = members() * outputs();
    float[] out = new float[rows * width];
    for (int from = 0; from < rows; from += INFER_ROWS) {
      int n = Math.min(INFER_ROWS, rows - from);
      Tensor x = prepare(slice(DType.FLOAT32, batch.numeric(), from, n, batch.numericWidth()));
      Tensor codes = slice(DType.INT32, batch.categorical(), from, n, batch.categoricalWidth());
      Tensor y = Autograd.noGrad(() -> forward(x, codes)).contiguous();
      System.arraycopy(y.floats(), y.offset(), out, from * width, n * width);
    }
    return out;
  }

  private static Tensor slice(DType type, Object data, int from, int rows, int width) {
    return Tensor.wrap(type, data, from * width, Shape.of(rows, width));
  }
}
