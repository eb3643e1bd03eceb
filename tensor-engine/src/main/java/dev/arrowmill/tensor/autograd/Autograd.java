package dev.arrowmill.tensor.autograd;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.op.RowGradient;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The recording switch of a thread, and the walk back over recorded calls. */
public final class Autograd {
  private static final ThreadLocal<boolean[]> OFF = ThreadLocal.withInitial(() -> new boolean[1]);

  private Autograd() {}

  /** Whether calls of this thread are recorded. */
  public static boolean isEnabled() {
    return !OFF.get()[0];
  }

  static void setEnabled(boolean on) {
    OFF.get()[0] = !on;
  }

  /** Runs the body without recording on this thread, and returns its result. */
  public static <T> T noGrad(Supplier<T> body) {
    return switched(true, body);
  }

  /** Runs the body with recording on this thread, also inside of {@link #noGrad}. */
  public static <T> T withGrad(Supplier<T> body) {
    return switched(false, body);
  }

  private static <T> T switched(boolean off, Supplier<T> body) {
    boolean[] flag = OFF.get();
    boolean before = flag[0];
    flag[0] = off;
    try {
      return body.get();
    } finally {
      flag[0] = before;
    }
  }

  /** {@link Tensor#backward()}. */
  public static void backward(Tensor root) {
    backward(root, false);
  }

  /** {@link Tensor#backward(boolean)}. */
  public static void backward(Tensor root, boolean retainGraph) {
    backward(root, one(root), retainGraph);
  }

  /** {@link Tensor#backward(Tensor, boolean)}. */
  public static void backward(Tensor root, Tensor gradient, boolean retainGraph) {
    LeafGradients grads = walk(List.of(root), List.of(gradient), false, null, Tensor::isRowGrad);
    if (!retainGraph) {
      for (Tensor t : Order.of(List.of(root))) {
        Call call = t.call();
        if (call != null) {
          call.release();
        }
      }
    }
    noGrad(
        () -> {
          for (Tensor leaf : grads.leaves()) {
            RowGrad rows = leaf.isRowGrad() ? grads.rows(leaf) : null;
            if (rows != null) {
              RowGrad before = leaf.rowGrad();
              leaf.setRowGrad(before == null ? rows : before.plus(rows));
              continue;
            }
            Tensor g = Objects.requireNonNull(grads.get(leaf));
            Tensor old = leaf.grad();
            leaf.setGrad(old == null ? g : old.add(g));
          }
          return root;
        });
  }

  /**
   * The derivatives of a scalar with respect to some leaves or intermediate results.
   *
   * @param createGraph whether to record the walk itself, so that derivatives can be differentiated
   * @return one tensor per input, zeros where the scalar does not depend on it
   */
  public static List<Tensor> grad(Tensor root, List<Tensor> inputs, boolean createGraph) {
    return grad(List.of(root), List.of(one(root)), inputs, createGraph);
  }

  /**
   * The vector-Jacobian product of several results.
   *
   * @param gradients one per root, of its shape: what each element counts
   * @param createGraph whether to record the walk itself
   * @return one tensor per input, zeros where no root depends on it
   */
  public static List<Tensor> grad(
      List<Tensor> roots, List<Tensor> gradients, List<Tensor> inputs, boolean createGraph) {
    Map<Tensor, Tensor> wanted = new IdentityHashMap<>();
    for (Tensor t : inputs) {
      wanted.put(t, t);
    }
    LeafGradients grads = walk(roots, gradients, createGraph, wanted, leaf -> false);
    List<Tensor> out = new ArrayList<>(inputs.size());
    for (Tensor t : inputs) {
      Tensor g = grads.get(t);
      out.add(g == null ? Tensor.zeros(t.dtype(), t.shape()) : g);
    }
    return out;
  }

  /** The gradient of a scalar with respect to itself. */
  private static Tensor one(Tensor root) {
    if (root.numel() != 1) {
      throw new IllegalStateException(
          "backward: needs a scalar, shape is "
              + root.shape()
              + "; reduce it, for example by sum(), or give its gradient");
    }
    return Tensor.full(root.dtype(), root.shape(), 1);
  }

  /**
   * Gradients of a scalar with respect to all leaves.
   *
   * @param rows which tables get theirs as rows
   */
  static LeafGradients walk(Tensor root, Predicate<Tensor> rows) {
    return walk(List.of(root), List.of(one(root)), false, null, rows);
  }

  /**
   * Gradients of the wanted tensors, or of all leaves when {@code wanted} is null.
   *
   * @param rows which tables get theirs as rows
   */
  static LeafGradients walk(
      List<Tensor> roots,
      List<Tensor> gradients,
      boolean createGraph,
      @Nullable Map<Tensor, Tensor> wanted,
      Predicate<Tensor> rows) {
    Map<Tensor, Tensor> start = new IdentityHashMap<>();
    for (int i = 0; i < roots.size(); i++) {
      Tensor root = roots.get(i);
      Tensor g = gradients.get(i);
      if (!g.shape().equals(root.shape()) || g.dtype() != root.dtype()) {
        throw new IllegalArgumentException(
            "backward: gradient "
                + g.dtype()
                + g.shape()
                + " does not fit the result "
                + root.dtype()
                + root.shape());
      }
      if (!root.requiresGrad()) {
        throw new IllegalStateException(
            "backward: nothing was recorded; no input requires gradients, or recording was off");
      }
      start.merge(root, g, Tensor::add);
    }
    return switched(!createGraph, () -> run(Order.of(roots), start, wanted, rows));
  }

  private static LeafGradients run(
      List<Tensor> order,
      Map<Tensor, Tensor> grads,
      @Nullable Map<Tensor, Tensor> wanted,
      Predicate<Tensor> rows) {
    LeafGradients kept = new LeafGradients();
    for (int i = order.size() - 1; i >= 0; i--) {
      Tensor t = order.get(i);
      Tensor g = grads.remove(t);
      if (g == null) {
        continue;
      }
      g = t.hooked(g);
      Call call = t.call();
      if (wanted == null ? call == null : wanted.containsKey(t)) {
        kept.put(t, g);
      }
      if (call == null) {
        continue;
      }
      if (call.isReleased()) {
        throw new IllegalStateException(
            "backward: the graph of "
                + call.op().name()
                + " was walked before; keep it by backward(true), or run the forward pass again");
      }
      if (isRows(call, g) && rows.test(call.input(0))) {
        RowGradient r = (RowGradient) call.op();
        kept.addPart(call.input(0), r.rows(call), r.rowValues(call, g));
      } else {
        spread(call, g, grads);
      }
    }
    return kept;
  }

  private static boolean isRows(Call call, Tensor g) {
    return call.op() instanceof RowGradient r
        && call.input(0).call() == null
        && !call.input(0).hasHooks()
        && g.dtype() == DType.FLOAT32
        && r.hasRows(call);
  }

  private static void spread(Call call, Tensor g, Map<Tensor, Tensor> grads) {
    Trace trace = Trace.current();
    Tensor[] parts = trace == null ? call.vjp(g) : trace.backward(call, g);
    for (int i = 0; i < call.arity(); i++) {
      if (call.needs(i)) {
        grads.merge(call.input(i), parts[i], Tensor::add);
      }
    }
  }
}
