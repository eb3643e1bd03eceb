package dev.arrowmill.tensor.compile;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.emit.FusedSpec;
import dev.arrowmill.tensor.expr.Expr;
import dev.arrowmill.tensor.expr.Fusible;
import dev.arrowmill.tensor.expr.Lane;
import dev.arrowmill.tensor.expr.Program;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which calls are elementwise, and what they compute as expressions. */
final class Elementwise {
  private Elementwise() {}

  static boolean isFusible(Node n) {
    if (!n.isCall() || lane(n.dtype) == null || !n.params.isConstant()) {
      return false;
    }
    List<Expr> args = new ArrayList<>();
    for (Node in : n.inputs) {
      Lane lane = lane(in.dtype);
      if (lane == null) {
        return false;
      }
      args.add(leaf(lane, args.size()));
    }
    return Fusible.names().contains(n.op().name()) && expr(n, args) != null;
  }

  /** Whether a call sums float32 values over all, the leading or the trailing dimensions. */
  static boolean isSum(Node n) {
    return n.isCall()
        && n.op().name().equals("sum")
        && n.dtype == DType.FLOAT32
        && n.inputs.get(0).dtype == DType.FLOAT32
        && sumIsLeading(n) != null;
  }

  /** True for sums of columns, false for sums of rows, null for others. */
  static @Nullable Boolean sumIsLeading(Node sum) {
    return isLeading(sum.inputs.get(0).shape.sizes().size(), sum.op().attrs().ints("dims"));
  }

  /** Whether dims (none for all) are the leading ones, not the trailing ones; null for neither. */
  static @Nullable Boolean isLeading(int rank, int[] dims) {
    boolean[] gone = new boolean[rank];
    java.util.Arrays.fill(gone, dims.length == 0);
    for (int d : dims) {
      if (rank == 0) {
        return null;
      }
      gone[d < 0 ? d + rank : d] = true;
    }
    int changes = 0;
    for (int i = 1; i < rank; i++) {
      changes += gone[i] == gone[i - 1] ? 0 : 1;
    }
    if (rank == 0 || changes > 1) {
      return null;
    }
    return changes == 1 && gone[0];
  }

  /** The space that a call walks: its result's shape, for a sum its input's. */
  static Dims space(Node n) {
    return isSum(n) ? n.inputs.get(0).shape : n.shape;
  }

  static @Nullable Lane lane(DType t) {
    return t == DType.FLOAT32 ? Lane.FLOAT : t == DType.BOOL ? Lane.MASK : null;
  }

  static Expr leaf(Lane lane, int slot) {
    return lane == Lane.FLOAT ? Expr.input(slot) : Expr.flag(slot);
  }

  private static @Nullable Expr expr(Node n, List<Expr> args) {
    Lane lane = lane(n.dtype);
    return lane == null ? null : Fusible.expr(n.op(), lane, args);
  }

  /**
   * What each call of a group computes; a sum has the expression of what it sums.
   *
   * @param slots filled with the values from outside, in the order of their slots
   */
  static Map<Node, Expr> expressions(List<Node> group, List<Node> slots) {
    Map<Node, Expr> known = new IdentityHashMap<>();
    for (Node n : group) {
      List<Expr> args = new ArrayList<>();
      for (Node in : n.inputs) {
        Expr e = known.get(in);
        if (e == null) {
          e = outside(in, slots);
          known.put(in, e);
        }
        args.add(e);
      }
      Expr e = isSum(n) ? args.get(0) : expr(n, args);
      known.put(n, java.util.Objects.requireNonNull(e));
    }
    return known;
  }

  private static Expr outside(Node in, List<Node> slots) {
    if (in.kind == Node.Kind.CONSTANT && in.dtype == DType.FLOAT32 && in.shape.isConstant()) {
      boolean fixed = in.value != null || in.scalar instanceof Double;
      if (fixed && in.shape.at(1).numel() == 1) {
        return Expr.of((float) in.value(1).item());
      }
    }
    slots.add(in);
    return leaf(java.util.Objects.requireNonNull(lane(in.dtype)), slots.size() - 1);
  }

  /** How many dimensions a sum keeps; they lead for sums of rows and trail for sums of columns. */
  private static int kept(Node sum) {
    int rank = sum.inputs.get(0).shape.sizes().size();
    int[] dims = sum.op().attrs().ints("dims");
    return dims.length == 0 ? 0 : rank - dims.length;
  }

  /**
   * Whether a group is small enough for one kernel, with sums of one kind and over the same
   * dimensions that none of it reads.
   */
  static boolean isPossible(List<Node> group) {
    for (Node n : group) {
      for (Node in : n.inputs) {
        if (group.contains(in) && isSum(in)) {
          return false;
        }
      }
    }
    List<Node> slots = new ArrayList<>();
    Map<Node, Expr> e = expressions(group, slots);
    Set<List<Object>> sums = new HashSet<>();
    List<Expr> results = new ArrayList<>();
    for (Node n : group) {
      results.add(java.util.Objects.requireNonNull(e.get(n)));
      Boolean leading = isSum(n) ? sumIsLeading(n) : null;
      if (leading != null) {
        sums.add(List.of(leading, kept(n)));
      }
    }
    return sums.size() <= 1
        && slots.size() + group.size() <= FusedSpec.MAX_ARRAYS
        && Program.of(results).size() <= FusedSpec.MAX_INSTRUCTIONS;
  }
}
