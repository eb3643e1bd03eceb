package dev.arrowmill.tensor.compile;

import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.emit.Access;
import dev.arrowmill.tensor.emit.CompiledLoop;
import dev.arrowmill.tensor.emit.Fold;
import dev.arrowmill.tensor.emit.FusedSpec;
import dev.arrowmill.tensor.emit.JavaEmitter;
import dev.arrowmill.tensor.expr.Expr;
import dev.arrowmill.tensor.op.Kernel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Binds a group of elementwise calls and sums to one loop over rows and columns. */
final class Fusion {
  private final Grouping.Unit unit;
  private final Map<Node, Tensor> at;
  private final List<Copy> copies = new ArrayList<>();
  private final Shape space;
  private int columns;

  private Fusion(Grouping.Unit unit, int batch, Map<Node, Tensor> at) {
    this.unit = unit;
    this.at = at;
    this.space = Elementwise.space(unit.nodes().get(0)).at(batch);
    this.columns = -1;
  }

  /** A tensor to be laid out before the loop. */
  record Copy(Tensor from, Tensor to) {}

  /**
   * A group bound to tensors, for any emitter.
   *
   * @param spec what is computed
   * @param copies inputs that no loop can walk, and where it expects them
   * @param in one tensor per slot, of which offset and storage count
   * @param out one tensor per output
   */
  record Bound(
      FusedSpec spec,
      List<Copy> copies,
      List<Tensor> in,
      List<Tensor> out,
      int rows,
      int columns) {}

  static Bound bind(Grouping.Unit unit, int batch, Map<Node, Tensor> at) {
    return new Fusion(unit, batch, at).build();
  }

  /** The stages of a group: copies of inputs that no loop can walk, then the loop. */
  static List<Plan.Stage> stages(Grouping.Unit unit, int batch, Map<Node, Tensor> at) {
    Bound b = bind(unit, batch, at);
    List<Plan.Stage> stages = new ArrayList<>();
    for (Copy c : b.copies()) {
      stages.add(new Plan.Stage("expand", 1, Copies.kernel(c.from(), c.to()), false));
    }
    stages.add(new Plan.Stage(name(unit), unit.nodes().size(), kernel(b), false));
    return stages;
  }

  /** The names of the calls, joined by +. */
  static String name(Grouping.Unit unit) {
    return unit.nodes().stream().map(n -> n.op().name()).collect(Collectors.joining("+"));
  }

  private Bound build() {
    List<Node> slotNodes = new ArrayList<>();
    Map<Node, Expr> exprs = Elementwise.expressions(unit.nodes(), slotNodes);
    List<FusedSpec.Output> outputs = new ArrayList<>();
    List<Tensor> out = new ArrayList<>();
    for (Node n : unit.results()) {
      outputs.add(new FusedSpec.Output(Objects.requireNonNull(exprs.get(n)), fold(n)));
      out.add(Objects.requireNonNull(at.get(n)));
    }
    List<Tensor> in = new ArrayList<>();
    for (Node n : slotNodes) {
      in.add(Objects.requireNonNull(at.get(n)));
    }
    boolean sums = columns >= 0;
    in.forEach(t -> split(t, sums));
    if (columns < 0) {
      columns = Math.max(1, space.numel());
    }
    List<FusedSpec.Slot> slots = new ArrayList<>();
    for (int i = 0; i < in.size(); i++) {
      Access a = access(in.get(i));
      if (a == null) {
        in.set(i, expanded(in.get(i)));
        a = Access.FULL;
      }
      slots.add(
          new FusedSpec.Slot(Objects.requireNonNull(Elementwise.lane(slotNodes.get(i).dtype)), a));
    }
    int rows = columns == 0 ? 0 : space.numel() / columns;
    return new Bound(new FusedSpec(slots, outputs), copies, in, out, rows, columns);
  }

  private static Kernel kernel(Bound b) {
    CompiledLoop loop = JavaEmitter.compile(b.spec());
    Object[] src = b.in().stream().map(Tensor::storage).toArray();
    int[] srcAt = b.in().stream().mapToInt(Tensor::offset).toArray();
    Object[] dst = b.out().stream().map(Tensor::storage).toArray();
    int[] dstAt = b.out().stream().mapToInt(Tensor::offset).toArray();
    int rows = b.rows();
    int columns = b.columns();
    int extent = loop.extent(rows, columns);
    return (part, parts) ->
        loop.run(
            src,
            srcAt,
            dst,
            dstAt,
            rows,
            columns,
            Kernel.from(extent, part, parts),
            Kernel.from(extent, part + 1, parts));
  }

  private Fold fold(Node n) {
    if (!Elementwise.isSum(n)) {
      return Fold.NONE;
    }
    boolean leading = Boolean.TRUE.equals(Elementwise.sumIsLeading(n));
    int kept = Objects.requireNonNull(at.get(n)).numel();
    columns = leading ? kept : kept == 0 ? 0 : space.numel() / kept;
    return leading ? Fold.COLUMN_SUM : Fold.ROW_SUM;
  }

  /** Lets an input that repeats by rows or columns say how wide a row is, if nobody did. */
  private void split(Tensor t, boolean decided) {
    int[] s = strides(t);
    if (decided || columns >= 0 || isDense(s, 0, s.length) || t.numel() == 1) {
      return;
    }
    for (int cut = 1; cut < s.length; cut++) {
      if ((isStill(s, 0, cut) && isDense(s, cut, s.length))
          || (isStill(s, cut, s.length) && isDense(s, 0, cut))) {
        int n = 1;
        for (int i = cut; i < s.length; i++) {
          n *= space.dim(i);
        }
        columns = n;
        return;
      }
    }
  }

  /** How the loop can walk an input, or null. */
  private @Nullable Access access(Tensor t) {
    int[] s = strides(t);
    if (isStill(s, 0, s.length)) {
      return Access.SCALAR;
    }
    if (isDense(s, 0, s.length)) {
      return Access.FULL;
    }
    int n = 1;
    for (int cut = s.length; cut >= 0; cut--) {
      if (n == columns) {
        if (isStill(s, 0, cut) && isDense(s, cut, s.length)) {
          return Access.ROW;
        }
        if (isStill(s, cut, s.length) && isDense(s, 0, cut)) {
          return Access.COLUMN;
        }
      }
      n *= cut > 0 ? space.dim(cut - 1) : 1;
    }
    return null;
  }

  /** The steps of a tensor broadcast to the space; 0 where it repeats. */
  private int[] strides(Tensor t) {
    int[] s = new int[space.rank()];
    int lead = s.length - t.rank();
    for (int i = lead; i < s.length; i++) {
      s[i] = t.size(i - lead) == 1 ? 0 : t.stride(i - lead);
    }
    return s;
  }

  private boolean isStill(int[] s, int from, int to) {
    for (int i = from; i < to; i++) {
      if (s[i] != 0 && space.dim(i) != 1) {
        return false;
      }
    }
    return true;
  }

  private boolean isDense(int[] s, int from, int to) {
    int step = 1;
    for (int i = to - 1; i >= from; i--) {
      if (space.dim(i) != 1) {
        if (s[i] != step) {
          return false;
        }
        step *= space.dim(i);
      }
    }
    return true;
  }

  private Tensor expanded(Tensor t) {
    Tensor from = t.expand(space.dims());
    Tensor to = Tensor.zeros(t.dtype(), space);
    copies.add(new Copy(from, to));
    return to;
  }
}
