package dev.arrowmill.tensor.optim;

import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Autograd;
import dev.arrowmill.tensor.autograd.RowGrad;
import dev.arrowmill.tensor.nn.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Limits gathered gradients, between {@code backward} and {@code step}. */
public final class GradClip {
  private static final double EPS = 1e-6;

  private GradClip() {}

  /** {@link #clipGradNorm(List, double, double)} by the Euclidean norm. */
  public static Tensor clipGradNorm(List<Parameter> parameters, double maxNorm) {
    return clipGradNorm(parameters, maxNorm, 2);
  }

  /**
   * Scales all gradients, seen as one vector, down to a norm.
   *
   * @param p the norm's power, or infinity for the largest absolute value
   * @return the norm before, a scalar
   */
  public static Tensor clipGradNorm(List<Parameter> parameters, double maxNorm, double p) {
    return Autograd.noGrad(
        () -> {
          Tensor norm = norm(gradients(parameters), p);
          Tensor factor =
              norm.add(EPS).reciprocal().mul(maxNorm).clamp(Double.NEGATIVE_INFINITY, 1);
          for (Parameter w : parameters) {
            replace(w, g -> g.mul(factor.toType(g.dtype())));
          }
          return norm;
        });
  }

  /** Limits each gradient element to [-bound, bound]. */
  public static void clipGradValue(List<Parameter> parameters, double bound) {
    Autograd.noGrad(
        () -> {
          for (Parameter w : parameters) {
            gradient(w);
            replace(w, g -> g.clamp(-bound, bound));
          }
          return bound;
        });
  }

  private static void replace(Parameter w, java.util.function.UnaryOperator<Tensor> change) {
    Tensor g = w.grad();
    RowGrad rows = w.rowGrad();
    if (g != null) {
      w.setGrad(change.apply(g));
    }
    if (rows != null) {
      List<RowGrad.Part> parts = new ArrayList<>();
      for (RowGrad.Part part : rows.parts()) {
        parts.add(new RowGrad.Part(part.rows(), change.apply(part.values())));
      }
      w.setRowGrad(new RowGrad(parts));
    }
  }

  private static List<Tensor> gradients(List<Parameter> parameters) {
    List<Tensor> out = new ArrayList<>();
    for (Parameter w : parameters) {
      Tensor g = gradient(w);
      if (g != null) {
        out.add(g);
      }
    }
    return out;
  }

  /** The gathered gradient; rows are first summed so that each occurs once. */
  private static @Nullable Tensor gradient(Parameter w) {
    RowGrad rows = w.rowGrad();
    if (rows == null) {
      return w.grad();
    }
    Tensor g = w.grad();
    if (g != null) {
      w.setGrad(g.add(rows.dense(w.tensor())));
      w.setRowGrad(null);
      return w.grad();
    }
    RowGrad once = rows.summed(w.tensor());
    w.setRowGrad(once);
    return once.parts().get(0).values();
  }

  private static Tensor norm(List<Tensor> gradients, double p) {
    if (gradients.isEmpty()) {
      return Tensor.zeros(dev.arrowmill.tensor.DType.FLOAT32, Shape.SCALAR);
    }
    Tensor total = null;
    for (Tensor g : gradients) {
      Tensor part = power(g, p);
      if (total == null) {
        total = part;
      } else {
        total = p == Double.POSITIVE_INFINITY ? total.maximum(part) : total.add(part);
      }
    }
    Tensor t = java.util.Objects.requireNonNull(total);
    return p == Double.POSITIVE_INFINITY || p == 1 ? t : p == 2 ? t.sqrt() : t.pow(1 / p);
  }

  private static Tensor power(Tensor g, double p) {
    if (p == Double.POSITIVE_INFINITY) {
      return g.abs().amax();
    }
    return p == 2 ? g.square().sum() : p == 1 ? g.abs().sum() : g.abs().pow(p).sum();
  }
}
