package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** A module that maps one tensor to one tensor. */
public abstract class Layer extends Module {
  private final List<UnaryOperator<Tensor>> before = new ArrayList<>();
  private final List<BinaryOperator<Tensor>> after = new ArrayList<>();

  /** Takes a hook away again when closed. */
  @FunctionalInterface
  public interface Hook extends AutoCloseable {
    @Override
    void close();
  }

  /** The output; the shapes are those of the layer's page. Hooks do not see direct calls. */
  public abstract Tensor forward(Tensor x);

  /**
   * {@link #forward} with hooks, as the layers of a network call each other.
   *
   * @throws LayerException when the input does not fit, naming the layer's path
   */
  public final Tensor call(Tensor x) {
    try {
      Tensor in = x;
      for (UnaryOperator<Tensor> h : before) {
        in = h.apply(in);
      }
      Tensor y = forward(in);
      for (BinaryOperator<Tensor> h : after) {
        y = h.apply(in, y);
      }
      return y;
    } catch (LayerException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new LayerException(this, e);
    }
  }

  /** Lets a function see, and replace, the input of each call. */
  public final Hook onInput(UnaryOperator<Tensor> hook) {
    before.add(hook);
    return () -> before.remove(hook);
  }

  /** Lets a function of input and output replace the output of each call. */
  public final Hook onOutput(BinaryOperator<Tensor> hook) {
    after.add(hook);
    return () -> after.remove(hook);
  }
}
