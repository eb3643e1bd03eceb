package dev.arrowmill.tensor.emit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.arrowmill.tensor.expr.Expr;
import dev.arrowmill.tensor.expr.Functions;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compiled loops allocate nothing once they are warm: no vector is boxed, no scratch renewed. */
class EmittedCodeTest {
  private static final int ROWS = 8;
  private static final int COLUMNS = 1024;

  enum Kernel {
    CHAIN,
    LONG_CHAIN,
    GRADIENT,
    ROW_SUM,
    COLUMN_SUM,
    MASKS;

    FusedSpec spec() {
      Expr x = Expr.input(0);
      Expr w = Expr.input(1);
      Expr b = Expr.input(2);
      Expr y = Functions.gelu(x.mul(w).add(b)).mul(x);
      return switch (this) {
        case CHAIN -> spec(FusedSpec.Output.of(y));
        case LONG_CHAIN -> spec(FusedSpec.Output.of(Functions.tanh(y).add(Functions.erf(x))));
        case GRADIENT ->
            spec(
                FusedSpec.Output.of(Functions.geluGrad(x, w)),
                new FusedSpec.Output(Functions.geluGrad(x, w), Fold.COLUMN_SUM));
        case ROW_SUM -> spec(new FusedSpec.Output(y, Fold.ROW_SUM));
        case COLUMN_SUM -> spec(new FusedSpec.Output(y, Fold.COLUMN_SUM));
        case MASKS -> spec(FusedSpec.Output.of(y.gt(0f)), FusedSpec.Output.of(y));
      };
    }

    private static FusedSpec spec(FusedSpec.Output... outputs) {
      return new FusedSpec(
          List.of(
              FusedSpec.Slot.of(Access.FULL),
              FusedSpec.Slot.of(Access.FULL),
              FusedSpec.Slot.of(Access.ROW)),
          List.of(outputs));
    }
  }

  @ParameterizedTest
  @EnumSource(Kernel.class)
  void allocateNothing(Kernel k) throws InterruptedException {
    FusedSpec spec = k.spec();
    CompiledLoop loop = JavaEmitter.compile(spec, JavaEmitter.Mode.VECTOR);
    Object[] in = {new float[ROWS * COLUMNS], new float[ROWS * COLUMNS], new float[COLUMNS]};
    java.util.Random r = new java.util.Random(5);
    for (Object a : in) {
      for (int i = 0; i < ((float[]) a).length; i++) {
        ((float[]) a)[i] = (float) r.nextGaussian();
      }
    }
    Object[] out = new Object[spec.outputs().size()];
    for (int i = 0; i < out.length; i++) {
      boolean mask = spec.outputs().get(i).value().lane() == dev.arrowmill.tensor.expr.Lane.MASK;
      out[i] = mask ? new byte[ROWS * COLUMNS] : new float[ROWS * COLUMNS];
    }
    int[] at = new int[3];
    int[] outAt = new int[out.length];
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 20_000 && least > 0; round++) {
      if (round >= 2_000 && round % 100 == 0) {
        Thread.sleep(100); // the compiler may be late on a busy machine
      }
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 20; i++) {
        loop.run(in, at, out, outAt, ROWS, COLUMNS);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).as("bytes per 20 runs of %s", k).isZero();
  }

  @Test
  void kernelsInUseTurnToVectorCode() throws InterruptedException {
    FusedSpec spec = Kernel.CHAIN.spec();
    CompiledLoop loop = JavaEmitter.compile(spec);
    float[] x = new float[100_000];
    java.util.Arrays.fill(x, 0.7f);
    float[] y = new float[x.length];
    Object[] in = {x, x, x};
    loop.run(in, new int[3], new Object[] {y}, new int[1], 1, x.length);
    float first = y[0];
    for (int i = 0; i < 3000 && !JavaEmitter.isWarm(spec); i++) {
      loop.run(in, new int[3], new Object[] {y}, new int[1], 1, x.length);
      Thread.sleep(5);
    }
    assertThat(JavaEmitter.isWarm(spec)).isTrue();
    loop.run(in, new int[3], new Object[] {y}, new int[1], 1, x.length);
    assertThat(y).containsOnly(first);
  }
}
