package dev.arrowmill.tensor.op;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** The table of all ops. A row here makes an op visible to the contract test and the docs page. */
public final class Ops {
  /** Every op, by kind. */
  public static final List<OpSpec> ALL =
      Stream.of(
              OpsElementwise.ALL,
              OpsReductions.ALL,
              OpsLinalg.ALL,
              OpsShapes.ALL,
              OpsIndexing.ALL,
              OpsNn.ALL)
          .flatMap(List::stream)
          .toList();

  private static final Map<String, Function<Attrs, Op>> MAKERS = new ConcurrentHashMap<>();

  static {
    for (OpSpec row : ALL) {
      MAKERS.putAll(row.ops());
    }
  }

  private Ops() {}

  /**
   * An op by its recorded name, as a saved graph needs it.
   *
   * @throws IllegalArgumentException when no op of that name is known
   */
  public static Op make(String name, Attrs attrs) {
    Function<Attrs, Op> maker = MAKERS.get(name);
    if (maker == null) {
      throw new IllegalArgumentException(
          "ops: there is no op named " + name + "; register a custom op by Ops.register");
    }
    return maker.apply(attrs);
  }

  /**
   * Makes a custom op known to {@link #make}.
   *
   * @throws IllegalArgumentException when the name is taken
   */
  public static void register(String name, Function<Attrs, Op> maker) {
    if (MAKERS.putIfAbsent(name, maker) != null) {
      throw new IllegalArgumentException("ops: the name " + name + " is taken");
    }
  }
}
