package dev.arrowmill.tensor.compile;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Autograd;
import dev.arrowmill.tensor.nn.Layer;
import dev.arrowmill.tensor.nn.Parameter;
import dev.arrowmill.tensor.optim.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A training step that is recorded at its first call: forward pass, loss, gradients and the
 * optimizer's update run as one plan, with the same bits as the eager step and without allocation
 * once a batch size is known. Recording calls the loss function a few times without changing any
 * parameter. Not thread-safe.
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
  private @Nullable Plan bound;

  private CompiledStep(Optimizer optimizer, Program loss) {
    this.optimizer = optimizer;
    this.parameters = optimizer.parameters();
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

  private Tensor[] lossAndGradients(Tensor... in) {
    return Autograd.withGrad(
        () -> {
          Tensor scalar = loss.apply(in)[0];
          List<Tensor> wanted = parameters.stream().map(Parameter::tensor).toList();
          List<Tensor> out = new ArrayList<>(List.of(scalar));
          out.addAll(Autograd.grad(scalar, wanted, false));
          return out.toArray(Tensor[]::new);
        });
  }

  /** Uses this many threads from now on; results do not depend on it. Returns this. */
  public CompiledStep threads(int n) {
    compiled.threads(n);
    return this;
  }

  /**
   * One step.
   *
   * @return the loss before the update
   */
  public double run(Tensor... args) {
    Plan plan = compiled.run(args);
    if (plan == null) {
      return eager(args);
    }
    if (plan != bound) {
      for (int i = 0; i < parameters.size(); i++) {
        parameters.get(i).setGrad(plan.output(i + 1));
      }
      bound = plan;
    }
    optimizer.step();
    return plan.output(0).item();
  }

  private double eager(Tensor... args) {
    optimizer.zeroGrad();
    Tensor scalar = Autograd.withGrad(() -> loss.apply(args)[0]);
    scalar.backward();
    optimizer.step();
    return scalar.item();
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
