package dev.arrowmill.tensor.autograd;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.op.RowGradient;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  /** Runs the body without recording on this thread, and returns its result. */
  public static <T> T noGrad(Supplier<T> body) {
    return switched(true, body);
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
    LeafGradients grads = walk(root, false, null);
    if (!retainGraph) {
      for (Tensor t : postOrder(root)) {
        Call call = t.call();
        if (call != null) {
          call.release();
        }
      }
    }
    noGrad(
        () -> {
          for (Tensor leaf : grads.leaves()) {
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
    Map<Tensor, Tensor> wanted = new IdentityHashMap<>();
    for (Tensor t : inputs) {
      wanted.put(t, t);
    }
    LeafGradients grads = walk(root, createGraph, wanted);
    List<Tensor> out = new ArrayList<>(inputs.size());
    for (Tensor t : inputs) {
      Tensor g = grads.get(t);
      out.add(g == null ? Tensor.zeros(t.dtype(), t.shape()) : g);
    }
    return out;
  }

  /** Gradients of the wanted tensors, or of all leaves when {@code wanted} is null. */
  static LeafGradients walk(
      Tensor root, boolean createGraph, @Nullable Map<Tensor, Tensor> wanted) {
    if (root.numel() != 1) {
      throw new IllegalStateException(
          "backward: needs a scalar, shape is "
              + root.shape()
              + "; reduce it, for example by sum()");
    }
    if (!root.requiresGrad()) {
      throw new IllegalStateException(
          "backward: nothing was recorded; no input requires gradients, or recording was off");
    }
    return switched(!createGraph, () -> run(root, wanted, !createGraph));
  }

  private static LeafGradients run(
      Tensor root, @Nullable Map<Tensor, Tensor> wanted, boolean rows) {
    List<Tensor> order = postOrder(root);
    Map<Tensor, Tensor> grads = new IdentityHashMap<>();
    LeafGradients kept = new LeafGradients();
    grads.put(root, Tensor.full(root.dtype(), root.shape(), 1));
    for (int i = order.size() - 1; i >= 0; i--) {
      Tensor t = order.get(i);
      Tensor g = grads.remove(t);
      if (g == null) {
        continue;
      }
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
      boolean leaf = call.input(0).call() == null;
      if (rows && leaf && call.op() instanceof RowGradient r && r.hasRows(call) && isSingle(g)) {
        kept.addPart(call.input(0), r.rows(call), r.rowValues(call, g));
      } else {
        spread(call, g, grads);
      }
    }
    return kept;
  }

  private static boolean isSingle(Tensor g) {
    return g.dtype() == DType.FLOAT32;
  }

  private static void spread(Call call, Tensor g, Map<Tensor, Tensor> grads) {
    Tensor[] parts = call.vjp(g);
    for (int i = 0; i < call.arity(); i++) {
      if (call.needs(i)) {
        grads.merge(call.input(i), parts[i], Tensor::add);
      }
    }
  }

  /** Inputs before outputs, each once; depends on the graph only. */
  private static List<Tensor> postOrder(Tensor root) {
    List<Tensor> order = new ArrayList<>();
    IdentityHashMap<Tensor, Boolean> seen = new IdentityHashMap<>();
    ArrayList<Tensor> stack = new ArrayList<>();
    stack.add(root);
    while (!stack.isEmpty()) {
      Tensor t = stack.get(stack.size() - 1);
      Call call = t.call();
      if (seen.putIfAbsent(t, Boolean.FALSE) == null && call != null) {
        for (int i = call.arity() - 1; i >= 0; i--) {
          Tensor in = call.input(i);
          if (call.needs(i) && !seen.containsKey(in)) {
            stack.add(in);
          }
        }
      } else {
        stack.remove(stack.size() - 1);
        if (Boolean.FALSE.equals(seen.put(t, Boolean.TRUE))) {
          order.add(t);
        }
      }
    }
    return order;
  }
}
