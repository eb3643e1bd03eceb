package dev.arrowmill.tensor.emit;

import dev.arrowmill.tensor.expr.Code;
import dev.arrowmill.tensor.expr.Expr;
import dev.arrowmill.tensor.expr.Lane;
import dev.arrowmill.tensor.expr.Program;
import java.util.Arrays;

/**
 * Runs a program step by step over blocks of lanes: the fallback where nothing can be compiled, and
 * the oracle of the compiled code. Masks are ints, 0 or 1.
 */
final class InterpretedSegment implements Segment {
  private static final int BLOCK = 256;

  private final Expr[] steps;
  private final int[][] args;
  private final int[] results;
  private final boolean[] run;
  private final ThreadLocal<Lanes> lanes;

  /** One array per step, of floats or of ints. */
  private record Lanes(float[][] f, int[][] i) {}

  InterpretedSegment(FusedSpec spec) {
    Program p = spec.program();
    steps = p.steps().toArray(Expr[]::new);
    args = new int[steps.length][];
    for (int i = 0; i < steps.length; i++) {
      args[i] = steps[i].args().stream().mapToInt(p::at).toArray();
    }
    results = p.results().stream().mapToInt(p::at).toArray();
    run = new boolean[spec.slots().size()];
    for (int i = 0; i < run.length; i++) {
      run[i] = spec.slots().get(i).access().isRun();
    }
    lanes = ThreadLocal.withInitial(() -> allocate(steps));
  }

  private static Lanes allocate(Expr[] steps) {
    float[][] f = new float[steps.length][];
    int[][] i = new int[steps.length][];
    for (int s = 0; s < steps.length; s++) {
      boolean isFloat = steps[s].lane() == Lane.FLOAT;
      f[s] = new float[isFloat ? BLOCK : 0];
      i[s] = new int[isFloat ? 0 : BLOCK];
    }
    return new Lanes(f, i);
  }

  @Override
  public void run(float[][] in, int[] at, float[][] out, int[] outAt, int n) {
    Lanes l = lanes.get();
    for (int from = 0; from < n; from += BLOCK) {
      int m = Math.min(BLOCK, n - from);
      for (int s = 0; s < steps.length; s++) {
        step(s, l, in, at, from, m);
      }
      for (int r = 0; r < results.length; r++) {
        write(l, results[r], out[r], outAt[r] + from, m);
      }
    }
  }

  private void write(Lanes l, int step, float[] out, int at, int n) {
    if (steps[step].lane() == Lane.FLOAT) {
      System.arraycopy(l.f[step], 0, out, at, n);
      return;
    }
    for (int j = 0; j < n; j++) {
      out[at + j] = l.i[step][j];
    }
  }

  private void step(int s, Lanes l, float[][] in, int[] at, int from, int n) {
    Expr e = steps[s];
    int[] g = args[s];
    float[] y = l.f[s];
    int[] z = l.i[s];
    switch (e.code()) {
      case INPUT, FLAG -> read(e, s, l, in[e.value()], at[e.value()], from, n);
      case CONST -> Arrays.fill(y, 0, n, e.constant());
      case WHOLE -> Arrays.fill(z, 0, n, e.value());
      case ADD, SUB, MUL, DIV, MIN, MAX -> BlockOps.floats(e.code(), l.f[g[0]], l.f[g[1]], y, n);
      case NEG, ABS, SQRT -> BlockOps.floats(e.code(), l.f[g[0]], y, y, n);
      case FMA -> BlockOps.fma(l.f[g[0]], l.f[g[1]], l.f[g[2]], y, n);
      case SELECT -> BlockOps.select(l.i[g[0]], l.f[g[1]], l.f[g[2]], y, n);
      case FLOATS -> BlockOps.toFloats(l.i[g[0]], y, n);
      case BITS -> BlockOps.toBits(l.f[g[0]], z, n);
      case LT, LE, EQ, NE -> BlockOps.compare(e.code(), l.f[g[0]], l.f[g[1]], z, n);
      case NOT, SHL, SHR -> BlockOps.ints(e.code(), e.value(), l.i[g[0]], z, z, n);
      case AND, OR, XOR, IADD, ISUB, IAND, IOR, INE ->
          BlockOps.ints(e.code(), 0, l.i[g[0]], l.i[g[1]], z, n);
    }
  }

  private void read(Expr e, int s, Lanes l, float[] in, int at, int from, int n) {
    int step = run[e.value()] ? 1 : 0;
    for (int j = 0; j < n; j++) {
      float v = in[at + (from + j) * step];
      if (e.code() == Code.INPUT) {
        l.f[s][j] = v;
      } else {
        l.i[s][j] = v != 0f ? 1 : 0;
      }
    }
  }
}
