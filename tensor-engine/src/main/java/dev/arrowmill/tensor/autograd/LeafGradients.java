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
  private final Map<Tensor, List<RowGrad.Part>> parts = new IdentityHashMap<>();
  private final Map<Tensor, Boolean> leaves = new IdentityHashMap<>();

  void put(Tensor leaf, Tensor g) {
    whole.put(leaf, g);
    leaves.put(leaf, true);
  }

  void addPart(Tensor leaf, Tensor rows, Tensor values) {
    parts.computeIfAbsent(leaf, k -> new ArrayList<>()).add(new RowGrad.Part(rows, values));
    leaves.put(leaf, true);
  }

  Set<Tensor> leaves() {
    return leaves.keySet();
  }

  /** The gradient when it consists of rows only, else null. */
  @Nullable RowGrad rows(Tensor leaf) {
    List<RowGrad.Part> p = parts.get(leaf);
    return p == null || whole.containsKey(leaf) ? null : new RowGrad(p);
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
    for (RowGrad.Part p : parts.getOrDefault(leaf, List.of())) {
      addRows(leaf, p, to, offset);
    }
  }

  private static void addRows(Tensor leaf, RowGrad.Part p, float[] to, int offset) {
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
