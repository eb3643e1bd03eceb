package dev.arrowmill.tensor.emit;

import dev.arrowmill.tensor.expr.Expr;
import java.util.function.Function;

/** One instruction as a Vector API expression. */
final class VectorText {
  private VectorText() {}

  /**
   * The expression.
   *
   * @param name how an argument is written
   * @param run whether an input is a run of elements
   */
  static String of(Expr e, Function<Expr, String> name, boolean run) {
    String[] a = e.args().stream().map(name).toArray(String[]::new);
    int slot = e.value();
    String read =
        run
            ? "FloatVector.fromArray(S, a" + slot + ", p" + slot + " + i)"
            : "FloatVector.broadcast(S, b" + slot + ")";
    return switch (e.code()) {
      case INPUT -> read;
      case FLAG -> read + ".compare(VectorOperators.NE, 0f)";
      case CONST, WHOLE -> name.apply(e);
      case ADD, IADD -> a[0] + ".add(" + a[1] + ")";
      case SUB, ISUB -> a[0] + ".sub(" + a[1] + ")";
      case MUL -> a[0] + ".mul(" + a[1] + ")";
      case DIV -> a[0] + ".div(" + a[1] + ")";
      case MIN -> a[0] + ".min(" + a[1] + ")";
      case MAX -> a[0] + ".max(" + a[1] + ")";
      case FMA -> a[0] + ".fma(" + a[1] + ", " + a[2] + ")";
      case NEG -> a[0] + ".neg()";
      case ABS -> a[0] + ".abs()";
      case SQRT -> a[0] + ".sqrt()";
      case LT, LE, EQ, NE -> compare(e.code().name(), a);
      case INE -> compare("NE", a) + ".cast(S)";
      case SELECT -> a[2] + ".blend(" + a[1] + ", " + a[0] + ")";
      case AND -> a[0] + ".and(" + a[1] + ")";
      case OR -> a[0] + ".or(" + a[1] + ")";
      case XOR -> a[0] + ".eq(" + a[1] + ").not()";
      case NOT -> a[0] + ".not()";
      case BITS -> a[0] + ".reinterpretAsInts()";
      case FLOATS -> a[0] + ".reinterpretAsFloats()";
      case IAND -> a[0] + ".and(" + a[1] + ")";
      case IOR -> a[0] + ".or(" + a[1] + ")";
      case SHL -> a[0] + ".lanewise(VectorOperators.LSHL, " + e.value() + ")";
      case SHR -> a[0] + ".lanewise(VectorOperators.ASHR, " + e.value() + ")";
    };
  }

  private static String compare(String how, String[] a) {
    return a[0] + ".compare(VectorOperators." + how + ", " + a[1] + ")";
  }
}
