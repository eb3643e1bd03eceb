package dev.arrowmill.tensor.autograd;

import dev.arrowmill.tensor.Tensor;
import java.util.List;

/**
 * A scope in which this thread records, in the style of {@code tf.GradientTape}; the recording
 * switch comes back as it was on close. For use by the thread that opened it.
 *
 * <pre>{@code
 * try (Tape tape = Tape.open()) {
 *   Tensor x = tape.watch(Tensor.scalar(3));
 *   List<Tensor> dx = tape.gradient(x.mul(x), x);   // 6
 * }
 * }</pre>
 */
public final class Tape implements AutoCloseable {
  private final boolean before = Autograd.isEnabled();
  private final boolean persistent;
  private boolean used;
  private boolean open = true;

  private Tape(boolean persistent) {
    this.persistent = persistent;
    Autograd.setEnabled(true);
  }

  /** A tape for one call of {@link #gradient}. */
  public static Tape open() {
    return new Tape(false);
  }

  /** A tape for any number of calls, whose gradients can be differentiated again. */
  public static Tape persistent() {
    return new Tape(true);
  }

  /** The tensor's values as a new leaf whose gradient can be asked for. */
  public Tensor watch(Tensor t) {
    return t.detach().requiresGrad(true);
  }

  /**
   * The derivatives of a scalar with respect to watched tensors or parameters.
   *
   * @throws IllegalStateException on a second call of a tape that is not persistent, or after close
   */
  public List<Tensor> gradient(Tensor target, Tensor... sources) {
    if (!open || (used && !persistent)) {
      throw new IllegalStateException(
          "tape: " + (open ? "gradient was called before; use Tape.persistent()" : "is closed"));
    }
    used = true;
    return Autograd.grad(target, List.of(sources), persistent);
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      Autograd.setEnabled(before);
    }
  }
}
