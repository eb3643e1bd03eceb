package dev.arrowmill.tensor.emit;

import dev.arrowmill.tensor.expr.Expr;
import dev.arrowmill.tensor.expr.Functions;
import java.util.Arrays;
import java.util.List;

/** Runs one kernel; made once more in class loaders that lack something. */
final class EmitterProbe {
  /** tanh of 0.5, 1 and 2 by FloatMath, doubled. */
  static final String EXPECTED = expected();

  private static String expected() {
    float[] y = new float[3];
    for (int i = 0; i < 3; i++) {
      y[i] = 2f * dev.arrowmill.tensor.backend.FloatMath.tanh((float) Math.scalb(0.5, i));
    }
    return Arrays.toString(y);
  }

  @Override
  public String toString() {
    Expr e = Functions.tanh(Expr.input(0)).mul(2f);
    FusedSpec spec =
        new FusedSpec(List.of(FusedSpec.Slot.of(Access.FULL)), List.of(FusedSpec.Output.of(e)));
    float[] y = new float[3];
    JavaEmitter.compile(spec)
        .run(
            new Object[] {new float[] {0.5f, 1, 2}},
            new int[1],
            new Object[] {y},
            new int[1],
            1,
            3);
    return JavaEmitter.mode() + " " + Arrays.toString(y);
  }
}
