package dev.arrowmill.tensor.nn;

import java.util.Iterator;
import java.util.List;

/** Modules in a row, named 0, 1, 2, ..., that their owner calls as it likes. Immutable. */
public final class ModuleList<M extends Module> extends Module implements Iterable<M> {
  private final List<M> modules;

  private ModuleList(List<M> modules) {
    this.modules = modules;
    for (int i = 0; i < modules.size(); i++) {
      child(Integer.toString(i), modules.get(i));
    }
  }

  /** In the order given. */
  public static <M extends Module> ModuleList<M> of(List<? extends M> modules) {
    return new ModuleList<>(List.copyOf(modules));
  }

  /** One of them. */
  public M get(int i) {
    return modules.get(i);
  }

  /** Their number. */
  public int size() {
    return modules.size();
  }

  @Override
  public Iterator<M> iterator() {
    return modules.iterator();
  }

  @Override
  public String toString() {
    return "ModuleList" + modules;
  }
}
