package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A part of a network: named parameters, buffers and children, in the order they were declared. Not
 * thread-safe to change; {@code forward} may run on several threads at once.
 */
public abstract class Module {
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final Map<String, Tensor> buffers = new LinkedHashMap<>();
  private final Map<String, Module> children = new LinkedHashMap<>();
  private boolean training = true;

  /** Declares a parameter; called by constructors. */
  protected final Parameter parameter(String name, Tensor value) {
    Parameter p = new Parameter(name, value);
    parameters.put(unused(name), p);
    return p;
  }

  /** Declares values that are saved but not trained. */
  protected final Tensor buffer(String name, Tensor value) {
    buffers.put(unused(name), value);
    return value;
  }

  /** Declares a child. */
  protected final <M extends Module> M child(String name, M module) {
    children.put(unused(name), module);
    return module;
  }

  private String unused(String name) {
    boolean taken =
        parameters.containsKey(name) || buffers.containsKey(name) || children.containsKey(name);
    if (taken || name.isEmpty() || name.indexOf('.') >= 0) {
      throw new IllegalArgumentException(
          "module: name '" + name + "' is empty, has a dot or is taken");
    }
    return name;
  }

  /** The children by name. */
  public final Map<String, Module> children() {
    return java.util.Collections.unmodifiableMap(children);
  }

  /** All parameters, own first, then the children's. */
  public final List<Parameter> parameters() {
    return new ArrayList<>(namedParameters().values());
  }

  /** All parameters by dotted path, such as {@code 0.weight}. */
  public final Map<String, Parameter> namedParameters() {
    Map<String, Parameter> out = new LinkedHashMap<>();
    walk("", (prefix, m) -> m.parameters.forEach((n, p) -> out.put(prefix + n, p)));
    return out;
  }

  private void walk(String prefix, BiConsumer<String, Module> visit) {
    visit.accept(prefix, this);
    children.forEach((n, m) -> m.walk(prefix + n + ".", visit));
  }

  /** Whether dropout and the like are active. */
  public final boolean isTraining() {
    Trace trace = Trace.current();
    if (trace != null) {
      boolean now = training;
      trace.guard(() -> training == now);
    }
    return training;
  }

  /** Switches this module and its children to training. */
  public final void train() {
    walk("", (prefix, m) -> m.training = true);
  }

  /** Switches this module and its children to evaluation. */
  public final void eval() {
    walk("", (prefix, m) -> m.training = false);
  }

  /** The parameters and buffers by dotted path; the tensors share the module's arrays. */
  public final Map<String, Tensor> stateDict() {
    Map<String, Tensor> out = new LinkedHashMap<>();
    walk(
        "",
        (prefix, m) -> {
          m.parameters.forEach((n, p) -> out.put(prefix + n, p.tensor().detach()));
          m.buffers.forEach((n, b) -> out.put(prefix + n, b));
        });
    return out;
  }

  /**
   * Copies values into the parameters and buffers. Nothing is changed when anything does not fit.
   *
   * @throws IllegalArgumentException naming every missing, unexpected or misfitting entry
   */
  public final void loadStateDict(Map<String, Tensor> state) {
    Map<String, Tensor> own = stateDict();
    List<String> problems = new ArrayList<>();
    own.forEach(
        (name, t) -> {
          Tensor s = state.get(name);
          if (s == null) {
            problems.add("missing " + name + " " + t.shape());
          } else if (!s.shape().equals(t.shape()) || s.dtype() != t.dtype()) {
            problems.add(
                name
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
    state.keySet().stream()
        .filter(name -> !own.containsKey(name))
        .forEach(name -> problems.add("unexpected " + name));
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("loadStateDict: " + String.join("; ", problems));
    }
    own.forEach((name, t) -> copy(java.util.Objects.requireNonNull(state.get(name)), t));
  }

  private static void copy(Tensor from, Tensor to) {
    Tensor c = from.detach().contiguous();
    System.arraycopy(c.storage(), c.offset(), to.storage(), to.offset(), to.numel());
  }
}
