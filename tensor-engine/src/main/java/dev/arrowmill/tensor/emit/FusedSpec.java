package dev.arrowmill.tensor.emit;

import dev.arrowmill.tensor.expr.Code;
import dev.arrowmill.tensor.expr.Expr;
import dev.arrowmill.tensor.expr.Lane;
import dev.arrowmill.tensor.expr.Program;
import java.util.List;

/**
 * A fused kernel: what it reads and writes, over a space of rows x columns whose size is given at
 * run time. Immutable; equal specs share their code.
 *
 * @param slots the inputs; {@code Expr.input(i)} and {@code Expr.flag(i)} read slot i
 * @param outputs the results, one at least
 */
public record FusedSpec(List<Slot> slots, List<Output> outputs) {
  /** Instructions that one kernel may have; C2 takes seconds for more, and may give up. */
  public static final int MAX_INSTRUCTIONS = 200;

  /** Slots and outputs that one kernel may have together. */
  public static final int MAX_ARRAYS = 64;

  /**
   * An input.
   *
   * @param lane FLOAT for a {@code float[]}, MASK for a {@code byte[]} of 0 and 1
   * @param access how it is walked
   */
  public record Slot(Lane lane, Access access) {
    /** A float32 slot. */
    public static Slot of(Access access) {
      return new Slot(Lane.FLOAT, access);
    }
  }

  /**
   * A result: of FLOAT in a {@code float[]}, of MASK in a {@code byte[]} of 0 and 1.
   *
   * @param value what is computed
   * @param fold what becomes of it
   */
  public record Output(Expr value, Fold fold) {
    /** Each value is written. */
    public static Output of(Expr value) {
      return new Output(value, Fold.NONE);
    }
  }

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException when an expression reads a slot that is missing or of another
   *     kind, an output is not FLOAT or MASK, a sum is not of FLOAT, row and column sums are mixed,
   *     or the kernel is too large
   */
  public FusedSpec {
    slots = List.copyOf(slots);
    outputs = List.copyOf(outputs);
    if (outputs.isEmpty() || slots.size() + outputs.size() > MAX_ARRAYS) {
      throw new IllegalArgumentException(
          "fused: "
              + slots.size()
              + " inputs and "
              + outputs.size()
              + " outputs, expected one output at least and "
              + MAX_ARRAYS
              + " arrays at most");
    }
    for (Output o : outputs) {
      check(o, outputs);
    }
    Program program = Program.of(outputs.stream().map(Output::value).toList());
    if (program.size() > MAX_INSTRUCTIONS) {
      throw new IllegalArgumentException(
          "fused: " + program.size() + " instructions, at most " + MAX_INSTRUCTIONS);
    }
    for (Expr e : program.steps()) {
      boolean read = e.code() == Code.INPUT || e.code() == Code.FLAG;
      if (read && (e.value() >= slots.size() || slots.get(e.value()).lane() != e.lane())) {
        throw new IllegalArgumentException("fused: " + e + " does not fit the slots " + slots);
      }
    }
  }

  private static void check(Output o, List<Output> all) {
    Lane lane = o.value().lane();
    if (lane == Lane.INT || (lane == Lane.MASK && o.fold() != Fold.NONE)) {
      throw new IllegalArgumentException("fused: a result of " + lane + " with fold " + o.fold());
    }
    for (Output other : all) {
      if (o.fold() == Fold.ROW_SUM && other.fold() == Fold.COLUMN_SUM) {
        throw new IllegalArgumentException("fused: row and column sums in one kernel");
      }
    }
  }

  /** The computation in order. */
  public Program program() {
    return Program.of(outputs.stream().map(Output::value).toList());
  }

  /** Whether rows do not matter, so that the space is one run of elements. */
  public boolean isFlat() {
    boolean whole =
        slots.stream().allMatch(s -> s.access() == Access.FULL || s.access() == Access.SCALAR);
    return whole && outputs.stream().allMatch(o -> o.fold() == Fold.NONE);
  }

  /** Whether columns are summed, so that the space is split by columns. */
  public boolean isByColumns() {
    return outputs.stream().anyMatch(o -> o.fold() == Fold.COLUMN_SUM);
  }
}
