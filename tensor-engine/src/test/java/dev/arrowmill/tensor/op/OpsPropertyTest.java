package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Autograd;
import dev.arrowmill.tensor.autograd.GradCheck;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** First and second derivatives of every row against finite differences, on random shapes. */
class OpsPropertyTest {
  @Property(tries = 4, seed = "20261")
  void gradientsMatchFiniteDifferences(@ForAll int seed) {
    each(seed, (s, in) -> GradCheck.check(1e-6, s.f()::apply, in));
  }

  @Property(tries = 2, seed = "20262")
  void secondDerivativesMatchFiniteDifferences(@ForAll int seed) {
    each(seed, (s, in) -> GradCheck.check(1e-5, t -> gradient(s, t), in));
  }

  private interface Check {
    void run(OpSpec.Sample s, Tensor... in);
  }

  private static void each(int seed, Check check) {
    for (OpSpec row : Ops.ALL) {
      List<OpSpec.Sample> samples = row.differentiable() ? row.samples() : List.of();
      for (int i = 0; i < samples.size(); i++) {
        OpSpec.Sample s = samples.get(i);
        Tensor[] in = s.inputs().apply(Rng.of(seed).fold(i));
        try {
          check.run(s, in);
        } catch (AssertionError e) {
          throw new AssertionError(row.name() + " sample " + i + ", seed " + seed, e);
        } catch (IllegalStateException e) {
          if (!String.valueOf(e.getMessage()).contains("has no second derivative")) {
            throw e;
          }
        }
      }
    }
  }

  /** The gradients of a weighted sum of the result, and a quadratic that is never constant. */
  private static Tensor gradient(OpSpec.Sample s, Tensor... in) {
    return Autograd.withGrad(
        () -> {
          Tensor[] leaves = new Tensor[in.length];
          List<Tensor> wanted = new ArrayList<>();
          for (int i = 0; i < in.length; i++) {
            boolean variable = in[i].dtype().isFloat();
            leaves[i] =
                variable && !in[i].requiresGrad() ? in[i].detach().requiresGrad(true) : in[i];
            if (variable) {
              wanted.add(leaves[i]);
            }
          }
          Tensor y = s.f().apply(leaves);
          Tensor w = Tensor.rand(Rng.of(3), y.shape().dims()).toType(DType.FLOAT64).add(0.5);
          List<Tensor> flat = new ArrayList<>();
          for (Tensor g : Autograd.grad(y.mul(w).sum(), wanted, true)) {
            flat.add(g.flatten());
          }
          for (Tensor t : wanted) {
            flat.add(t.square().sum().reshape(1));
          }
          return Tensor.cat(flat, 0);
        });
  }
}
