package dev.arrowmill.tensor.emit;

import dev.arrowmill.tensor.expr.Expr;
import java.util.ArrayList;
import java.util.List;

/**
 * One step of Adam as a fused kernel with three outputs: {@link
 * dev.arrowmill.tensor.backend.Backend#adam} operation by operation. Slots: parameters, gradient,
 * first and second moment, then ten numbers: shrink, l2, beta1, gain1, beta2, gain2, step size,
 * root, eps (see {@link dev.arrowmill.tensor.backend.AdamScales}) and the sign of the gradient;
 * outputs: parameters and moments, in place.
 */
public final class AdamSpec {
  /** How many numbers follow the four arrays. */
  public static final int CONSTANTS = 10;

  /** The computation, for any emitter. */
  public static final FusedSpec SPEC = spec();

  private AdamSpec() {}

  private static FusedSpec spec() {
    List<FusedSpec.Slot> slots = new ArrayList<>();
    for (int i = 0; i < 4 + CONSTANTS; i++) {
      slots.add(FusedSpec.Slot.of(i < 4 ? Access.FULL : Access.SCALAR));
    }
    Expr w = Expr.input(0);
    Expr shrink = Expr.input(4);
    Expr l2 = Expr.input(5);
    Expr beta1 = Expr.input(6);
    Expr gain1 = Expr.input(7);
    Expr beta2 = Expr.input(8);
    Expr gain2 = Expr.input(9);
    Expr stepSize = Expr.input(10);
    Expr root = Expr.input(11);
    Expr eps = Expr.input(12);
    Expr sign = Expr.input(13);
    Expr d = sign.mul(Expr.input(1)).add(l2.mul(w));
    Expr m = beta1.mul(Expr.input(2)).add(gain1.mul(d));
    Expr v = beta2.mul(Expr.input(3)).add(gain2.mul(d).mul(d));
    Expr step = m.div(v.sqrt().mul(root).add(eps));
    Expr p = w.mul(shrink).sub(stepSize.mul(step));
    return new FusedSpec(
        slots, List.of(FusedSpec.Output.of(p), FusedSpec.Output.of(m), FusedSpec.Output.of(v)));
  }
}
