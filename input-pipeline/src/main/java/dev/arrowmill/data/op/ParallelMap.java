package dev.arrowmill.data.op;

import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.data.Batch;
import dev.arrowmill.data.ElementSpec;
import dev.arrowmill.data.Row;
import dev.arrowmill.data.RowWriter;
import dev.arrowmill.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A function of each element, called by several threads; the results keep their order. */
public final class ParallelMap extends Node {
  /** Makes the work of one iterator. */
  private interface Maker {
    Piecewise.Work in(Context context);
  }

  private final String name;
  private final boolean batches;
  private final Optional<ElementSpec> spec;
  private final int parallelism;
  private final Maker maker;

  private ParallelMap(
      Node input,
      String name,
      boolean batches,
      Optional<ElementSpec> spec,
      int parallelism,
      Maker maker) {
    super(input);
    this.name = name;
    this.batches = batches;
    this.spec = spec;
    this.parallelism = parallelism;
    this.maker = maker;
    if (parallelism < -1) {
      throw new IllegalArgumentException(
          "map: parallelism must be at least 0, or AUTO (-1), got " + parallelism);
    }
  }

  /** Rows to rows. */
  public static ParallelMap rows(
      Node input, ColumnSchema result, BiConsumer<Row, RowWriter> function, int parallelism) {
    Node checked = MapRows.of(input, result, function);
    return new ParallelMap(
        input,
        checked.name(),
        false,
        checked.spec(),
        parallelism,
        context -> (chunk, from, n) -> rows(result, function, context, chunk, from, n));
  }

  /** Elements of any kind to tensors, without a first size for rows. */
  public static ParallelMap tensors(
      Node input, Function<Row, Map<String, Tensor>> function, int parallelism) {
    return new ParallelMap(
        input,
        "mapTensors",
        false,
        Optional.empty(),
        parallelism,
        context -> (chunk, from, n) -> tensors(function, context, chunk, from, n));
  }

  /** Batches to batches. */
  public static ParallelMap batches(Node input, UnaryOperator<Batch> function, int parallelism) {
    Node checked = MapBatches.of(input, function);
    return new ParallelMap(
        input,
        checked.name(),
        true,
        Optional.empty(),
        parallelism,
        context -> (chunk, from, n) -> batches(function, chunk, from, n));
  }

  private static Piecewise.Outcome rows(
      ColumnSchema result,
      BiConsumer<Row, RowWriter> function,
      Context context,
      Chunk chunk,
      int from,
      int count) {
    Row row = RowsOf.row(chunk, context, "map");
    HeapColumns out = new HeapColumns(result, count);
    RowWriter writer = new RowWriter(out);
    Piecewise.Outcome outcome = new Piecewise.Outcome();
    int first = 0;
    for (int i = 0; i < count; i++) {
      try {
        function.accept(row.at(from + i), writer.next());
      } catch (RuntimeException e) {
        outcome.add(ColumnsChunk.of(out, null).range(first, i - first));
        outcome.add(traced(e, chunk, from + i, "map" + result.names()));
        first = i + 1;
      }
    }
    outcome.add(ColumnsChunk.of(out, null).range(first, count - first));
    return outcome;
  }

  private static RuntimeException traced(
      RuntimeException e, Chunk chunk, int element, String operator) {
    if (chunk instanceof ColumnsChunk c) {
      c.trace(operator, element).addTo(e);
    }
    return e;
  }

  private static Piecewise.Outcome tensors(
      Function<Row, Map<String, Tensor>> function,
      Context context,
      Chunk chunk,
      int from,
      int count) {
    Row row = RowsOf.row(chunk, context, "mapTensors");
    Piecewise.Outcome outcome = new Piecewise.Outcome();
    for (int i = 0; i < count; i++) {
      try {
        outcome.add(Generator.one(function.apply(row.at(from + i))));
      } catch (RuntimeException e) {
        outcome.add(traced(e, chunk, from + i, "mapTensors"));
      }
    }
    return outcome;
  }

  private static Piecewise.Outcome batches(
      UnaryOperator<Batch> function, Chunk chunk, int from, int count) {
    if (!(chunk instanceof BatchChunk batches)) {
      throw new IllegalStateException("mapBatches: elements are rows; put it after batch");
    }
    Piecewise.Outcome outcome = new Piecewise.Outcome();
    for (int i = 0; i < count; i++) {
      try {
        Batch mapped = function.apply(batches.batches().get(from + i));
        outcome.add(new BatchChunk(List.of(mapped)));
      } catch (RuntimeException e) {
        outcome.add(e);
      }
    }
    return outcome;
  }

  /** The sequential operator's: a state fits with any parallelism. */
  @Override
  public String name() {
    return name;
  }

  @Override
  Node over(Node newInput) {
    return new ParallelMap(newInput, name, batches, spec, parallelism, maker);
  }

  @Override
  public boolean batched() {
    return batches;
  }

  @Override
  boolean mayBeBatched() {
    return false;
  }

  @Override
  public long cardinality() {
    return input().cardinality();
  }

  @Override
  public Optional<ElementSpec> spec() {
    return spec;
  }

  @Override
  public Stage open(Context context) {
    Context rows = batches ? context : context.packed(false);
    Cursor cursor = new Cursor(input().open(rows));
    return new Piecewise(rows, this, cursor, parallelism, maker.in(rows));
  }
}
