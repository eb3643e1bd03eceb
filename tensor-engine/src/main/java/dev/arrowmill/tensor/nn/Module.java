package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A part of a network: named parameters, buffers and children, in the order they were declared. Not
 * thread-safe to change; {@code forward} may run on several threads at once.
 */
public abstract class Module {
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final Map<String, Tensor> buffers = new LinkedHashMap<>();
  private final Map<String, Module> children = new LinkedHashMap<>();
  private boolean training = true;
  private @Nullable Module parent;
  private String name = "";

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
    ((Module) module).parent = this;
    ((Module) module).name = name;
    return module;
  }

  /** The present values of a declared buffer. */
  protected final Tensor buffer(String name) {
    Tensor t = buffers.get(name);
    if (t == null) {
      throw new IllegalArgumentException("module: there is no buffer " + name);
    }
    return t;
  }

  /** Where this stands in the network, such as {@code Sequential.2.linear1}; a root's class. */
  public final String path() {
    return parent == null ? getClass().getSimpleName() : parent.path() + "." + name;
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

  /** The parameters declared here, not the children's. */
  final List<Parameter> ownParameters() {
    return new ArrayList<>(parameters.values());
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

  /** This and all modules below by dotted path; this is {@code ""}. */
  public final Map<String, Module> namedModules() {
    Map<String, Module> out = new LinkedHashMap<>();
    walk(
        "",
        (prefix, m) ->
            out.put(prefix.isEmpty() ? "" : prefix.substring(0, prefix.length() - 1), m));
    return out;
  }

  /** All buffers by dotted path, such as {@code 1.running_mean}. */
  public final Map<String, Tensor> namedBuffers() {
    Map<String, Tensor> out = new LinkedHashMap<>();
    walk("", (prefix, m) -> m.buffers.forEach((n, b) -> out.put(prefix + n, b)));
    return out;
  }

  /** Calls a function with this and all modules below. */
  public final void apply(Consumer<Module> f) {
    walk("", (prefix, m) -> f.accept(m));
  }

  /** Excludes the parameters from gradients, or includes them again. */
  public final void freeze(boolean frozen) {
    parameters().forEach(p -> p.tensor().requiresGrad(!frozen));
  }

  /**
   * Converts float parameters and buffers, in place of the old tensors; gathered gradients are
   * dropped. Optimizers and compiled programs made before hold the old ones.
   */
  public final void toType(DType type) {
    walk(
        "",
        (prefix, m) -> {
          for (Parameter p : m.parameters.values()) {
            Tensor old = p.tensor();
            Tensor t = old.detach().toType(type).requiresGrad(old.requiresGrad());
            p.exchange(t.keepRowGrad(old.isRowGrad()));
          }
          m.buffers.replaceAll((n, b) -> b.dtype().isFloat() ? b.toType(type) : b);
        });
  }

  /**
   * Runs the body with other tensors in place of all parameters and of the buffers that are named,
   * PyTorch's functional_call: for derivatives with respect to given tensors, in any precision. Not
   * for several threads at once.
   *
   * @param values tensors by dotted path
   * @throws IllegalArgumentException when a parameter is missing, a name unknown or a shape differs
   */
  public final <T> T functional(Map<String, Tensor> values, Supplier<T> body) {
    Map<String, Parameter> own = namedParameters();
    checkFunctional(values, own);
    Map<String, Tensor> before = new LinkedHashMap<>();
    own.forEach(
        (n, p) -> before.put(n, p.exchange(java.util.Objects.requireNonNull(values.get(n)))));
    exchangeBuffers(values, before);
    try {
      return body.get();
    } finally {
      own.forEach((n, p) -> p.exchange(java.util.Objects.requireNonNull(before.get(n))));
      exchangeBuffers(before, new LinkedHashMap<>());
    }
  }

  private void checkFunctional(Map<String, Tensor> values, Map<String, Parameter> own) {
    Map<String, Tensor> known = stateDict();
    List<String> problems = new ArrayList<>();
    own.keySet().stream()
        .filter(n -> !values.containsKey(n))
        .forEach(n -> problems.add("missing " + n));
    values.forEach(
        (n, t) -> {
          Tensor k = known.get(n);
          if (k == null) {
            problems.add("unexpected " + n);
          } else if (!k.shape().equals(t.shape())) {
            problems.add(n + " is " + t.shape() + ", expected " + k.shape());
          }
        });
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("functional: " + String.join("; ", problems));
    }
  }

  private void exchangeBuffers(Map<String, Tensor> values, Map<String, Tensor> before) {
    walk(
        "",
        (prefix, m) ->
            m.buffers.replaceAll(
                (n, b) -> {
                  before.put(prefix + n, b);
                  return values.getOrDefault(prefix + n, b);
                }));
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
