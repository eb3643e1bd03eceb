package dev.arrowmill.tensor.emit.ptx;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes one entry: instructions with fresh registers, parameters, shared memory and labels. */
final class PtxText {
  private final String name;
  private final List<String> parameters = new ArrayList<>();
  private final StringBuilder shared = new StringBuilder();
  private final StringBuilder body = new StringBuilder();
  private int floats;
  private int doubles;
  private int ints;
  private int longs;
  private int predicates;
  private int labels;

  PtxText(String name) {
    this.name = name;
  }

  String f32() {
    return "%f" + floats++;
  }

  String f64() {
    return "%fd" + doubles++;
  }

  String b32() {
    return "%r" + ints++;
  }

  String b64() {
    return "%rd" + longs++;
  }

  String pred() {
    return "%p" + predicates++;
  }

  String label() {
    return "L" + labels++;
  }

  /** One instruction. */
  PtxText op(String code, String... operands) {
    body.append('\t').append(code);
    if (operands.length > 0) {
      body.append(' ').append(String.join(", ", operands));
    }
    body.append(";\n");
    return this;
  }

  /** One instruction for the threads of which a predicate holds. */
  void guarded(String predicate, String code, String... operands) {
    op("@" + predicate + " " + code, operands);
  }

  void place(String label) {
    body.append(label).append(":\n");
  }

  /** An instruction's result in a fresh float register. */
  String toFloat(String code, String... operands) {
    return into(f32(), code, operands);
  }

  /** An instruction's result in a fresh int register. */
  String toInt(String code, String... operands) {
    return into(b32(), code, operands);
  }

  /** An instruction's result in a fresh 64-bit register. */
  String toLong(String code, String... operands) {
    return into(b64(), code, operands);
  }

  /** An instruction's result in a fresh predicate. */
  String toPredicate(String code, String... operands) {
    return into(pred(), code, operands);
  }

  private String into(String register, String code, String... operands) {
    String[] all = new String[operands.length + 1];
    all[0] = register;
    System.arraycopy(operands, 0, all, 1, operands.length);
    op(code, all);
    return register;
  }

  /** A pointer parameter as a global address. */
  String pointer() {
    String p = parameter("u64");
    return toLong("cvta.to.global.u64", toLong("ld.param.u64", "[" + p + "]"));
  }

  /** A whole number as a parameter. */
  String number() {
    return toInt("ld.param.u32", "[" + parameter("u32") + "]");
  }

  private String parameter(String type) {
    String p = name + "_" + parameters.size();
    parameters.add(".param ." + type + " " + p);
    return p;
  }

  /** Static shared memory. */
  void shared(String label, int bytes) {
    shared.append("\t.shared .align 16 .b8 ").append(label).append('[').append(bytes);
    shared.append("];\n");
  }

  /** base + index * size as an address. */
  String element(String base, String index, int size) {
    return toLong("add.s64", base, toLong("mul.wide.s32", index, Integer.toString(size)));
  }

  /** base + index * 4 as a shared address. */
  String sharedElement(String base, String index) {
    return toInt("mad.lo.s32", index, "4", base);
  }

  /** The global number of this thread along x. */
  String thread() {
    return toInt(
        "mad.lo.s32",
        toInt("mov.u32", "%ctaid.x"),
        toInt("mov.u32", "%ntid.x"),
        toInt("mov.u32", "%tid.x"));
  }

  static String constant(float v) {
    return "0f" + String.format(Locale.ROOT, "%08X", Float.floatToRawIntBits(v));
  }

  PtxKernel kernel(int threads) {
    StringBuilder s = new StringBuilder(".visible .entry ").append(name).append("(\n\t");
    s.append(String.join(",\n\t", parameters)).append("\n)\n");
    s.append(".maxntid ").append(threads).append(", 1, 1\n{\n").append(shared);
    registers(s, "f32", "f", floats);
    registers(s, "f64", "fd", doubles);
    registers(s, "b32", "r", ints);
    registers(s, "b64", "rd", longs);
    registers(s, "pred", "p", predicates);
    return new PtxKernel(name, s.append(body).append("\tret;\n}\n").toString(), threads);
  }

  private static void registers(StringBuilder s, String type, String prefix, int n) {
    if (n > 0) {
      s.append("\t.reg .").append(type).append(" %").append(prefix);
      s.append('<').append(n).append(">;\n");
    }
  }
}
