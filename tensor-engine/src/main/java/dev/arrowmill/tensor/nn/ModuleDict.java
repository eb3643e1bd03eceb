package dev.arrowmill.tensor.nn;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Modules by name, in a fixed order, that their owner calls as it likes. Immutable. */
public final class ModuleDict<M extends Module> extends Module {
  private final Map<String, M> modules;

  private ModuleDict(Map<String, M> modules) {
    this.modules = modules;
    modules.forEach(this::child);
  }

  /** In the map's order. */
  public static <M extends Module> ModuleDict<M> of(Map<String, ? extends M> modules) {
    return new ModuleDict<>(new LinkedHashMap<>(modules));
  }

  /**
   * One of them.
   *
   * @throws IllegalArgumentException when there is none of that name
   */
  public M get(String name) {
    M m = modules.get(name);
    if (m == null) {
      throw new IllegalArgumentException(
          "ModuleDict: there is no " + name + ", only " + modules.keySet());
    }
    return m;
  }

  /** The names. */
  public Set<String> names() {
    return java.util.Collections.unmodifiableSet(modules.keySet());
  }

  @Override
  public String toString() {
    return "ModuleDict" + modules;
  }
}
