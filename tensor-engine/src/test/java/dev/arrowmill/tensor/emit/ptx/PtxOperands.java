package dev.arrowmill.tensor.emit.ptx;

import java.util.List;
import java.util.Map;

/** Operands as sources and sinks of values. */
final class PtxOperands {
  private static final int F = 0;
  private static final int FD = 1;
  private static final int R = 2;
  private static final int RD = 3;
  private static final int P = 4;

  /** Reads a float. */
  interface FloatSource {
    float get(Lane t);
  }

  /** Reads a double. */
  interface DoubleSource {
    double get(Lane t);
  }

  /** Reads an int. */
  interface IntSource {
    int get(Lane t);
  }

  /** Reads a long. */
  interface LongSource {
    long get(Lane t);
  }

  /** Reads a predicate. */
  interface PredicateSource {
    boolean get(Lane t);
  }

  private final Map<String, Integer> symbols;
  private final List<Map.Entry<String, String>> parameters;

  PtxOperands(Map<String, Integer> symbols, List<Map.Entry<String, String>> parameters) {
    this.symbols = symbols;
    this.parameters = parameters;
  }

  static int register(String s, String prefix) {
    if (!s.matches(prefix + "\\d+")) {
      throw new IllegalArgumentException("expected a register " + prefix + ", got " + s);
    }
    return Integer.parseInt(s.substring(prefix.length()));
  }

  FloatSource f32(String s) {
    if (s.startsWith("0f")) {
      float v = Float.intBitsToFloat(Integer.parseUnsignedInt(s.substring(2), 16));
      return t -> v;
    }
    int i = register(s, "%f");
    return t -> {
      t.check(F, i);
      return t.f[i];
    };
  }

  DoubleSource f64(String s) {
    if (s.startsWith("0d")) {
      double v = Double.longBitsToDouble(Long.parseUnsignedLong(s.substring(2), 16));
      return t -> v;
    }
    int i = register(s, "%fd");
    return t -> {
      t.check(FD, i);
      return t.fd[i];
    };
  }

  IntSource b32(String s) {
    switch (s) {
      case "%tid.x" -> {
        return t -> t.thread;
      }
      case "%ntid.x" -> {
        return t -> t.threads;
      }
      case "%ctaid.x" -> {
        return t -> t.block;
      }
      case "%ctaid.y" -> {
        return t -> t.blockY;
      }
      default -> {}
    }
    Integer symbol = symbols.get(s);
    if (symbol != null) {
      return t -> symbol;
    }
    if (!s.startsWith("%")) {
      int v = Integer.parseInt(s);
      return t -> v;
    }
    int i = register(s, "%r");
    return t -> {
      t.check(R, i);
      return t.r[i];
    };
  }

  LongSource b64(String s) {
    int i = register(s, "%rd");
    return t -> {
      t.check(RD, i);
      return t.rd[i];
    };
  }

  PredicateSource pred(String s) {
    int i = register(s, "%p");
    return t -> {
      t.check(P, i);
      return t.p[i];
    };
  }

  PtxEntry.Step setFloat(String d, FloatSource v) {
    int i = register(d, "%f");
    return t -> {
      t.f[i] = v.get(t);
      t.mark(F, i);
    };
  }

  PtxEntry.Step setDouble(String d, DoubleSource v) {
    int i = register(d, "%fd");
    return t -> {
      t.fd[i] = v.get(t);
      t.mark(FD, i);
    };
  }

  PtxEntry.Step setInt(String d, IntSource v) {
    int i = register(d, "%r");
    return t -> {
      t.r[i] = v.get(t);
      t.mark(R, i);
    };
  }

  PtxEntry.Step setLong(String d, LongSource v) {
    int i = register(d, "%rd");
    return t -> {
      t.rd[i] = v.get(t);
      t.mark(RD, i);
    };
  }

  PtxEntry.Step setPredicate(String d, PredicateSource v) {
    int i = register(d, "%p");
    return t -> {
      t.p[i] = v.get(t);
      t.mark(P, i);
    };
  }

  /** The number of the parameter in brackets. */
  int parameter(String s) {
    String name = inside(s);
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).getKey().equals(name)) {
        return i;
      }
    }
    throw new IllegalArgumentException("no parameter " + name);
  }

  static String inside(String s) {
    if (!s.startsWith("[") || !s.endsWith("]")) {
      throw new IllegalArgumentException("expected an address in brackets, got " + s);
    }
    return s.substring(1, s.length() - 1);
  }

  LongSource globalAddress(String s) {
    return b64(inside(s));
  }

  IntSource sharedAddress(String s) {
    String in = inside(s);
    int plus = in.indexOf('+');
    IntSource base = b32(plus < 0 ? in : in.substring(0, plus));
    int offset = plus < 0 ? 0 : Integer.parseInt(in.substring(plus + 1));
    return t -> base.get(t) + offset;
  }
}
