package dev.arrowmill.tensor.optim;

import dev.arrowmill.tensor.Tensor;
import java.util.Map;

/** Lowers the rate when a metric has stopped improving, as PyTorch's ReduceLROnPlateau. */
public final class ReduceLrOnPlateau {
  private static final double SMALLEST_CHANGE = 1e-8;

  private final Optimizer optimizer;
  private boolean larger;
  private double factor = 0.1;
  private int patience = 10;
  private int cooldown;
  private double threshold = 1e-4;
  private boolean relative = true;
  private double minLr;

  private double best = Double.NaN;
  private int bad;
  private int cooling;

  private ReduceLrOnPlateau(Optimizer optimizer) {
    this.optimizer = optimizer;
  }

  /** Smaller is better, factor 0.1, patience 10, relative threshold 1e-4. */
  public static ReduceLrOnPlateau of(Optimizer optimizer) {
    return new ReduceLrOnPlateau(optimizer);
  }

  /** Whether larger metrics are better. */
  public ReduceLrOnPlateau larger(boolean on) {
    larger = on;
    return this;
  }

  /** Factor on the rate, below 1. */
  public ReduceLrOnPlateau factor(double value) {
    if (!(value > 0 && value < 1)) {
      throw new IllegalArgumentException(
          "reduceLrOnPlateau: factor must lie in (0, 1), got " + value);
    }
    factor = value;
    return this;
  }

  /** Steps without improvement that are borne. */
  public ReduceLrOnPlateau patience(int steps) {
    patience = steps;
    return this;
  }

  /** Steps after a reduction that do not count. */
  public ReduceLrOnPlateau cooldown(int steps) {
    cooldown = steps;
    return this;
  }

  /** What counts as improvement, as a part of the best metric or absolute. */
  public ReduceLrOnPlateau threshold(double value, boolean isRelative) {
    threshold = value;
    relative = isRelative;
    return this;
  }

  /** The smallest rate. */
  public ReduceLrOnPlateau minLr(double value) {
    minLr = value;
    return this;
  }

  /** Takes the metric of an epoch, and lowers the rate when it is time. */
  public void step(double metric) {
    if (isBetter(metric)) {
      best = metric;
      bad = 0;
    } else {
      bad++;
    }
    if (cooling > 0) {
      cooling--;
      bad = 0;
    }
    if (bad > patience) {
      double lower = Math.max(optimizer.lr() * factor, minLr);
      if (optimizer.lr() - lower > SMALLEST_CHANGE) {
        optimizer.schedule(lower);
      }
      cooling = cooldown;
      bad = 0;
    }
  }

  private boolean isBetter(double metric) {
    if (Double.isNaN(best)) {
      return !Double.isNaN(metric);
    }
    double margin = relative ? threshold * best : threshold;
    return larger ? metric > best + margin : metric < best - margin;
  }

  /** What a restart needs: best metric, bad steps, steps of cooling left and rate, float64 [4]. */
  public Map<String, Tensor> state() {
    return Map.of("plateau", Tensor.of(new double[] {best, bad, cooling, optimizer.lr()}));
  }

  /**
   * Takes over a saved state and sets the rate.
   *
   * @throws IllegalArgumentException when the entry is missing or misfits
   */
  public void loadState(Map<String, Tensor> saved) {
    Tensor t = saved.get("plateau");
    if (t == null || t.numel() != 4) {
      throw new IllegalArgumentException(
          "reduceLrOnPlateau: loadState: expected plateau [4], got " + saved);
    }
    double[] v = t.toDoubles();
    best = v[0];
    bad = (int) v[1];
    cooling = (int) v[2];
    optimizer.schedule(v[3]);
  }
}
