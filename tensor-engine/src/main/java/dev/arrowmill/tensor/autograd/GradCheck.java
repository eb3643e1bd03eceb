package dev.arrowmill.tensor.autograd;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Compares recorded gradients with central finite differences in float64. */
public final class GradCheck {
  private static final double STEP = 1e-6;

  private GradCheck() {}

  /**
   * The largest difference found.
   *
   * @param input index of the input
   * @param element row-major index of the element
   * @param recorded the gradient of {@code vjp}
   * @param numeric the finite difference
   * @param error |recorded - numeric| / max(1, |numeric|)
   */
  public record Worst(int input, int element, double recorded, double numeric, double error) {}

  /**
   * Checks the gradient of a random projection of f's result with respect to every float64 input.
   *
   * @param inputs leaves; those of other types are constants
   * @return the worst element
   * @throws IllegalArgumentException when no input is float64
   */
  public static Worst worst(Function<Tensor[], Tensor> f, Tensor... inputs) {
    Tensor[] leaves = new Tensor[inputs.length];
    List<Tensor> wanted = new ArrayList<>();
    for (int i = 0; i < inputs.length; i++) {
      boolean variable = inputs[i].dtype() == DType.FLOAT64;
      leaves[i] = variable ? copy(inputs[i]).requiresGrad(true) : inputs[i];
      if (variable) {
        wanted.add(leaves[i]);
      }
    }
    if (wanted.isEmpty()) {
      throw new IllegalArgumentException("gradCheck: no input is float64");
    }
    List<Tensor> grads = Autograd.grad(project(f.apply(leaves)), wanted, false);
    Worst worst = new Worst(0, 0, 0, 0, 0);
    for (int i = 0, w = 0; i < leaves.length; i++) {
      if (leaves[i].requiresGrad()) {
        double[] g = grads.get(w++).toDoubles();
        for (int j = 0; j < g.length; j++) {
          double numeric = difference(f, leaves, i, j);
          double error = Math.abs(g[j] - numeric) / Math.max(1, Math.abs(numeric));
          if (!(error <= worst.error)) {
            worst = new Worst(i, j, g[j], numeric, error);
          }
        }
      }
    }
    return worst;
  }

  /**
   * As {@link #worst}, and throws when the error exceeds the tolerance.
   *
   * @throws AssertionError naming input, element and both values
   */
  public static void check(double tolerance, Function<Tensor[], Tensor> f, Tensor... inputs) {
    Worst w = worst(f, inputs);
    if (!(w.error <= tolerance)) {
      throw new AssertionError("gradCheck: gradient differs, " + w + ", tolerance " + tolerance);
    }
  }

  private static double difference(Function<Tensor[], Tensor> f, Tensor[] leaves, int i, int j) {
    double[] a = leaves[i].doubles();
    double x = a[j];
    a[j] = x + STEP;
    double up = Autograd.noGrad(() -> project(f.apply(leaves)).item());
    a[j] = x - STEP;
    double down = Autograd.noGrad(() -> project(f.apply(leaves)).item());
    a[j] = x;
    return (up - down) / (2 * STEP);
  }

  private static Tensor project(Tensor y) {
    Tensor w = Tensor.rand(Rng.of(7), y.shape().dims()).toType(DType.FLOAT64).add(0.5);
    return y.mul(w).sum();
  }

  private static Tensor copy(Tensor t) {
    Tensor c = Tensor.zeros(t.dtype(), t.shape());
    System.arraycopy(
        t.detach().contiguous().doubles(),
        t.isContiguous() ? t.offset() : 0,
        c.doubles(),
        0,
        t.numel());
    return c;
  }
}
