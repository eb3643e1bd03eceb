package dev.arrowmill.tensor.optim;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Changes parameters in place by their gradients. Order of calls: {@code zeroGrad}, {@code
 * backward}, {@code step}; or {@link #step(float[])} with gradients from elsewhere. Not
 * thread-safe.
 */
public abstract class Optimizer {
  private final List<Slot> slots = new ArrayList<>();
  private final String name;
  private double lr;
  private long steps;

  /** A parameter with its settings and its state. */
  static final class Slot {
    final Parameter parameter;
    final double lrScale;
    final double weightDecay;
    final Map<String, Tensor> state = new LinkedHashMap<>();

    Slot(Parameter parameter, double lrScale, double weightDecay) {
      this.parameter = parameter;
      this.lrScale = lrScale;
      this.weightDecay = weightDecay;
    }

    Tensor state(String key) {
      Tensor t = parameter.tensor();
      return state.computeIfAbsent(key, k -> Tensor.zeros(t.dtype(), t.shape()));
    }
  }

  Optimizer(String name, List<ParamGroup> groups, double lr) {
    this.name = name;
    for (ParamGroup g : groups) {
      for (Parameter p : g.parameters()) {
        slots.add(new Slot(p, g.lrScale(), g.weightDecay()));
      }
    }
    if (slots.isEmpty()) {
      throw new IllegalArgumentException(name + ": there are no parameters");
    }
    setLr(lr);
  }

  /** Sets the learning rate of the steps to come; returns this optimizer. */
  public abstract Optimizer lr(double lr);

  /** Updates one parameter; g is the gradient's array and offset, in the parameter's type. */
  abstract void update(Slot slot, Object g, int offset, double lr, long step);

  /** Names of the state tensors of one parameter, in their order. */
  abstract List<String> stateKeys();

  final void setLr(double value) {
    if (!(value >= 0) || value == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          name + ": lr must be finite and not negative, got " + value);
    }
    lr = value;
  }

  /** The learning rate. */
  public final double lr() {
    return lr;
  }

  /** Steps done. */
  public final long steps() {
    return steps;
  }

  /** The parameters in the order of the groups: the order of {@link #step(float[])}. */
  public final List<Parameter> parameters() {
    return slots.stream().map(s -> s.parameter).toList();
  }

  /** Clears the gathered gradients. */
  public final void zeroGrad() {
    for (Slot s : slots) {
      s.parameter.setGrad(null);
    }
  }

  /** Updates every parameter that has a gathered gradient. */
  public final void step() {
    steps++;
    for (Slot s : slots) {
      Tensor g = s.parameter.grad();
      if (g != null) {
        Tensor c = g.detach().contiguous();
        update(s, c.storage(), c.offset(), lr * s.lrScale, steps);
      }
    }
  }

  /**
   * Updates every parameter from gradients lying one after the other in the order of {@link
   * #parameters()}, as {@code Gradients.addTo} writes them.
   *
   * @throws IllegalArgumentException when the length differs or a parameter is not float32
   */
  public final void step(float[] flat) {
    long n = 0;
    for (Slot s : slots) {
      n += s.parameter.tensor().numel();
      if (s.parameter.tensor().dtype() != DType.FLOAT32) {
        throw new IllegalArgumentException(
            name + ": step(float[]) needs float32, got " + s.parameter.tensor().dtype());
      }
    }
    if (n != flat.length) {
      throw new IllegalArgumentException(
          name + ": expected " + n + " gradient values, got " + flat.length);
    }
    steps++;
    int at = 0;
    for (Slot s : slots) {
      update(s, flat, at, lr * s.lrScale, steps);
      at += s.parameter.tensor().numel();
    }
  }

  /**
   * Everything a restart needs: {@code step} (int64) and, per parameter index i, tensors such as
   * {@code exp_avg.i}. Shares the optimizer's arrays.
   */
  public final Map<String, Tensor> state() {
    Map<String, Tensor> out = new LinkedHashMap<>();
    out.put("step", Tensor.of(new long[] {steps}));
    for (int i = 0; i < slots.size(); i++) {
      for (String key : stateKeys()) {
        out.put(key + "." + i, slots.get(i).state(key));
      }
    }
    return out;
  }

  /**
   * Copies a saved state into this optimizer. Nothing is changed when anything does not fit.
   *
   * @throws IllegalArgumentException naming every missing, unexpected or misfitting tensor
   */
  public final void loadState(Map<String, Tensor> saved) {
    Map<String, Tensor> own = state();
    List<String> problems = new ArrayList<>();
    own.forEach(
        (key, t) -> {
          Tensor s = saved.get(key);
          if (s == null) {
            problems.add("missing " + key);
          } else if (!s.shape().equals(t.shape()) || s.dtype() != t.dtype()) {
            problems.add(
                key
                    + " is "
                    + s.dtype()
                    + " "
                    + s.shape()
                    + ", expected "
                    + t.dtype()
                    + " "
                    + t.shape());
          }
        });
    saved.keySet().stream()
        .filter(k -> !own.containsKey(k))
        .forEach(k -> problems.add("unexpected " + k));
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(name + ": loadState: " + String.join("; ", problems));
    }
    own.forEach(
        (key, t) -> {
          Tensor c = java.util.Objects.requireNonNull(saved.get(key)).detach().contiguous();
          System.arraycopy(c.storage(), c.offset(), t.storage(), t.offset(), t.numel());
        });
    steps = java.util.Objects.requireNonNull(own.get("step")).longs()[0];
  }
}
