package dev.arrowmill.data.op;

import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.data.Expr;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * All operators. A new one is a file in this package, a method on {@link
 * dev.arrowmill.data.Dataset} and a row here; the contract test finds it by the row.
 */
final class Operators {
  /**
   * An operator.
   *
   * @param name its method on Dataset
   * @param batched whether it follows {@code batch}
   * @param example a use of it on a table with the columns id (LONG), x (DOUBLE), s (STRING)
   */
  record Operator(String name, boolean batched, UnaryOperator<Node> example) {}

  private static final ColumnSchema NUMBER =
      ColumnSchema.of(new ColumnField("id", ColumnType.LONG));

  static final List<Operator> ALL =
      List.of(
          row("select", n -> Select.of(n, false, List.of("x", "id"))),
          row("exclude", n -> Select.of(n, true, List.of("s"))),
          row("filter", n -> Filter.of(n, Expr.col("x").gt(0.3))),
          row("filter by row", n -> Filter.of(n, r -> r.getLong("id") % 3 != 1)),
          row("map", n -> MapColumns.of(n, c -> c.select(List.of("id", "s")))),
          row(
              "map by row",
              n -> MapRows.of(n, NUMBER, (in, out) -> out.set("id", in.getLong("id") * 2))),
          row("batch", n -> Batching.of(n, 4, false)),
          row("batch, dropRemainder", n -> Batching.of(n, 4, true)),
          new Operator("mapBatches", true, n -> MapBatches.of(n, b -> b)),
          row("shuffle(window)", n -> Shuffle.of(n, 7, true)),
          row("shuffle(window), same order", n -> Shuffle.of(n, 7, false)),
          new Operator("shuffle of batches", true, n -> Shuffle.of(n, 3, true)),
          row("repeat", n -> Repeat.of(n, 2)),
          row("take", n -> Take.of(n, 11)),
          row("skip", n -> Skip.of(n, 5)),
          row("shard", n -> Shard.of(n, 3, 1)),
          row("concatenate", n -> Concatenate.of(n, n)),
          row("cache", Cache::of),
          row("prefetch", n -> Prefetch.of(n, 2)),
          row("prefetch(AUTO)", n -> Prefetch.of(n, Prefetch.AUTO)));

  private Operators() {}

  private static Operator row(String name, UnaryOperator<Node> example) {
    return new Operator(name, false, example);
  }
}
