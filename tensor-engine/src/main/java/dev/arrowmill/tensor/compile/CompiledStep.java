package dev.arrowmill.tensor.compile;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Autograd;
import dev.arrowmill.tensor.autograd.Gradients;
import dev.arrowmill.tensor.autograd.RowGrad;
import dev.arrowmill.tensor.nn.Layer;
import dev.arrowmill.tensor.nn.Parameter;
import dev.arrowmill.tensor.optim.GradClip;
import dev.arrowmill.tensor.optim.Optimizer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A training step that is recorded at its first call: forward pass, loss, gradients and the
 * optimizer's update run as one plan, with the same bits as the eager step and without allocation
 * once a batch size is known. Each parameter is updated as soon as its gradient is there and nobody
 * reads it any more. Recording calls the loss function a few times without changing any parameter.
 * Not thread-safe.
 *
 * <pre>{@code
 * var step = CompiledStep.of(net, opt, Losses::bceWithLogits);
 * for (Batch b : batches) { double loss = step.run(b.x(), b.y()); }
 * }</pre>
 */
public final class CompiledStep implements AutoCloseable {
  private final Optimizer optimizer;
  private final List<Parameter> parameters;
  private final Program loss;
  private final Compiled compiled;
  private final Map<Plan, StepPlan> plans = new WeakHashMap<>();
  private final Map<Graph, int[]> partsOf = new IdentityHashMap<>();
  private final int[] parts;
  private double maxNorm = Double.POSITIVE_INFINITY;
  private @Nullable StepPlan bound;

  private CompiledStep(Optimizer optimizer, Program loss) {
    this.optimizer = optimizer;
    this.parameters = optimizer.parameters();
    this.parts = new int[parameters.size()];
    this.loss = loss;
    this.compiled = Compiled.ofAll(this::lossAndGradients);
  }

  /** A network of one input, and a loss of its output and a target: arguments x and y. */
  public static CompiledStep of(Layer net, Optimizer optimizer, BinaryOperator<Tensor> loss) {
    return of(optimizer, in -> new Tensor[] {loss.apply(net.forward(in[0]), in[1])});
  }

  /**
   * Any scalar.
   *
   * @param loss the scalar to lower, as the first result; written in tensor ops
   */
  public static CompiledStep of(Optimizer optimizer, Program loss) {
    return new CompiledStep(optimizer, loss);
  }

  /** The loss, then for each parameter its gradient, or rows and values of each part of it. */
  private Tensor[] lossAndGradients(Tensor... in) {
    return Autograd.withGrad(
        () -> {
          Tensor scalar = loss.apply(in)[0];
          Gradients grads = Gradients.dense(scalar, parameters);
          List<Tensor> out = new ArrayList<>(List.of(scalar));
          for (int i = 0; i < parts.length; i++) {
            RowGrad rows = grads.rows(parameters.get(i));
            Tensor whole = rows == null ? grads.find(parameters.get(i)) : null;
            parts[i] = rows == null ? whole == null ? 0 : -1 : rows.parts().size();
            if (rows != null) {
              rows.parts().forEach(p -> out.addAll(List.of(p.rows(), p.values())));
            } else if (whole != null) {
              out.add(whole);
            }
          }
          return out.toArray(Tensor[]::new);
        });
  }

  /** Uses this many threads from now on; results do not depend on it. Returns this. */
  public CompiledStep threads(int n) {
    compiled.threads(n);
    return this;
  }

  /** Scales the gradients of each step so that their common norm is at most this. Returns this. */
  public CompiledStep clipGradNorm(double norm) {
    if (!(norm > 0)) {
      throw new IllegalArgumentException("clipGradNorm: must be positive, got " + norm);
    }
    maxNorm = norm;
    plans.clear();
    return this;
  }

  /**
   * One step.
   *
   * @return the loss before the update
   */
  public double run(Tensor... args) {
    Plan plan = compiled.load(args);
    if (plan == null) {
      return eager(args);
    }
    StepPlan step = bound;
    if (step == null || step.plan() != plan) {
      step = plans.computeIfAbsent(plan, this::bind);
      step.show(parameters);
      bound = step;
    }
    compiled.walk(step.kernels());
    return plan.output(0).item();
  }

  private StepPlan bind(Plan plan) {
    Runnable clip =
        maxNorm == Double.POSITIVE_INFINITY
            ? null
            : () -> GradClip.clipGradNorm(parameters, maxNorm);
    int[] own = partsOf.computeIfAbsent(plan.graph(), k -> parts.clone());
    return StepPlan.of(plan, optimizer, own, clip);
  }

  private double eager(Tensor... args) {
    optimizer.zeroGrad();
    bound = null;
    Tensor scalar = Autograd.withGrad(() -> loss.apply(args)[0]);
    scalar.backward();
    if (maxNorm < Double.POSITIVE_INFINITY) {
      GradClip.clipGradNorm(parameters, maxNorm);
    }
    optimizer.step();
    return scalar.item();
  }

  /** The loss and the gradients. */
  Compiled compiled() {
    return compiled;
  }

  /**
   * What training on such arguments will hold, before any of it is made.
   *
   * @throws IllegalStateException when the step cannot be recorded; explain() says why
   */
  public MemoryEstimate estimate(Tensor... args) {
    Recorded r = compiled.find(args);
    if (r == null) {
      throw new IllegalStateException("estimate: " + explain());
    }
    long weights = 0;
    for (Parameter p : parameters) {
      weights += (long) p.tensor().numel() * p.tensor().dtype().bytes();
    }
    long state = optimizer.stateBytes();
    return new MemoryEstimate(weights, state, r.bytes(Signature.batch(args)));
  }

  /** How often the step was recorded: once per signature. */
  public int traces() {
    return compiled.traces();
  }

  /** What was recorded, fused and laid out. */
  public String explain() {
    return compiled.explain();
  }

  @Override
  public void close() {
    compiled.close();
  }
}
