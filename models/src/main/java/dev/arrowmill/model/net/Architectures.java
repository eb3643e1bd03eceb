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
    ALL.put(DEFAULT, TabM.standard());
    ALL.put("mlp", Mlp.plain());
    ALL.put("mlp-plr", Mlp.periodic());
    ALL.put("mlp-ple-lr", Mlp.piecewise());
    ALL.put("snn", new Snn());
    ALL.put("resnet", new ResNet());
    ALL.put("dcn-v2", new DcnV2());
    ALL.put("wide-deep", new WideDeep());
    ALL.put("fm", new Fm());
    ALL.put("deepfm", new DeepFm());
    ALL.put("dlrm", new Dlrm());
    ALL.put("autoint", new AutoInt());
    ALL.put("tabnet", new TabNet());
    ALL.put("ft-transformer", new FtTransformer());
    ALL.put("tabm", TabM.paper());
    ALL.put("two-tower", new TwoTower());
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
