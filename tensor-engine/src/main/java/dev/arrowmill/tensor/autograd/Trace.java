package dev.arrowmill.tensor.autograd;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.op.Op;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches every op that a thread calls, in order; ops called inside of an op's own forward pass are
 * not seen. Who wants to record a program (a compiled step, a summary table, anomaly mode) extends
 * it.
 */
public abstract class Trace {
  private static final ThreadLocal<@Nullable Trace> CURRENT = new ThreadLocal<>();

  /** For subclasses. */
  protected Trace() {}

  /** The watcher of this thread, or null. */
  public static @Nullable Trace current() {
    return CURRENT.get();
  }

  /** Runs the body under this watcher. */
  public final <T> T watch(Supplier<T> body) {
    return under(this, body);
  }

  /** Runs the body unwatched. */
  public static <T> T untraced(Supplier<T> body) {
    return CURRENT.get() == null ? body.get() : under(null, body);
  }

  private static <T> T under(@Nullable Trace trace, Supplier<T> body) {
    Trace before = CURRENT.get();
    CURRENT.set(trace);
    try {
      return body.get();
    } finally {
      CURRENT.set(before);
    }
  }

  /** Called for one op; computes the result by {@link Op#compute} and returns it. */
  public abstract Tensor call(Op op, Tensor... in);

  /** Called for the gradient of one recorded call; computes and returns it. */
  public Tensor[] backward(Call call, Tensor g) {
    return call.vjp(g);
  }

  /** Called when a tensor gets a second name outside of the graph by {@code detach}. */
  public void alias(Tensor of, Tensor alias) {}

  /** Called before somebody outside of an op reads or writes elements of a tensor. */
  public void read(Tensor t) {}

  /** Called instead of the copy when values are assigned to a tensor in place; true when done. */
  public boolean assign(Tensor target, Tensor value) {
    return false;
  }

  /** Tells this thread's watcher that sizes of 1 decide what the program does. */
  public static void noteOnes() {
    Trace trace = CURRENT.get();
    if (trace != null) {
      trace.onesMatter();
    }
  }

  /** Tells this thread's watcher that somebody reads sizes of a watched tensor. */
  public static void noteSize() {
    Trace trace = CURRENT.get();
    if (trace != null) {
      trace.sizeRead();
    }
  }

  /** Called when somebody reads sizes of a watched tensor. */
  public void sizeRead() {}

  /** Called when the program would be another one if some size were 1. */
  public void onesMatter() {}

  /** Called when the program depends on a condition outside of tensors, such as a mode. */
  public void guard(BooleanSupplier holds) {}
}
