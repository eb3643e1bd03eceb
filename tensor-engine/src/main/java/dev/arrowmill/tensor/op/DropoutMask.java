package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;
import dev.arrowmill.tensor.random.Rng;

/**
 * 0 with probability p, else 1 / (1 - p), drawn from the thread's random scope: the call's number
 * in the scope is an attribute, so that a compiled step draws a new mask in each step's scope, the
 * same as the plain call.
 */
public final class DropoutMask extends KernelOp {
  static final OpSpec SPEC =
      OpSpec.of("dropoutMask", "0 with probability p, else 1 / (1 - p)")
          .notDifferentiable()
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 4, 5)},
              t -> Rng.scoped(1, 2, 3, () -> of(t[0], 0.4, 2)))
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 4, 3, 2)},
              t -> Rng.scoped(1, 2, 3, () -> of(t[0], 0.5, 2)))
          .op("dropoutMask", DropoutMask::new);

  private final float p;
  private final int lead;
  private final int number;

  private DropoutMask(Attrs attrs) {
    super("dropoutMask", attrs);
    this.p = (float) attrs.real("p");
    this.lead = attrs.integer("lead");
    this.number = attrs.integer("call");
  }

  /**
   * A mask for x.
   *
   * @param p in [0, 1]
   * @param lead how many of the first dimensions are drawn; the others are 1, to be broadcast
   * @return float, of x's type, [d1, ..., d_lead, 1, ...]
   * @throws IllegalStateException outside of a scope
   */
  public static Tensor of(Tensor x, double p, int lead) {
    int call = Rng.callInScope();
    if (call < 0) {
      throw outside();
    }
    int dims = Math.min(lead, x.rank());
    return new DropoutMask(Attrs.of("p", p, "lead", dims, "call", call)).call(x.detach());
  }

  private static IllegalStateException outside() {
    return new IllegalStateException(
        "Dropout: no random scope on this thread; wrap the forward pass in"
            + " Rng.scope(seed, step, shard), or call eval()");
  }

  @Override
  protected Tensor allocate(Tensor... in) {
    int[] dims = in[0].shape().dims();
    for (int i = lead; i < dims.length; i++) {
      dims[i] = 1;
    }
    return Tensor.zeros(in[0].dtype(), Shape.of(dims));
  }

  @Override
  public Kernel kernel(Tensor[] in, Tensor out) {
    int n = out.numel();
    boolean single = out.dtype() == DType.FLOAT32;
    float[] draws = single ? out.floats() : new float[n];
    int at = single ? out.offset() : 0;
    float keep = p == 1 ? 0 : 1 / (1 - p);
    return (part, parts) -> {
      if (part > 0) {
        return;
      }
      Rng rng = Rng.inScope(number);
      if (rng == null) {
        throw outside();
      }
      rng.uniform(draws, at, n);
      for (int i = 0; i < n; i++) {
        draws[at + i] = draws[at + i] < p ? 0f : keep;
      }
      if (!single) {
        for (int i = 0; i < n; i++) {
          out.doubles()[out.offset() + i] = draws[i];
        }
      }
    };
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    throw new AssertionError("dropoutMask: takes detached inputs only");
  }
}
