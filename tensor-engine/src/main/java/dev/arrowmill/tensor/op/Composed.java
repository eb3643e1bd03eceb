package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Autograd;
import dev.arrowmill.tensor.autograd.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Derivatives of fused gradient ops, by differentiating what they are composed of. */
final class Composed {
  private Composed() {}

  /**
   * The vector-Jacobian product of f, a composition that equals the call's op on its inputs. While
   * recording is on, the result itself can be differentiated.
   */
  static Tensor[] vjp(Function<Tensor[], Tensor> f, Call call, Tensor g) {
    boolean further = Autograd.isEnabled();
    Tensor[] in = new Tensor[call.arity()];
    List<Tensor> wanted = new ArrayList<>();
    for (int i = 0; i < in.length; i++) {
      Tensor t = call.input(i);
      if (!call.needs(i)) {
        in[i] = t.detach();
      } else {
        in[i] = further ? Contiguous.of(t) : t.detach().requiresGrad(true);
        wanted.add(in[i]);
      }
    }
    Tensor y = Autograd.withGrad(() -> f.apply(in));
    List<Tensor> got = Autograd.grad(List.of(y), List.of(g), wanted, further);
    Tensor[] out = new Tensor[in.length];
    for (int i = 0, k = 0; i < in.length; i++) {
      if (call.needs(i)) {
        out[i] = got.get(k++);
      }
    }
    return out;
  }
}
