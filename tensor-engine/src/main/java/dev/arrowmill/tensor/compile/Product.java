package dev.arrowmill.tensor.compile;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.emit.Access;
import dev.arrowmill.tensor.emit.CompiledLoop;
import dev.arrowmill.tensor.emit.FusedSpec;
import dev.arrowmill.tensor.emit.JavaEmitter;
import dev.arrowmill.tensor.op.Kernel;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A matrix product to which the elementwise calls that follow it can be joined: each thread applies
 * them to the rows that it has just made.
 *
 * @param stage the product's own stage, which shares rows out as {@link Kernel#from} says
 * @param in what it reads
 * @param out what it makes, of rank 2
 */
record Product(Plan.Stage stage, Tensor[] in, Tensor out) {
  private static final Set<String> OPS = Set.of("linear", "matmul");

  /** Whether a call is a product of two matrices of float32. */
  static boolean isOne(Node n) {
    return n.isCall()
        && OPS.contains(n.op().name())
        && n.dtype == DType.FLOAT32
        && n.shape.sizes().size() == 2;
  }

  /** The product and a group in one stage, or null when the group's rows are not the product's. */
  Plan.@Nullable Stage with(Fusion.Bound b, String name, int calls) {
    FusedSpec spec = b.spec();
    boolean sameRows = spec.isFlat() || b.columns() == out.size(1);
    if (!b.copies().isEmpty()
        || spec.isByColumns()
        || (long) b.rows() * b.columns() != out.numel()
        || !sameRows
        || !readsAsIs(b)
        || overwrites(b.out())) {
      return null;
    }
    CompiledLoop loop = JavaEmitter.compile(spec);
    Object[] src = b.in().stream().map(Tensor::storage).toArray();
    int[] srcAt = b.in().stream().mapToInt(Tensor::offset).toArray();
    Object[] dst = b.out().stream().map(Tensor::storage).toArray();
    int[] dstAt = b.out().stream().mapToInt(Tensor::offset).toArray();
    int rows = out.size(0);
    int each = spec.isFlat() ? out.size(1) : 1;
    Kernel product = stage.kernel();
    Kernel both =
        (part, parts) -> {
          product.run(part, parts);
          int from = Kernel.from(rows, part, parts) * each;
          int end = Kernel.from(rows, part + 1, parts) * each;
          loop.run(src, srcAt, dst, dstAt, b.rows(), b.columns(), from, end);
        };
    return new Plan.Stage(stage.name() + "+" + name, stage.fused() + calls, both, false);
  }

  /** Whether the group reads the product element by element, and nothing else of its array. */
  private boolean readsAsIs(Fusion.Bound b) {
    boolean reads = false;
    for (int i = 0; i < b.in().size(); i++) {
      Tensor t = b.in().get(i);
      if (Plan.shares(t, out)) {
        if (t.offset() != out.offset() || b.spec().slots().get(i).access() != Access.FULL) {
          return false;
        }
        reads = true;
      }
    }
    return reads;
  }

  /** Whether a result takes the place of what other threads still multiply. */
  private boolean overwrites(List<Tensor> results) {
    for (Tensor r : results) {
      for (Tensor i : in) {
        if (Plan.shares(r, i)) {
          return true;
        }
      }
    }
    return false;
  }
}
