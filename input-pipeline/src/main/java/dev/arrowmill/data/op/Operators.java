package dev.arrowmill.data.op;

import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.data.Expr;
import dev.arrowmill.data.Padding;
import dev.arrowmill.data.Row;
import dev.arrowmill.data.RowWriter;
import dev.arrowmill.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/**
 * All operators. A new one is a file in this package, a method on {@link
 * dev.arrowmill.data.Dataset} and a row here; the contract test finds it by the row.
 */
final class Operators {
  /**
   * An operator.
   *
   * @param name its method on Dataset
   * @param kind what it follows
   * @param example a use of it on a table with the columns id (LONG), x (DOUBLE), s (STRING)
   */
  record Operator(String name, Kind kind, UnaryOperator<Node> example) {}

  /** What an operator follows: nothing, rows, or batches. */
  enum Kind {
    SOURCE,
    ROWS,
    BATCHES
  }

  private static final ColumnSchema NUMBER =
      ColumnSchema.of(new ColumnField("id", ColumnType.LONG));

  static final List<Operator> ALL =
      List.of(
          source("range", Memory.range(3, 60, 2)),
          source("fromTensorSlices", Memory.tensors(Map.of("x", Tensor.arange(34).reshape(17, 2)))),
          source("shuffle", GlobalShuffle.of(Memory.range(0, 31, 1), true)),
          source(
              "fromGenerator",
              Generator.tensors(
                  () -> LongStream.range(0, 9).mapToObj(Operators::tensors).iterator(), true)),
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
          row("paddedBatch", n -> PaddedBatching.of(n, 4, Padding.longest(), false)),
          new Operator("mapBatches", Kind.BATCHES, n -> MapBatches.of(n, b -> b)),
          row("shuffle(window)", n -> Shuffle.of(n, 7, true)),
          row("shardWindows", n -> Shuffle.shard(Shuffle.of(n, 7, true), 2, 1)),
          row("shuffle(window), same order", n -> Shuffle.of(n, 7, false)),
          new Operator("shuffle of batches", Kind.BATCHES, n -> Shuffle.of(n, 3, true)),
          row("repeat", n -> Repeat.of(n, 2)),
          row("take", n -> Take.of(n, 11)),
          row("skip", n -> Skip.of(n, 5)),
          row("shard", n -> Shard.of(n, 3, 1)),
          row("concatenate", n -> Concatenate.of(n, n)),
          row("withColumn", n -> WithColumn.of(n, "y", Expr.col("x").times(2.0).log1p())),
          row(
              "withColumn, replaced",
              n -> WithColumn.of(n, "id", Expr.col("id").times(Expr.col("id")).minus(7))),
          row("rename", n -> Rename.of(n, "s", "t")),
          row("takeWhile", n -> TakeWhile.of(n, Expr.col("id").ne(13))),
          row("takeWhile by row", n -> TakeWhile.of(n, r -> r.getLong("id") != 13)),
          row("enumerate", n -> Enumerate.of(n, 100)),
          row("zip", n -> Zip.of(List.of(n, Memory.range(0, 23, 1)))),
          row("unbatch", n -> Unbatch.of(Batching.of(n, 5, false))),
          new Operator("rebatch", Kind.BATCHES, n -> Batching.of(Unbatch.of(n), 7, false)),
          row("flatMap", n -> FlatMap.of(n, r -> Memory.range(0, r.getLong("id") % 4, 1))),
          row(
              "flatMap with shuffle",
              n -> FlatMap.of(n, r -> Shuffle.of(Memory.range(0, 9, 1), 4, true))),
          row("scan", n -> Scan.of(n, Map.of("sum", 0L), NUMBER, Operators::sum)),
          row("unique", n -> Unique.of(Select.of(n, false, List.of("s", "x")))),
          row("assertCardinality", n -> AssertCardinality.of(n, n.cardinality())),
          row("window", n -> Sliding.of(n, new Windows(4, 2, 1, false))),
          row("window, sparse", n -> Sliding.of(n, new Windows(3, 5, 2, true))),
          row("window, far", n -> Sliding.of(n, new Windows(2, 6, 3, false))),
          row(
              "window by function",
              n ->
                  Unbatch.of(
                      Sliding.of(n, new Windows(5, 3, 2, false), w -> Batching.of(w, 2, false)))),
          new Operator(
              "window of batches",
              Kind.BATCHES,
              n ->
                  Sliding.of(n, new Windows(2, 1, 1, true), w -> Concatenate.of(w, Take.of(w, 1)))),
          row(
              "groupByWindow",
              n ->
                  Unbatch.of(
                      GroupByWindow.of(
                          n,
                          r -> r.isNull("s") ? "none" : r.getString("s"),
                          (k, g) -> Batching.of(g, 2, false),
                          k -> k.equals("s1") ? 2 : 5))),
          row(
              "groupByWindow, many keys",
              n ->
                  GroupByWindow.of(
                      n, r -> r.getLong("id") * 7 % 13, (k, g) -> Shuffle.of(g, 3, true), k -> 2)),
          row("interleave", n -> Interleave.of(n, Operators::upTo5, 3, 2, 0)),
          row("interleave, parallel", n -> Interleave.of(n, Operators::upTo5, 4, 1, 3)),
          row("interleave, many slots", n -> Interleave.of(n, Operators::upTo5, 40, 1, 2)),
          row(
              "interleave of shuffles",
              n -> Interleave.of(n, r -> Shuffle.of(upTo5(r), 3, true), 2, 3, Prefetch.AUTO)),
          row(
              "sampleFromDatasets",
              n ->
                  Sample.of(
                      List.of(n, Skip.of(n, 20), Take.of(n, 3)),
                      new double[] {5, 0, 1},
                      OptionalLong.empty(),
                      false,
                      true)),
          row(
              "sampleFromDatasets, stopOnEmpty",
              n ->
                  Sample.of(
                      List.of(n, Shuffle.of(n, 4, true)),
                      new double[] {1, 1},
                      OptionalLong.of(7),
                      true,
                      false)),
          row(
              "chooseFromDatasets",
              n ->
                  Choose.of(
                      List.of(n, Skip.of(n, 9)),
                      WithColumn.of(
                          Memory.range(0, 50, 1),
                          "value",
                          Expr.when(Expr.col("value").lt(31), Expr.lit(1), Expr.lit(0))),
                      false)),
          row("ignoreErrors", n -> IgnoreErrors.of(n, false, null)),
          row(
              "ignoreErrors behind errors",
              n ->
                  IgnoreErrors.of(
                      MapRows.of(
                          n, NUMBER, (in, out) -> out.set("id", 100 / (in.getLong("id") % 4))),
                      false,
                      null)),
          row(
              "rejectionResample",
              n ->
                  RejectionResample.of(
                      n,
                      r -> (int) r.getLong("id") % 3,
                      new double[] {2, 1, 1},
                      null,
                      OptionalLong.empty())),
          row(
              "rejectionResample, known",
              n ->
                  RejectionResample.of(
                      n,
                      r -> (int) r.getLong("id") % 3,
                      new double[] {2, 1, 0},
                      new double[] {1, 1, 1},
                      OptionalLong.empty())),
          row(
              "bucketBySequenceLength",
              n ->
                  Buckets.of(
                      n,
                      r -> (int) r.getLong("id") % 9,
                      new int[] {3, 7},
                      new int[] {4, 2, 3},
                      Padding.longest(),
                      List.of(),
                      false)),
          row(
              "map by row, parallel",
              n ->
                  ParallelMap.rows(n, NUMBER, (in, out) -> out.set("id", in.getLong("id") * 2), 3)),
          row("mapTensors", n -> ParallelMap.tensors(n, r -> tensors(r.getLong("id")), 0)),
          row(
              "mapTensors, parallel",
              n -> ParallelMap.tensors(n, r -> tensors(r.getLong("id")), Prefetch.AUTO)),
          new Operator(
              "mapBatches, parallel", Kind.BATCHES, n -> ParallelMap.batches(n, b -> b, 2)),
          row("cache", Cache::of),
          row("snapshot", n -> Snapshot.of(n, Path.of("target", "snapshots"))),
          row("prefetch", n -> Prefetch.of(n, 2)),
          row("prefetch(AUTO)", n -> Prefetch.of(n, Prefetch.AUTO)));

  private Operators() {}

  private static Map<String, Object> sum(Map<String, Object> state, Row in, RowWriter out) {
    long sum = (Long) state.getOrDefault("sum", 0L) + in.getLong("id");
    out.set("id", sum);
    return Map.of("sum", sum);
  }

  private static Node upTo5(Row row) {
    return Memory.range(row.getLong("id"), row.getLong("id") + row.getLong("id") % 6, 1);
  }

  private static Map<String, Tensor> tensors(long i) {
    return Map.of("x", Tensor.arange(6).reshape(2, 3).add(i));
  }

  private static Operator source(String name, Node node) {
    return new Operator(name, Kind.SOURCE, n -> node);
  }

  private static Operator row(String name, UnaryOperator<Node> example) {
    return new Operator(name, Kind.ROWS, example);
  }
}
