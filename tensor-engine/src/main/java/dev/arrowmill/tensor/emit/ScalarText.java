package dev.arrowmill.tensor.emit;

import dev.arrowmill.tensor.expr.Expr;
import java.util.function.Function;

/** One instruction as a plain Java expression. */
final class ScalarText {
  private ScalarText() {}

  /** As {@link VectorText#of}. */
  static String of(Expr e, Function<Expr, String> name, boolean run) {
    String[] a = e.args().stream().map(name).toArray(String[]::new);
    int slot = e.value();
    String read = run ? "a" + slot + "[p" + slot + " + i]" : "b" + slot;
    return switch (e.code()) {
      case INPUT -> read;
      case FLAG -> read + " != 0f";
      case CONST, WHOLE -> name.apply(e);
      case ADD, IADD -> a[0] + " + " + a[1];
      case SUB, ISUB -> a[0] + " - " + a[1];
      case MUL -> a[0] + " * " + a[1];
      case DIV -> a[0] + " / " + a[1];
      case MIN -> "Math.min(" + a[0] + ", " + a[1] + ")";
      case MAX -> "Math.max(" + a[0] + ", " + a[1] + ")";
      case FMA -> "Math.fma(" + a[0] + ", " + a[1] + ", " + a[2] + ")";
      case NEG -> "-" + a[0];
      case ABS -> "Math.abs(" + a[0] + ")";
      case SQRT -> "(float) Math.sqrt((double) " + a[0] + ")";
      case LT -> a[0] + " < " + a[1];
      case LE -> a[0] + " <= " + a[1];
      case EQ -> a[0] + " == " + a[1];
      case NE, INE -> a[0] + " != " + a[1];
      case SELECT -> a[0] + " ? " + a[1] + " : " + a[2];
      case AND, IAND -> a[0] + " & " + a[1];
      case OR, IOR -> a[0] + " | " + a[1];
      case XOR -> a[0] + " ^ " + a[1];
      case NOT -> "!" + a[0];
      case BITS -> "Float.floatToRawIntBits(" + a[0] + ")";
      case FLOATS -> "Float.intBitsToFloat(" + a[0] + ")";
      case SHL -> a[0] + " << " + e.value();
      case SHR -> a[0] + " >> " + e.value();
    };
  }
}
