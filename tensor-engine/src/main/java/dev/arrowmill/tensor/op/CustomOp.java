package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;
import java.util.function.Function;

/**
 * An op of user code from two functions. For an op with attributes, or one that a saved graph
 * should know, extend {@link Op} and call {@link Ops#register}.
 *
 * <pre>{@code
 * Op cube = CustomOp.of("cube", x -> x[0].mul(x[0]).mul(x[0]),
 *     (call, g) -> new Tensor[] {call.input(0).square().mul(3).mul(g)});
 * Tensor y = cube.apply(x);
 * }</pre>
 */
public final class CustomOp extends Op {
  private final Function<Tensor[], Tensor> forward;
  private final Gradient gradient;

  /** The vector-Jacobian product of a custom op; see {@link Op#vjp}. */
  @FunctionalInterface
  public interface Gradient {
    /** One gradient per input, of its shape; null where none is needed. */
    Tensor[] vjp(Call call, Tensor g);
  }

  private CustomOp(String name, Function<Tensor[], Tensor> forward, Gradient gradient) {
    super(name);
    this.forward = forward;
    this.gradient = gradient;
  }

  /**
   * An op.
   *
   * @param forward the result, a new tensor; it may read values and must not change its inputs
   * @param gradient written in tensor ops, so that it can be differentiated and compiled
   */
  public static Op of(String name, Function<Tensor[], Tensor> forward, Gradient gradient) {
    return new CustomOp(name, forward, gradient);
  }

  @Override
  protected Tensor forward(Tensor... in) {
    return forward.apply(in);
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    return gradient.vjp(call, g);
  }
}
