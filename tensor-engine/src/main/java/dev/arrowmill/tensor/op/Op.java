package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Memory;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Autograd;
import dev.arrowmill.tensor.autograd.Call;
import dev.arrowmill.tensor.autograd.Trace;
import org.jspecify.annotations.Nullable;

/**
 * A differentiable function of tensors; an instance holds the attributes of a call. Immutable.
 *
 * <p>The result depends on the inputs' values and on {@link #attrs()} only, and everything that
 * varies between calls of one program is an input (indices and masks too), so that a recorded call
 * can be repeated on other values. User code may extend this class.
 */
public abstract class Op {
  private static final ThreadLocal<@Nullable Op> RUNNING = new ThreadLocal<>();

  private final String name;
  private final Attrs attrs;

  /** An op without attributes. */
  protected Op(String name) {
    this(name, Attrs.NONE);
  }

  /**
   * An op with attributes.
   *
   * @param name PyTorch's name in camelCase, used in errors; {@link Ops#make} finds the class by it
   * @param attrs all that the constructor was given
   */
  protected Op(String name, Attrs attrs) {
    this.name = name;
    this.attrs = attrs;
  }

  /** The name. */
  public final String name() {
    return name;
  }

  /** The attributes. */
  public final Attrs attrs() {
    return attrs;
  }

  /** Computes the result, without recording. The inputs are never changed. */
  protected abstract Tensor forward(Tensor... in);

  /**
   * The vector-Jacobian product, written in tensor ops.
   *
   * @param g gradient of the output
   * @return one gradient per input, of its shape; entries whose input does not need one may be null
   */
  public abstract Tensor[] vjp(Call call, Tensor g);

  /**
   * This op bound to arrays for a compiled plan, or null when it has no such form; then {@link
   * #compute} is called in each step, which allocates.
   */
  public @Nullable Kernel kernel(Tensor[] in, Tensor out) {
    return null;
  }

  /** Whether the result shares the input's array; such ops cost nothing in a compiled plan. */
  public boolean isView() {
    return false;
  }

  /**
   * Whether the result holds elements of the inputs as they are, so that every element type is
   * fine. Other ops are given float32 in place of 16-bit floats, and their result is rounded.
   */
  protected boolean movesOnly() {
    return false;
  }

  /** Whether the result's shape depends on values, so that a compiled plan cannot hold the op. */
  public boolean isDynamic() {
    return false;
  }

  /** {@link #forward}, with its name known to {@link Memory}. */
  private Tensor run(Tensor... in) {
    if (!Memory.isCounting()) {
      return forward(in);
    }
    Op before = RUNNING.get();
    RUNNING.set(before == null ? this : before);
    try {
      return forward(in);
    } finally {
      RUNNING.set(before);
    }
  }

  /** The op that this thread computes while memory is counted, or null. */
  public static @Nullable Op running() {
    return RUNNING.get();
  }

  /** The result without recording anything. */
  public final Tensor compute(Tensor... in) {
    return Trace.untraced(() -> run(in));
  }

  /** Computes the result and records the call when an input wants gradients. */
  protected final Tensor call(Tensor... in) {
    if (!movesOnly()) {
      DType half = Promotion.half(in);
      if (half != null) {
        Tensor wide = call(Promotion.widen(in));
        return wide.dtype() == DType.FLOAT32 ? wide.toType(half) : wide;
      }
    }
    Trace trace = Trace.current();
    Tensor out = trace == null ? run(in) : trace.call(this, in);
    if (out.dtype().isFloat()) {
      for (Tensor t : in) {
        if (t.requiresGrad()) {
          return Autograd.isEnabled() ? record(in, out) : out;
        }
      }
    }
    return out;
  }

  /** {@link #call} for those who hold an op, such as a replayed graph. */
  public final Tensor apply(Tensor... in) {
    return call(in);
  }

  private Tensor record(Tensor[] in, Tensor out) {
    for (Tensor t : in) {
      if (t == out) {
        throw new AssertionError(name + ": returned its input");
      }
    }
    out.record(new Call(this, in, out));
    return out;
  }

  /** Gradients as an array. */
  protected static Tensor[] grads(Tensor... g) {
    return g;
  }

  @Override
  public final String toString() {
    return name + (attrs.asMap().isEmpty() ? "" : attrs.toString());
  }
}
