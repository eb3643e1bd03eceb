package dev.arrowmill.tensor.emit;

import dev.arrowmill.tensor.expr.Code;
import dev.arrowmill.tensor.expr.Expr;
import dev.arrowmill.tensor.expr.Lane;
import dev.arrowmill.tensor.expr.Program;

/**
 * Writes a segment's class: a vector loop and a scalar tail, straight code without calls of our
 * own. (C2 boxes vectors at calls that it does not inline, and a long chain exhausts its inlining;
 * the Vector API's own methods are exempt.) The casts are for Janino, which ignores generics.
 */
final class JavaSource {
  static final String NAME = "FusedSegment";

  private final FusedSpec spec;
  private final Program program;
  private final StringBuilder out = new StringBuilder();

  private JavaSource(FusedSpec spec) {
    this.spec = spec;
    program = spec.program();
  }

  static String of(FusedSpec spec, boolean vectors) {
    return new JavaSource(spec).write(vectors);
  }

  private String write(boolean vectors) {
    if (vectors) {
      out.append("import jdk.incubator.vector.*;\n");
    }
    out.append("public final class ").append(NAME).append(" implements ");
    out.append((vectors ? TwinSegment.class : Segment.class).getName()).append(" {\n");
    if (vectors) {
      out.append("private static final VectorSpecies S = FloatVector.SPECIES_PREFERRED;\n");
      out.append("private static final VectorSpecies I = IntVector.SPECIES_PREFERRED;\n");
      out.append("private static final int L = S.length();\n");
    }
    String signature = "(float[][] in, int[] at, float[][] out, int[] oat, int n) {\n";
    if (vectors) {
      out.append("public void run").append(signature);
      out.append("int done = vectors(").append(arguments()).append("0, n);\n");
      out.append("scalars(").append(arguments()).append("done, n);\n}\n");
    }
    out.append(vectors ? "public void plain" : "public void run").append(signature);
    out.append("scalars(").append(arguments()).append("0, n);\n}\n");
    if (vectors) {
      body("int vectors", "for (; i + L <= n; i += L) {\n", true);
    }
    body("int scalars", "for (; i < n; i++) {\n", false);
    return out.append("}\n").toString();
  }

  private String arguments() {
    StringBuilder s = new StringBuilder();
    for (int i = 0; i < spec.slots().size(); i++) {
      s.append("in[" + i + "], at[" + i + "], ");
    }
    for (int i = 0; i < spec.outputs().size(); i++) {
      s.append("out[" + i + "], oat[" + i + "], ");
    }
    return s.toString();
  }

  private void body(String head, String loop, boolean vector) {
    out.append("private static ").append(head).append('(');
    for (int i = 0; i < spec.slots().size(); i++) {
      out.append("float[] a" + i + ", int p" + i + ", ");
    }
    for (int i = 0; i < spec.outputs().size(); i++) {
      out.append("float[] y" + i + ", int q" + i + ", ");
    }
    out.append("int i, int n) {\n");
    for (Expr e : program.steps()) {
      if (isInput(e) && !isRun(e)) {
        out.append("float b" + e.value() + " = a" + e.value() + "[p" + e.value() + "];\n");
      }
    }
    out.append(loop);
    for (Expr e : program.steps()) {
      if (isStatement(e)) {
        statement(e, vector);
      }
    }
    for (int i = 0; i < spec.outputs().size(); i++) {
      store(i, vector);
    }
    out.append("}\nreturn i;\n}\n");
  }

  private static boolean isInput(Expr e) {
    return e.code() == Code.INPUT || e.code() == Code.FLAG;
  }

  private static boolean isStatement(Expr e) {
    return e.code() != Code.CONST && e.code() != Code.WHOLE;
  }

  private boolean isRun(Expr e) {
    return spec.slots().get(e.value()).access().isRun();
  }

  private void statement(Expr e, boolean vector) {
    String type;
    String value;
    if (vector) {
      type = e.lane() == Lane.FLOAT ? "FloatVector" : e.lane() == Lane.INT ? "IntVector" : "";
      type = type.isEmpty() ? "VectorMask" : type;
      value = "(" + type + ") " + VectorText.of(e, a -> vectorName(a), isInput(e) && isRun(e));
    } else {
      type = e.lane() == Lane.FLOAT ? "float" : e.lane() == Lane.INT ? "int" : "boolean";
      value = ScalarText.of(e, a -> scalarName(a), isInput(e) && isRun(e));
    }
    out.append(type + " t" + program.at(e) + " = " + value + ";\n");
  }

  private String vectorName(Expr e) {
    return switch (e.code()) {
      case CONST -> "FloatVector.broadcast(S, " + constant(e) + ")";
      case WHOLE -> "IntVector.broadcast(I, " + e.value() + ")";
      default -> "t" + program.at(e);
    };
  }

  private String scalarName(Expr e) {
    return switch (e.code()) {
      case CONST -> constant(e);
      case WHOLE -> "(" + e.value() + ")";
      default -> "t" + program.at(e);
    };
  }

  private static String constant(Expr e) {
    return "Float.intBitsToFloat(" + e.value() + ")";
  }

  private void store(int i, boolean vector) {
    Expr e = spec.outputs().get(i).value();
    boolean mask = e.lane() == Lane.MASK;
    String place = "y" + i + "[q" + i + " + i] = ";
    if (!vector) {
      out.append(place + scalarName(e) + (mask ? " ? 1f : 0f;\n" : ";\n"));
      return;
    }
    String v = vectorName(e);
    v = mask ? "((FloatVector) FloatVector.zero(S).blend(1f, " + v + "))" : v;
    out.append(v + ".intoArray(y" + i + ", q" + i + " + i);\n");
  }
}
