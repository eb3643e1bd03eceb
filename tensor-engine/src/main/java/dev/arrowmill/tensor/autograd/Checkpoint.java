package dev.arrowmill.tensor.autograd;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.op.Op;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Saves memory for time: the intermediate results of a part of a network are dropped after its
 * forward pass and computed again in the backward pass (Chen et al. 2016). Random ops inside draw
 * the same numbers both times.
 */
public final class Checkpoint {
  private Checkpoint() {}

  /**
   * The value of {@code f}, with gradients for the inputs and for every leaf that f uses.
   *
   * @param f a function of tensors without other effects; called again in the backward pass
   */
  public static Tensor of(Function<Tensor[], Tensor> f, Tensor... in) {
    if (!Autograd.isEnabled() || Trace.current() != null) {
      return f.apply(in);
    }
    Rng.Place place = Rng.place();
    Tensor[] leaves = leaves(in);
    Tensor y = f.apply(leaves);
    List<Tensor> inputs = new ArrayList<>(Arrays.asList(in));
    if (y.requiresGrad()) {
      for (Tensor t : Order.of(List.of(y))) {
        if (t.call() == null && !List.of(leaves).contains(t)) {
          inputs.add(t);
        }
      }
    }
    return new Recompute(f, in.length, place, y.detach()).apply(inputs.toArray(Tensor[]::new));
  }

  private static Tensor[] leaves(Tensor[] in) {
    Tensor[] leaves = new Tensor[in.length];
    for (int i = 0; i < in.length; i++) {
      leaves[i] = in[i].detach();
      if (in[i].requiresGrad()) {
        leaves[i].requiresGrad(true);
      }
    }
    return leaves;
  }

  private static final class Recompute extends Op {
    private final Function<Tensor[], Tensor> f;
    private final int arguments;
    private final Rng.@Nullable Place place;
    private Tensor[] value;

    Recompute(
        Function<Tensor[], Tensor> f, int arguments, Rng.@Nullable Place place, Tensor value) {
      super("checkpoint");
      this.f = f;
      this.arguments = arguments;
      this.place = place;
      this.value = new Tensor[] {value};
    }

    @Override
    protected Tensor forward(Tensor... in) {
      Tensor y = value[0];
      value = new Tensor[0];
      return y;
    }

    @Override
    public Tensor[] vjp(Call call, Tensor g) {
      boolean again = Autograd.isEnabled();
      return Autograd.withGrad(() -> again(call, g, again));
    }

    private Tensor[] again(Call call, Tensor g, boolean createGraph) {
      Tensor[] args = new Tensor[arguments];
      List<Tensor> wanted = new ArrayList<>();
      List<Integer> at = new ArrayList<>();
      for (int i = 0; i < call.arity(); i++) {
        Tensor t = call.input(i);
        if (i < arguments) {
          args[i] = createGraph ? t : t.detach().requiresGrad(t.requiresGrad());
          t = args[i];
        }
        if (t.requiresGrad()) {
          wanted.add(t);
          at.add(i);
        }
      }
      Tensor y = Rng.Place.replay(place, () -> f.apply(args));
      List<Tensor> grads = Autograd.grad(List.of(y), List.of(g), wanted, createGraph);
      Tensor[] out = new Tensor[call.arity()];
      for (int i = 0; i < grads.size(); i++) {
        out[at.get(i)] = grads.get(i);
      }
      return out;
    }
  }
}
