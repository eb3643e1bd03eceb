package dev.arrowmill.model.net;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The architectures: one row each. */
public final class Architectures {
  /** What is built when nobody chooses. */
  public static final String DEFAULT = "mlp-ple";

  private static final Map<String, Architecture> ALL = new LinkedHashMap<>();

  static {
    ALL.put(DEFAULT, new MlpPle());
  }

  private Architectures() {}

  /** Names for {@link NetConfig}, in the order of the docs. */
  public static Set<String> names() {
    return Collections.unmodifiableSet(ALL.keySet());
  }

  /**
   * The architecture of that name.
   *
   * @param name a name of {@link #names}, or the name of a class that implements {@link
   *     Architecture}
   * @throws IllegalArgumentException if there is none
   */
  public static Architecture get(String name) {
    Architecture known = ALL.get(name);
    return known != null ? known : custom(name);
  }

  private static Architecture custom(String name) {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    try {
      return Class.forName(name, true, context)
          .asSubclass(Architecture.class)
          .getConstructor()
          .newInstance();
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(
          "architecture: unknown '"
              + name
              + "', known: "
              + names()
              + "; an own one is named by its class, which must be on the class path",
          e);
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new IllegalArgumentException(
          "architecture: class "
              + name
              + " must implement Architecture and have a public constructor without arguments: "
              + e,
          e);
    }
  }
}
