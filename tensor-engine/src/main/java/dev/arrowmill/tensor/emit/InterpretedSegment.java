package dev.arrowmill.tensor.emit;

import dev.arrowmill.tensor.expr.Code;
import dev.arrowmill.tensor.expr.Expr;
import dev.arrowmill.tensor.expr.Lane;
import dev.arrowmill.tensor.expr.Program;

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
    if (e.code() == Code.INPUT || e.code() == Code.FLAG) {
      read(e, s, l, in[e.value()], at[e.value()], from, n);
      return;
    }
    for (int j = 0; j < n; j++) {
      if (e.lane() == Lane.FLOAT) {
        l.f[s][j] = real(e, g, l, j);
      } else {
        l.i[s][j] = whole(e, g, l, j);
      }
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

  private static float real(Expr e, int[] g, Lanes l, int j) {
    return switch (e.code()) {
      case CONST -> e.constant();
      case ADD -> l.f[g[0]][j] + l.f[g[1]][j];
      case SUB -> l.f[g[0]][j] - l.f[g[1]][j];
      case MUL -> l.f[g[0]][j] * l.f[g[1]][j];
      case DIV -> l.f[g[0]][j] / l.f[g[1]][j];
      case MIN -> Math.min(l.f[g[0]][j], l.f[g[1]][j]);
      case MAX -> Math.max(l.f[g[0]][j], l.f[g[1]][j]);
      case FMA -> Math.fma(l.f[g[0]][j], l.f[g[1]][j], l.f[g[2]][j]);
      case NEG -> -l.f[g[0]][j];
      case ABS -> Math.abs(l.f[g[0]][j]);
      case SQRT -> (float) Math.sqrt(l.f[g[0]][j]);
      case SELECT -> l.i[g[0]][j] != 0 ? l.f[g[1]][j] : l.f[g[2]][j];
      case FLOATS -> Float.intBitsToFloat(l.i[g[0]][j]);
      default -> throw new AssertionError(e.code());
    };
  }

  private static int whole(Expr e, int[] g, Lanes l, int j) {
    return switch (e.code()) {
      case WHOLE -> e.value();
      case LT -> l.f[g[0]][j] < l.f[g[1]][j] ? 1 : 0;
      case LE -> l.f[g[0]][j] <= l.f[g[1]][j] ? 1 : 0;
      case EQ -> l.f[g[0]][j] == l.f[g[1]][j] ? 1 : 0;
      case NE -> l.f[g[0]][j] != l.f[g[1]][j] ? 1 : 0;
      case INE -> l.i[g[0]][j] != l.i[g[1]][j] ? 1 : 0;
      case AND -> l.i[g[0]][j] & l.i[g[1]][j];
      case OR -> l.i[g[0]][j] | l.i[g[1]][j];
      case XOR -> l.i[g[0]][j] ^ l.i[g[1]][j];
      case NOT -> l.i[g[0]][j] ^ 1;
      case BITS -> Float.floatToRawIntBits(l.f[g[0]][j]);
      case IADD -> l.i[g[0]][j] + l.i[g[1]][j];
      case ISUB -> l.i[g[0]][j] - l.i[g[1]][j];
      case IAND -> l.i[g[0]][j] & l.i[g[1]][j];
      case IOR -> l.i[g[0]][j] | l.i[g[1]][j];
      case SHL -> l.i[g[0]][j] << e.value();
      case SHR -> l.i[g[0]][j] >> e.value();
      default -> throw new AssertionError(e.code());
    };
  }
}
