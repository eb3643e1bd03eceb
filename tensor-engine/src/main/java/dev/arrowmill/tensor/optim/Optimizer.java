package dev.arrowmill.tensor.optim;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.RowGrad;
import dev.arrowmill.tensor.nn.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Changes parameters in place by their gradients. Order of calls: {@code zeroGrad}, {@code
 * backward}, {@code step}; or {@link #step(float[])} with gradients from elsewhere. Not
 * thread-safe.
 */
public abstract class Optimizer {
  private final Slot[] slots;
  private final String name;
  private double lr;
  private double setLr;
  private double weightDecay;
  private double sign = 1;
  private long steps;

  Optimizer(String name, List<ParamGroup> groups, double lr) {
    this.name = name;
    List<Slot> all = new ArrayList<>();
    for (ParamGroup g : groups) {
      for (Parameter p : g.parameters()) {
        all.add(new Slot(p, g));
      }
    }
    if (all.isEmpty()) {
      throw new IllegalArgumentException(name + ": there are no parameters");
    }
    slots = all.toArray(Slot[]::new);
    setLr(lr);
  }

  /** Sets the learning rate of the steps to come; returns this optimizer. */
  public abstract Optimizer lr(double lr);

  /** Names of the state tensors of one parameter, in their order. */
  abstract List<String> stateKeys();

  /** First value of state tensor k. */
  double initial(int k, double lr) {
    return 0;
  }

  /** Computes {@link Slot#c} for a step. */
  abstract void prepare(Slot slot, double lr, long step);

  /** Updates n elements from p[po]; their state lies from index so on. */
  abstract void single(Slot slot, float[] p, int po, float[] g, int go, int so, int n);

  /** As {@link #single} in float64. */
  abstract void twice(Slot slot, double[] p, int po, double[] g, int go, int so, int n);

  /** Whether each element is updated by itself, so that parts of a parameter may be. */
  boolean isElementwise() {
    return true;
  }

  /** Sets the momentum of the steps to come, for schedules that cycle it. */
  void setMomentum(double value) {
    throw new IllegalStateException(name + ": has no momentum to schedule");
  }

  /** The momentum (the first beta of Adam and its kin), or NaN where there is none. */
  public double momentum() {
    return Double.NaN;
  }

  final String name() {
    return name;
  }

  final void setLr(double value) {
    schedule(value);
    setLr = value;
  }

  /**
   * Changes the rate of the steps to come; groups with a rate of their own follow in proportion.
   */
  final void schedule(double value) {
    if (!(value >= 0) || value == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          name + ": lr must be finite and not negative, got " + value);
    }
    lr = value;
  }

  final void setDecay(double decay) {
    if (!(decay >= 0)) {
      throw new IllegalArgumentException(name + ": weightDecay must not be negative, got " + decay);
    }
    weightDecay = decay;
  }

  final void setMaximize(boolean on) {
    sign = on ? -1 : 1;
  }

  final Slot slot(int index) {
    return slots[index];
  }

  /** The decay that counts for a parameter. */
  final double decay(Slot slot) {
    return Double.isNaN(slot.weightDecay) ? weightDecay : slot.weightDecay;
  }

  /** 1, or -1 where the gradient is followed upwards. */
  final double sign() {
    return sign;
  }

  /** Checks an option of an optimizer. */
  final double inRange(String option, double value, double lo, double below) {
    if (!(value >= lo && value < below)) {
      throw new IllegalArgumentException(
          name + ": " + option + " must lie in [" + lo + ", " + below + "), got " + value);
    }
    return value;
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
    return Arrays.stream(slots).map(s -> s.parameter).toList();
  }

  /** Clears the gathered gradients. */
  public final void zeroGrad() {
    for (int i = 0; i < slots.length; i++) {
      slots[i].parameter.setGrad(null);
      slots[i].parameter.setRowGrad(null);
    }
  }

  /**
   * Updates every parameter that has a gathered gradient: of those with gathered rows only the
   * touched rows.
   */
  public final void step() {
    beginStep();
    for (int i = 0; i < slots.length; i++) {
      update(i, 0, 1);
    }
  }

  /* One parameter after the other, for compiled steps */

  /**
   * Starts a step whose parameters are then updated one by one, each once; returns its number, from
   * 1.
   */
  public final long beginStep() {
    steps++;
    for (Slot s : slots) {
      double rate = s.rate(lr, setLr);
      s.open(this, stateKeys().size(), rate);
      s.prepare(this, rate, steps);
      RowGrad rows = s.parameter.rowGrad();
      if (rows != null) {
        if (isElementwise() && s.parameter.grad() == null) {
          s.counts();
        } else {
          Tensor g = s.parameter.grad();
          Tensor dense = rows.dense(s.parameter.tensor());
          s.parameter.setGrad(g == null ? dense : g.detach().add(dense));
          s.parameter.setRowGrad(null);
        }
      }
    }
    return steps;
  }

  /**
   * Updates a share of one parameter by its gathered gradient. Shares of one parameter may run on
   * several threads at once; bits do not depend on their number.
   *
   * @param index place of the parameter in {@link #parameters()}
   * @param part the share, {@code 0 <= part < parts <= 256}
   */
  public final void update(int index, int part, int parts) {
    Slot s = slots[index];
    RowGrad rows = s.parameter.rowGrad();
    if (rows != null) {
      updateRows(index, rows, part, parts);
      return;
    }
    Tensor g = s.parameter.grad();
    if (g != null) {
      Tensor c = g.isContiguous() ? g : g.detach().contiguous();
      update(index, c.storage(), c.offset(), part, parts);
    }
  }

  /**
   * Updates a share of one parameter by a gradient of its size and type.
   *
   * @param gradient float[] or double[], row-major
   * @param at index of the gradient's first element
   */
  public final void update(int index, Object gradient, int at, int part, int parts) {
    Slot s = slots[index];
    int n = s.parameter.tensor().numel();
    if (!isElementwise()) {
      if (part == 0) {
        range(s, gradient, at, 0, n);
      }
      return;
    }
    int from = (int) ((long) n * part / parts);
    int end = (int) ((long) n * (part + 1) / parts);
    range(s, gradient, at + from, from, end - from);
  }

  /**
   * Updates the rows that a gradient touches and no others, not even by decay; a row that occurs
   * several times is updated once by the sum, in order. Not for LAMB, whose step depends on the
   * whole parameter.
   */
  public final void updateRows(int index, RowGrad rows, int part, int parts) {
    if (!isElementwise()) {
      throw new IllegalStateException(name + ": cannot update single rows; use a dense gradient");
    }
    Slot s = slots[index];
    s.share(part).run(this, s, rows, part, parts);
  }

  /** Updates n elements of a parameter from index {@code from} on. */
  final void range(Slot s, Object g, int at, int from, int n) {
    Tensor p = s.parameter.tensor();
    if (s.isSingle()) {
      single(s, p.floats(), p.offset() + from, (float[]) g, at, from, n);
    } else {
      twice(s, p.doubles(), p.offset() + from, (double[]) g, at, from, n);
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
      s.open(this, stateKeys().size(), s.rate(lr, setLr));
      s.prepare(this, s.rate(lr, setLr), steps);
      range(s, flat, at, 0, s.parameter.tensor().numel());
      at += s.parameter.tensor().numel();
    }
  }

  /** Bytes of the state of all parameters, made or not. */
  public final long stateBytes() {
    long n = 0;
    for (Slot s : slots) {
      Tensor t = s.parameter.tensor();
      n += (long) t.numel() * t.dtype().bytes() * stateKeys().size();
    }
    return n;
  }

  /**
   * Everything a restart needs: {@code step} (int64) and, per parameter index i, tensors such as
   * {@code exp_avg.i}. Shares the optimizer's arrays.
   */
  public final Map<String, Tensor> state() {
    Map<String, Tensor> out = new LinkedHashMap<>();
    out.put("step", Tensor.of(new long[] {steps}));
    List<String> keys = stateKeys();
    for (int i = 0; i < slots.length; i++) {
      slots[i].open(this, keys.size(), slots[i].rate(lr, setLr));
      for (int k = 0; k < keys.size(); k++) {
        out.put(keys.get(k) + "." + i, slots[i].state(k));
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
