package dev.arrowmill.tensor.autograd;

import dev.arrowmill.tensor.Tensor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The recorded tensors behind some results, inputs before outputs; depends on the graph only. */
final class Order {
  private final List<Tensor> order = new ArrayList<>();
  private final Map<Tensor, Boolean> seen = new IdentityHashMap<>();

  private Order() {}

  static List<Tensor> of(List<Tensor> roots) {
    Order o = new Order();
    roots.forEach(o::visit);
    return o.order;
  }

  private void visit(Tensor root) {
    List<Tensor> stack = new ArrayList<>();
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
  }
}
