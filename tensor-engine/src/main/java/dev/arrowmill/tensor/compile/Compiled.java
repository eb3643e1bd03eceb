package dev.arrowmill.tensor.compile;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Autograd;
import dev.arrowmill.tensor.nn.Layer;
import dev.arrowmill.tensor.op.Kernel;
import dev.arrowmill.tensor.optim.Optimizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A function of tensors that is recorded at its first call and then runs as a plan: the same
 * numbers as eager, bit for bit, without the ops' allocations. The counterpart of {@code
 * tf.function} and {@code torch.compile}.
 *
 * <p>The function is recorded once per signature: the types and shapes of its arguments, whose
 * common leading size (the batch) stays open. Recording calls it a few times, with 2, 3 and 5 rows
 * of the first arguments, so it must not have effects beside tensors. A function that reads values
 * (for example {@code item()} in an if) or whose result's shape depends on values runs eagerly;
 * {@link #explain} says why. Parameters and buffers are read anew in each call. Gradients are not
 * recorded through a compiled function; {@link #step} compiles a whole training step.
 *
 * <p>Not thread-safe; use one per thread, or {@link #threads}.
 */
public final class Compiled implements AutoCloseable {
  private final Program program;
  private final Map<Signature, List<Recorded>> cache = new HashMap<>();
  private final Map<Signature, String> eager = new HashMap<>();
  private @Nullable Recorded last;
  private @Nullable Signature lastSignature;
  private Team team = new Team(1);
  private int traces;

  private Compiled(Program program) {
    this.program = program;
  }

  /** A function of one tensor. */
  public static Compiled of(UnaryOperator<Tensor> f) {
    return new Compiled(in -> new Tensor[] {f.apply(in[0])});
  }

  /** A layer's forward pass, in the mode (training or evaluation) of each call. */
  public static Compiled of(Layer layer) {
    return of(layer::forward);
  }

  /** A function of several tensors with several results. */
  public static Compiled ofAll(Program program) {
    return new Compiled(program);
  }

  /** A training step; see {@link CompiledStep}. */
  public static CompiledStep step(Layer net, Optimizer optimizer, BinaryOperator<Tensor> loss) {
    return CompiledStep.of(net, optimizer, loss);
  }

  /** Uses this many threads from now on; results do not depend on it. Returns this. */
  public Compiled threads(int n) {
    if (n < 1) {
      throw new IllegalArgumentException("compiled: threads must be at least 1, got " + n);
    }
    team.close();
    team = new Team(n);
    return this;
  }

  /** The first result, a new tensor. */
  public Tensor apply(Tensor... args) {
    return call(args)[0];
  }

  /** The results, new tensors. */
  public Tensor[] call(Tensor... args) {
    Plan plan = run(args);
    if (plan == null) {
      return Autograd.noGrad(() -> program.apply(args));
    }
    return plan.results();
  }

  /**
   * The first result without a copy: its array is overwritten by the next call. Allocates nothing
   * once the batch size is known.
   */
  public Tensor borrow(Tensor... args) {
    Plan plan = run(args);
    return plan == null ? Autograd.noGrad(() -> program.apply(args)[0]) : plan.output(0);
  }

  /** As {@link #borrow}, all results. */
  public Tensor[] borrowAll(Tensor... args) {
    Plan plan = run(args);
    return plan == null ? Autograd.noGrad(() -> program.apply(args)) : plan.outputs();
  }

  /** Runs the plan for the arguments; null when they run eagerly. */
  @Nullable Plan run(Tensor... args) {
    Plan plan = load(args);
    if (plan != null) {
      team.run(plan.kernels());
    }
    return plan;
  }

  /** The plan for the arguments with their values in place; null when they run eagerly. */
  @Nullable Plan load(Tensor... args) {
    Recorded r = find(args);
    while (r != null && !r.fits(args)) {
      r = find(args);
    }
    if (r == null) {
      return null;
    }
    Plan plan = r.plan(Signature.batch(args));
    plan.load(args);
    return plan;
  }

  void walk(Kernel[] kernels) {
    team.run(kernels);
  }

  /** What was or is now recorded for such arguments; null when they run eagerly. */
  @Nullable Recorded find(Tensor... args) {
    Recorded r = last;
    Signature s = lastSignature;
    if (r != null && s != null && s.matches(args) && r.holds(Signature.batch(args))) {
      return r;
    }
    s = Signature.dynamic(args);
    r = known(s, args);
    if (r == null) {
      s = Signature.fixed(args);
      r = known(s, args);
    }
    if (r == null) {
      return eager.containsKey(s) ? null : record(args);
    }
    last = r;
    lastSignature = s;
    return r;
  }

  private @Nullable Recorded known(Signature s, Tensor... args) {
    for (Recorded r : cache.getOrDefault(s, List.of())) {
      if (r.holds(Signature.batch(args))) {
        return r;
      }
    }
    return null;
  }

  private @Nullable Recorded record(Tensor... args) {
    traces++;
    Signature s = Signature.dynamic(args);
    int batch = Signature.batch(args);
    boolean single =
        batch == 1 || cache.getOrDefault(s, List.of()).stream().anyMatch(r -> r.refuses(batch));
    Recorded open = single ? null : Autograd.noGrad(() -> Recorded.open(program, s, args));
    try {
      if (open != null) {
        cache.computeIfAbsent(s, k -> new ArrayList<>()).add(open);
        return open;
      }
      Recorded fixed = Autograd.noGrad(() -> Recorded.fixed(program, args));
      cache.computeIfAbsent(Signature.fixed(args), k -> new ArrayList<>()).add(fixed);
      return fixed;
    } catch (Untraceable e) {
      eager.put(Signature.fixed(args), String.valueOf(e.getMessage()));
      return null;
    }
  }

  /**
   * Writes the program as it was recorded for arguments such as these, with its parameters, to a
   * file that {@link SavedProgram#load} runs without the classes that made it.
   *
   * @param example decides the types and shapes; the batch stays open unless the program's own code
   *     reads sizes
   * @throws IllegalArgumentException when the program cannot be recorded, changes buffers, or has a
   *     custom op that is not registered
   */
  public void save(Path file, Tensor... example) throws IOException {
    Recorded r = load(example) == null ? null : find(example);
    if (r == null) {
      throw new IllegalArgumentException("save: the program cannot be recorded: " + explain());
    }
    SavedProgram.write(
        file,
        r.graph(),
        r.isOpen() && !r.readsSizes() ? Signature.dynamic(example) : Signature.fixed(example));
  }

  /** How often the function was recorded: once per signature. */
  public int traces() {
    return traces;
  }

  /** What was recorded, fused and laid out, and why some signatures run eagerly. */
  public String explain() {
    return Explain.text(cache, eager);
  }

  /** Ends the threads; the function stays usable with one. */
  @Override
  public void close() {
    threads(1);
  }
}
