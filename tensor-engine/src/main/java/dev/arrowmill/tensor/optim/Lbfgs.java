package dev.arrowmill.tensor.optim;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Autograd;
import dev.arrowmill.tensor.nn.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Limited-memory BFGS (Liu and Nocedal 1989) over all parameters as one vector, in float64, as
 * PyTorch's. A step calls the loss several times, so batches must not change within it. Not
 * thread-safe.
 */
public final class Lbfgs {
  private static final double CURVATURE = 1e-10;

  private final List<Parameter> parameters;
  private final int size;
  private double lr = 1;
  private int maxIterations = 20;
  private double gradientTolerance = 1e-7;
  private double changeTolerance = 1e-9;
  private int history = 100;
  private boolean strongWolfe;

  private final List<double[]> changes = new ArrayList<>();
  private final List<double[]> moves = new ArrayList<>();
  private double[] direction = {};
  private double[] before = {};
  private double length;
  private double scale = 1;
  private long iterations;

  private Lbfgs(List<Parameter> parameters) {
    this.parameters = List.copyOf(parameters);
    int n = 0;
    for (Parameter p : parameters) {
      n += p.tensor().numel();
    }
    if (n == 0) {
      throw new IllegalArgumentException("Lbfgs: there are no parameters");
    }
    size = n;
  }

  /** Over parameters; lr 1, 20 iterations a step, no line search. */
  public static Lbfgs of(List<Parameter> parameters) {
    return new Lbfgs(parameters);
  }

  /** Length of a step, or of its first trial. */
  public Lbfgs lr(double value) {
    lr = value;
    return this;
  }

  /** Most iterations of a step. */
  public Lbfgs maxIterations(int n) {
    maxIterations = n;
    return this;
  }

  /** Number of gradients remembered. */
  public Lbfgs history(int n) {
    history = n;
    return this;
  }

  /** Largest gradient, and smallest change, at which a step ends early. */
  public Lbfgs tolerances(double gradient, double change) {
    gradientTolerance = gradient;
    changeTolerance = change;
    return this;
  }

  /** Whether lengths are searched that satisfy the strong Wolfe conditions. */
  public Lbfgs strongWolfe(boolean on) {
    strongWolfe = on;
    return this;
  }

  /**
   * Up to {@code maxIterations} iterations.
   *
   * @param loss the scalar to lower; it is differentiated here
   * @return the loss before the step
   */
  public double step(Supplier<Tensor> loss) {
    double[] g = new double[size];
    double first = evaluate(loss, g);
    double f = first;
    int evaluations = 1;
    int most = maxIterations * 5 / 4;
    for (int n = 1; n <= maxIterations && largest(g) > gradientTolerance; n++) {
      turn(g);
      before = g.clone();
      double f0 = f;
      double start = iterations == 1 ? Math.min(1, 1 / absolute(g)) * lr : lr;
      double slope = dot(g, direction);
      if (slope > -changeTolerance) {
        break;
      }
      if (strongWolfe) {
        double[] x = values();
        StrongWolfe search =
            new StrongWolfe(
                (t, to) -> {
                  move(x, t);
                  return evaluate(loss, to);
                });
        search.run(start, direction, f, g, slope, changeTolerance, most - evaluations);
        f = search.f();
        g = search.g();
        length = search.t();
        evaluations += search.evaluations();
        move(x, length);
      } else {
        length = start;
        move(values(), length);
        if (n < maxIterations) {
          f = evaluate(loss, g);
          evaluations++;
        }
      }
      boolean still = largest(direction) * length <= changeTolerance;
      if (evaluations >= most || still || Math.abs(f - f0) < changeTolerance) {
        break;
      }
    }
    return first;
  }

  /** Updates the memory by the last move, and finds the next direction. */
  private void turn(double[] g) {
    iterations++;
    double[] q = new double[size];
    for (int i = 0; i < size; i++) {
      q[i] = -g[i];
    }
    if (iterations > 1) {
      remember(g);
    }
    int n = moves.size();
    double[] al = new double[n];
    for (int k = n - 1; k >= 0; k--) {
      al[k] = dot(moves.get(k), q) / dot(changes.get(k), moves.get(k));
      add(q, changes.get(k), -al[k]);
    }
    for (int i = 0; i < size; i++) {
      q[i] *= scale;
    }
    for (int k = 0; k < n; k++) {
      double be = dot(changes.get(k), q) / dot(changes.get(k), moves.get(k));
      add(q, moves.get(k), al[k] - be);
    }
    direction = q;
  }

  private void remember(double[] g) {
    double[] y = g.clone();
    add(y, before, -1);
    double[] s = new double[size];
    add(s, direction, length);
    double ys = dot(y, s);
    if (ys > CURVATURE) {
      if (moves.size() == history) {
        moves.remove(0);
        changes.remove(0);
      }
      moves.add(s);
      changes.add(y);
      scale = ys / dot(y, y);
    }
  }

  private double evaluate(Supplier<Tensor> loss, double[] g) {
    parameters.forEach(p -> p.setGrad(null));
    Tensor value = Autograd.withGrad(loss);
    value.backward();
    int at = 0;
    for (Parameter p : parameters) {
      @Nullable Tensor t = p.grad();
      int n = p.tensor().numel();
      if (t == null) {
        java.util.Arrays.fill(g, at, at + n, 0);
      } else {
        System.arraycopy(t.toDoubles(), 0, g, at, n);
      }
      at += n;
    }
    return value.item();
  }

  private double[] values() {
    double[] x = new double[size];
    int at = 0;
    for (Parameter p : parameters) {
      double[] v = p.tensor().toDoubles();
      System.arraycopy(v, 0, x, at, v.length);
      at += v.length;
    }
    return x;
  }

  /** Sets the parameters to x + t direction. */
  private void move(double[] x, double t) {
    int at = 0;
    for (Parameter p : parameters) {
      Tensor w = p.tensor();
      for (int i = 0; i < w.numel(); i++, at++) {
        double v = x[at] + t * direction[at];
        if (w.dtype() == DType.FLOAT32) {
          w.floats()[w.offset() + i] = (float) v;
        } else {
          w.doubles()[w.offset() + i] = v;
        }
      }
    }
  }

  static double dot(double[] a, double[] b) {
    double s = 0;
    for (int i = 0; i < a.length; i++) {
      s += a[i] * b[i];
    }
    return s;
  }

  static double largest(double[] a) {
    double m = 0;
    for (double v : a) {
      m = Math.max(m, Math.abs(v));
    }
    return m;
  }

  private static double absolute(double[] a) {
    double s = 0;
    for (double v : a) {
      s += Math.abs(v);
    }
    return s;
  }

  private static void add(double[] to, double[] from, double factor) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * from[i];
    }
  }

  @Override
  public String toString() {
    return "Lbfgs(" + Objects.toString(size) + " values)";
  }
}
