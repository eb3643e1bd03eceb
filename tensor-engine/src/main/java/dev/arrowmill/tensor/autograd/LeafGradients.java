package dev.arrowmill.tensor.autograd;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a walk found for its leaves: whole tensors, and parts that touch some rows only. */
final class LeafGradients {
  private final Map<Tensor, Tensor> whole = new IdentityHashMap<>();
  private final Map<Tensor, List<Part>> parts = new IdentityHashMap<>();
  private final Map<Tensor, Boolean> leaves = new IdentityHashMap<>();

  /** Row gradients of one use: {@code values[i]} belongs to row {@code rows[i]}. */
  record Part(Tensor rows, Tensor values) {}

  void put(Tensor leaf, Tensor g) {
    whole.put(leaf, g);
    leaves.put(leaf, true);
  }

  void addPart(Tensor leaf, Tensor rows, Tensor values) {
    parts.computeIfAbsent(leaf, k -> new ArrayList<>()).add(new Part(rows, values));
    leaves.put(leaf, true);
  }

  Set<Tensor> leaves() {
    return leaves.keySet();
  }

  /** The gradient as a tensor, or null when there is none. */
  @Nullable Tensor get(Tensor leaf) {
    if (!parts.containsKey(leaf)) {
      return whole.get(leaf);
    }
    Tensor sum = Tensor.zeros(DType.FLOAT32, leaf.shape());
    addTo(leaf, sum.floats(), 0);
    return sum;
  }

  /** Adds the float32 gradient to an array: the whole tensor, then the parts in their order. */
  void addTo(Tensor leaf, float[] to, int offset) {
    Tensor g = whole.get(leaf);
    if (g != null) {
      Tensor c = g.contiguous();
      add(c.floats(), c.offset(), to, offset, c.numel());
    }
    for (Part p : parts.getOrDefault(leaf, List.of())) {
      addRows(leaf, p, to, offset);
    }
  }

  private static void addRows(Tensor leaf, Part p, float[] to, int offset) {
    int width = leaf.size(0) == 0 ? 0 : leaf.numel() / leaf.size(0);
    long[] rows = p.rows().toLongs();
    Tensor v = p.values().contiguous();
    for (int i = 0; i < rows.length; i++) {
      add(v.floats(), v.offset() + i * width, to, offset + (int) rows[i] * width, width);
    }
  }

  private static void add(float[] from, int at, float[] to, int offset, int n) {
    for (int i = 0; i < n; i++) {
      to[offset + i] += from[at + i];
    }
  }
}
