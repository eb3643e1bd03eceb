package dev.arrowmill.tensor.optim;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An exponential moving average of weights: a = decay a + (1 - decay) w after each step. Starts
 * from the weights as they are. Not thread-safe.
 */
public final class Ema {
  private final List<Parameter> parameters;
  private final List<Tensor> averages = new ArrayList<>();
  private final double decay;

  private Ema(List<Parameter> parameters, double decay) {
    if (!(decay >= 0 && decay < 1)) {
      throw new IllegalArgumentException("ema: decay must lie in [0, 1), got " + decay);
    }
    this.parameters = List.copyOf(parameters);
    this.decay = decay;
    for (Parameter p : parameters) {
      Tensor a = Tensor.zeros(p.tensor().dtype(), p.tensor().shape());
      averages.add(a.assign(p.tensor().detach()));
    }
  }

  /** Of parameters, with a decay in [0, 1), such as 0.999. */
  public static Ema of(List<Parameter> parameters, double decay) {
    return new Ema(parameters, decay);
  }

  /** Takes in the present weights. */
  public void update() {
    for (int k = 0; k < averages.size(); k++) {
      Tensor a = averages.get(k);
      Tensor w = parameters.get(k).tensor();
      if (a.dtype() == DType.FLOAT32) {
        add(a.floats(), w.floats(), w.offset(), (float) (1 - decay));
      } else {
        add(a.doubles(), w.doubles(), w.offset(), 1 - decay);
      }
    }
  }

  private static void add(float[] a, float[] w, int at, float gain) {
    for (int i = 0; i < a.length; i++) {
      a[i] += gain * (w[at + i] - a[i]);
    }
  }

  private static void add(double[] a, double[] w, int at, double gain) {
    for (int i = 0; i < a.length; i++) {
      a[i] += gain * (w[at + i] - a[i]);
    }
  }

  /** Exchanges weights and averages; a second call undoes it. */
  public void swap() {
    for (int k = 0; k < averages.size(); k++) {
      Tensor w = parameters.get(k).tensor().detach();
      Tensor old = Tensor.zeros(w.dtype(), w.shape()).assign(w);
      w.assign(averages.get(k));
      averages.get(k).assign(old);
    }
  }

  /** The averages as {@code ema.i}; shares the arrays. */
  public Map<String, Tensor> state() {
    Map<String, Tensor> out = new LinkedHashMap<>();
    for (int k = 0; k < averages.size(); k++) {
      out.put("ema." + k, averages.get(k));
    }
    return out;
  }

  /**
   * Copies saved averages.
   *
   * @throws IllegalArgumentException when one is missing or misfits
   */
  public void loadState(Map<String, Tensor> saved) {
    state()
        .forEach(
            (key, t) -> {
              Tensor s = saved.get(key);
              if (s == null || !s.shape().equals(t.shape()) || s.dtype() != t.dtype()) {
                throw new IllegalArgumentException(
                    "ema: loadState: expected " + key + " " + t.dtype() + t.shape());
              }
            });
    state().forEach((key, t) -> t.assign(java.util.Objects.requireNonNull(saved.get(key))));
  }
}
