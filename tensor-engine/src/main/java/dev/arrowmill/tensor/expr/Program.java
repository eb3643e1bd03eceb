package dev.arrowmill.tensor.expr;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Expressions in an order in which each comes after its arguments, every common part once. Equal
 * expressions give equal programs. Immutable.
 */
public final class Program {
  private final List<Expr> steps;
  private final Map<Expr, Integer> index;
  private final List<Expr> results;

  private Program(List<Expr> steps, Map<Expr, Integer> index, List<Expr> results) {
    this.steps = List.copyOf(steps);
    this.index = Map.copyOf(index);
    this.results = results;
  }

  /** The program of several results. */
  public static Program of(List<Expr> results) {
    List<Expr> steps = new ArrayList<>();
    Map<Expr, Integer> index = new HashMap<>();
    for (Expr e : results) {
      visit(e, steps, index);
    }
    return new Program(steps, index, List.copyOf(results));
  }

  private static void visit(Expr e, List<Expr> steps, Map<Expr, Integer> index) {
    if (index.containsKey(e)) {
      return;
    }
    for (Expr a : e.args()) {
      visit(a, steps, index);
    }
    index.put(e, steps.size());
    steps.add(e);
  }

  /** All steps in order; a step's number is its place. */
  public List<Expr> steps() {
    return steps;
  }

  /** The number of a step. */
  public int at(Expr e) {
    return java.util.Objects.requireNonNull(index.get(e));
  }

  /** The results, in the order in which they were given. */
  public List<Expr> results() {
    return results;
  }

  /** Number of instructions that compute: inputs and constants are free. */
  public int size() {
    int n = 0;
    for (Expr e : steps) {
      n += e.args().isEmpty() ? 0 : 1;
    }
    return n;
  }

  /** For each step the last one that reads it, or the number of steps for a result. */
  public int[] lastUse() {
    int[] last = new int[steps.size()];
    for (int i = 0; i < last.length; i++) {
      for (Expr a : steps.get(i).args()) {
        last[at(a)] = i;
      }
    }
    for (Expr r : results) {
      last[at(r)] = last.length;
    }
    return last;
  }

  /** A text that two programs share exactly when they do the same. */
  public String key() {
    StringBuilder s = new StringBuilder();
    for (Expr e : steps) {
      s.append(e.code().ordinal());
      if (e.code().hasValue()) {
        s.append('#').append(Integer.toHexString(e.value()));
      }
      for (Expr a : e.args()) {
        s.append(',').append(at(a));
      }
      s.append(';');
    }
    for (Expr r : results) {
      s.append('>').append(at(r));
    }
    return s.toString();
  }

  /** A listing for people, one step per line: {@code t3 = MUL t0 t2}. */
  @Override
  public String toString() {
    StringBuilder s = new StringBuilder();
    for (int i = 0; i < steps.size(); i++) {
      Expr e = steps.get(i);
      s.append('t').append(i).append(" = ").append(e.code());
      if (e.code() == Code.CONST) {
        s.append(' ').append(e.constant());
      } else if (e.code().hasValue()) {
        s.append(' ').append(e.value());
      }
      e.args().forEach(a -> s.append(" t").append(at(a)));
      s.append('\n');
    }
    results.forEach(r -> s.append("-> t").append(at(r)).append('\n'));
    return s.toString();
  }
}
