package dev.arrowmill.data.op;

import dev.arrowmill.data.ElementSpec;
import dev.arrowmill.data.Row;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Elements gathered by key; each group that is full, and at the end each other one in the order of
 * the keys, becomes a dataset of which a function makes another.
 *
 * @param <K> the keys
 */
public final class GroupByWindow<K extends Comparable<K>> extends Node {
  private final String name;
  final Function<Row, K> key;
  final BiFunction<K, Node, Node> reduce;
  final ToIntFunction<K> size;
  private final boolean batches;

  private GroupByWindow(
      String name,
      Node input,
      Function<Row, K> key,
      BiFunction<K, Node, Node> reduce,
      ToIntFunction<K> size,
      boolean batches) {
    super(input);
    this.name = name;
    this.key = key;
    this.reduce = reduce;
    this.size = size;
    this.batches = batches;
  }

  public static <K extends Comparable<K>> GroupByWindow<K> of(
      Node input, Function<Row, K> key, BiFunction<K, Node, Node> reduce, ToIntFunction<K> size) {
    return new GroupByWindow<>("groupByWindow", input, key, reduce, size, false);
  }

  /** An operator that is made of this one and gives batches. */
  static <K extends Comparable<K>> GroupByWindow<K> batches(
      String name,
      Node input,
      Function<Row, K> key,
      BiFunction<K, Node, Node> reduce,
      ToIntFunction<K> size) {
    return new GroupByWindow<>(name, input, key, reduce, size, true);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean batched() {
    return batches;
  }

  @Override
  boolean mayBeBatched() {
    return !batches;
  }

  @Override
  long maxElements() {
    return input().cardinality() == 0 ? 0 : Long.MAX_VALUE;
  }

  @Override
  public Optional<ElementSpec> spec() {
    return Optional.empty();
  }

  @Override
  public Stage open(Context context) {
    Context rows = context.packed(false);
    return new Grouping<>(rows, this, input().open(rows));
  }

  int sizeOf(K group) {
    int n = size.applyAsInt(group);
    if (n <= 0) {
      throw new IllegalArgumentException(
          name + ": the window size for key " + group + " must be at least 1, got " + n);
    }
    return n;
  }
}
