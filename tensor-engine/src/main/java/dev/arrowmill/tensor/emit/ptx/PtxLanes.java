package dev.arrowmill.tensor.emit.ptx;

import dev.arrowmill.tensor.expr.Code;
import dev.arrowmill.tensor.expr.Expr;
import dev.arrowmill.tensor.expr.Program;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * An expression as instructions. All roundings are spelled out ({@code .rn}), so that the assembler
 * fuses nothing; min and max pass NaN on, and need sm_80 for it.
 */
final class PtxLanes {
  private final PtxText text;
  private final Function<Expr, String> input;
  private final Map<Expr, String> at = new HashMap<>();

  /**
   * For one place in a kernel.
   *
   * @param input the register that holds the element of an INPUT (float) or FLAG (int) step
   */
  PtxLanes(PtxText text, Function<Expr, String> input) {
    this.text = text;
    this.input = input;
  }

  /** The operands of a program's results: registers, predicates or constants. */
  String[] results(Program program) {
    for (Expr e : program.steps()) {
      at.put(e, step(e));
    }
    return program.results().stream().map(this::operand).toArray(String[]::new);
  }

  private String operand(Expr e) {
    return java.util.Objects.requireNonNull(at.get(e));
  }

  private String step(Expr e) {
    return switch (e.code()) {
      case INPUT -> input.apply(e);
      case FLAG -> text.toPredicate("setp.ne.s32", input.apply(e), "0");
      case CONST -> PtxText.constant(e.constant());
      case WHOLE -> Integer.toString(e.value());
      default ->
          switch (e.lane()) {
            case FLOAT -> text.toFloat(code(e.code()), operands(e));
            case INT -> text.toInt(code(e.code()), operands(e));
            case MASK -> text.toPredicate(code(e.code()), operands(e));
          };
    };
  }

  private String[] operands(Expr e) {
    String[] a = e.args().stream().map(this::operand).toArray(String[]::new);
    return switch (e.code()) {
      case SELECT -> new String[] {a[1], a[2], a[0]};
      case SHL, SHR -> new String[] {a[0], Integer.toString(e.value())};
      case BITS -> new String[] {bits(e.args().get(0))};
      default -> a;
    };
  }

  private String bits(Expr e) {
    return e.code() == Code.CONST ? Integer.toString(e.value()) : operand(e);
  }

  private static String code(Code c) {
    return switch (c) {
      case ADD -> "add.rn.f32";
      case SUB -> "sub.rn.f32";
      case MUL -> "mul.rn.f32";
      case DIV -> "div.rn.f32";
      case MIN -> "min.NaN.f32";
      case MAX -> "max.NaN.f32";
      case FMA -> "fma.rn.f32";
      case NEG -> "neg.f32";
      case ABS -> "abs.f32";
      case SQRT -> "sqrt.rn.f32";
      case LT -> "setp.lt.f32";
      case LE -> "setp.le.f32";
      case EQ -> "setp.eq.f32";
      case NE -> "setp.neu.f32";
      case SELECT -> "selp.f32";
      case AND -> "and.pred";
      case OR -> "or.pred";
      case XOR -> "xor.pred";
      case NOT -> "not.pred";
      case BITS, FLOATS -> "mov.b32";
      case IADD -> "add.s32";
      case ISUB -> "sub.s32";
      case IAND -> "and.b32";
      case IOR -> "or.b32";
      case SHL -> "shl.b32";
      case SHR -> "shr.s32";
      case INE -> "setp.ne.s32";
      case INPUT, FLAG, CONST, WHOLE -> throw new AssertionError(c);
    };
  }
}
