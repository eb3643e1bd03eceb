package dev.arrowmill.data.op;

import dev.arrowmill.data.ElementSpec;
import dev.arrowmill.data.Row;
import java.util.Optional;
import java.util.function.Function;

/** The elements of datasets made for each element, of some of them in turn. */
public final class Interleave extends Node {
  final Function<Row, Node> function;
  final int cycle;
  final int block;
  final int parallelism;

  private Interleave(
      Node input, Function<Row, Node> function, int cycle, int block, int parallelism) {
    super(input);
    this.function = function;
    this.cycle = cycle;
    this.block = block;
    this.parallelism = parallelism;
    if (cycle <= 0 || block <= 0 || parallelism < -1) {
      throw new IllegalArgumentException(
          "interleave: cycle and block must be at least 1, parallelism at least 0, or AUTO (-1),"
              + " got "
              + cycle
              + ", "
              + block
              + " and "
              + parallelism);
    }
  }

  /**
   * The datasets of {@code cycle} elements at a time.
   *
   * @param parallelism how many of them work at a time beside the consumer; 0 for none, -1 for as
   *     many as there are threads
   */
  public static Interleave of(
      Node input, Function<Row, Node> function, int cycle, int block, int parallelism) {
    return new Interleave(input, function, cycle, block, parallelism);
  }

  /** Parallelism changes nothing in the stream, so a state fits with any. */
  @Override
  public String name() {
    return "interleave(" + cycle + ", " + block + ")";
  }

  @Override
  public boolean batched() {
    return false;
  }

  @Override
  boolean mayBeBatched() {
    return true;
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
    return new Interleaving(rows, this, new Cursor(input().open(rows)));
  }
}
