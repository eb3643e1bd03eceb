package dev.arrowmill.data;

import static dev.arrowmill.data.Expr.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.data.op.Tables;
import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Batch, map, filter, repeat, take, skip, shard, range and batches; numbers are checklist points.
 */
class DatasetTest {
  private static final ColumnSchema VALUE =
      ColumnSchema.of(new ColumnField("value", ColumnType.LONG));

  private static List<Long> values(Dataset ds) {
    try (DatasetIterator it = ds.iterator()) {
      List<Long> out = Tables.longs(it, "value");
      assertThat(it.hasNext()).isFalse();
      assertThat(it.hasNext()).isFalse();
      return out;
    }
  }

  private static List<Long> longs(long... values) {
    return LongStream.of(values).boxed().toList();
  }

  private static List<Integer> sizes(Dataset ds) {
    List<Integer> out = new ArrayList<>();
    for (Batch b : ds) {
      out.add(b.rows());
    }
    return out;
  }

  @Test
  void point9TheLastBatchIsShortOrDropped() {
    assertThat(sizes(Dataset.range(10).batch(4))).containsExactly(4, 4, 2);
    assertThat(sizes(Dataset.range(10).batch(4, true))).containsExactly(4, 4);
    assertThat(sizes(Dataset.range(3).batch(4))).containsExactly(3);
    assertThat(sizes(Dataset.range(3).batch(4, true))).isEmpty();
    assertThat(sizes(Dataset.range(3))).containsExactly(1, 1, 1);
    assertThatThrownBy(() -> Dataset.range(3).batch(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("batch")
        .hasMessageContaining("got 0");
  }

  @Test
  void point10ElementsOfOneBatchMustBeAlike() {
    Dataset a = Dataset.fromTensorSlices(Map.of("x", Tensor.zeros(3, 2)));
    Dataset b = Dataset.fromTensorSlices(Map.of("x", Tensor.zeros(3, 4)));
    try (DatasetIterator it = a.concatenate(b).batch(2).iterator()) {
      assertThat(it.next().x().shape()).isEqualTo(Shape.of(2, 2));
      assertThatThrownBy(it::next)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("x: float32[2]")
          .hasMessageContaining("x: float32[4]");
    }
  }

  @Test
  void point11EveryComponentIsBatched() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("x", Tensor.of(new float[] {0, 1, 2, 3, 4, 5}, 3, 2));
    tensors.put("y", Tensor.of(new int[] {7, 8, 9}, 3));
    tensors.put("none", Tensor.of(new double[0], 3, 0));
    try (DatasetIterator it = Dataset.fromTensorSlices(tensors).batch(2).iterator()) {
      Batch first = it.next();
      assertThat(first.names()).containsExactly("x", "y", "none");
      assertThat(first.x().toFloats()).containsExactly(0, 1, 2, 3);
      assertThat(first.y().dtype()).isEqualTo(DType.INT32);
      assertThat(first.y().toLongs()).containsExactly(7, 8);
      assertThat(first.tensor("none").shape()).isEqualTo(Shape.of(2, 0));
      assertThat(it.next().x().toFloats()).containsExactly(4, 5);
    }
  }

  @Test
  void point25AFailingRowIsThrownInPlaceAndTheNextFollows() {
    for (int buffer : new int[] {0, 1, 3}) {
      Dataset ds =
          Dataset.range(6)
              .map(
                  VALUE,
                  (in, out) -> {
                    if (in.getLong("value") == 2) {
                      throw new ArithmeticException("value 2");
                    }
                    out.set("value", in.getLong("value") * 10);
                  })
              .prefetch(buffer);
      try (DatasetIterator it = ds.iterator()) {
        assertThat(it.next().tensor("value").toLongs()).containsExactly(0);
        assertThat(it.next().tensor("value").toLongs()).containsExactly(10);
        assertThatThrownBy(it::next).isInstanceOf(ArithmeticException.class).hasMessage("value 2");
        assertThat(Tables.longs(it, "value")).isEqualTo(longs(30, 40, 50));
      }
    }
  }

  @Test
  void point26MapIsCalledOncePerElementAndEpoch() {
    AtomicInteger calls = new AtomicInteger();
    Dataset ds =
        Dataset.range(5)
            .map(
                VALUE,
                (in, out) -> {
                  calls.incrementAndGet();
                  out.set("value", -in.getLong("value"));
                });
    assertThat(values(ds.repeat(3).batch(4))).hasSize(15).startsWith(0L, -1L, -2L, -3L, -4L, 0L);
    assertThat(calls).hasValue(15);
  }

  @Test
  void mapOverColumnsMayBorrowAndMustKeepTheRows() {
    Dataset table = Dataset.of(Tables.arrow(29));
    assertThat(sizes(table.map(c -> c.select(List.of("x"))).batch(10))).containsExactly(10, 10, 9);
    try (DatasetIterator it = table.map(c -> c.slice(0, 1)).iterator()) {
      assertThatThrownBy(it::hasNext)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("1 rows for 5");
    }
  }

  @Test
  void point27FilterKeepsTheOrder() {
    assertThat(values(Dataset.range(10).filter(r -> r.getLong("value") % 4 == 1)))
        .isEqualTo(longs(1, 5, 9));
    assertThat(values(Dataset.range(10).filter(col("value").gt(99)))).isEmpty();
    Dataset odd = Dataset.range(100).filter(col("value").ge(10).and(col("value").lt(13)));
    assertThat(values(odd.batch(2))).isEqualTo(longs(10, 11, 12));
  }

  @Test
  void conditionsTreatNullAsUnknown() {
    Dataset t = Dataset.of(Tables.rows(20)).select("id", "x", "s");
    assertThat(ids(t.filter(col("x").isNull()))).isEqualTo(longs(4, 9, 14, 19));
    assertThat(ids(t.filter(col("x").gt(-1)))).hasSize(16);
    assertThat(ids(t.filter(col("x").gt(-1).not()))).isEmpty();
    assertThat(ids(t.filter(col("x").lt(0).or(col("x").isNull())))).isEqualTo(longs(4, 9, 14, 19));
    assertThat(ids(t.filter(col("x").isNotNull().and(col("id").ne(0)))))
        .hasSize(15)
        .doesNotContain(0L, 4L);
    assertThat(ids(t.filter(col("s").eq("s1")))).isEqualTo(longs(1, 4, 7, 10, 16, 19));
    assertThat(ids(t.filter(col("s").in("s0", "s2").not()))).isEqualTo(longs(1, 4, 7, 10, 16, 19));
    assertThat(ids(t.filter(col("s").ne("s1")))).hasSize(12).doesNotContain(6L, 13L);
    assertThat(col("x").gt(1).and(col("s").in("b", "a").not()).toString())
        .isEqualTo("(x > 1.0 and not s in [a, b])");
  }

  private static List<Long> ids(Dataset ds) {
    try (DatasetIterator it = ds.iterator()) {
      return Tables.longs(it, "id");
    }
  }

  @Test
  void conditionsOfTheWrongKindAreNamed() {
    Dataset t = Dataset.of(Tables.rows(3));
    assertThatThrownBy(() -> ids(t.filter(col("s").gt(1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("column s is STRING");
    assertThatThrownBy(() -> ids(t.filter(col("x").eq("a"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("column x is DOUBLE");
    assertThatThrownBy(() -> ids(t.filter(col("nope").eq(1))))
        .hasMessageContaining("nope")
        .hasMessageContaining("[id, x, s]");
  }

  @Test
  void tensorsAreFilteredByTheirScalars() {
    Dataset ds =
        Dataset.fromTensorSlices(
            Map.of("x", Tensor.of(new float[] {1, 2, 3}), "w", Tensor.zeros(3, 4)));
    try (DatasetIterator it = ds.filter(col("x").ge(2)).select("x").batch(9).iterator()) {
      Batch b = it.next();
      assertThat(b.names()).containsExactly("x");
      assertThat(b.x().toFloats()).containsExactly(2, 3);
    }
  }

  @Test
  void point45RepeatOfNothingEnds() {
    assertThat(values(Dataset.range(0).repeat())).isEmpty();
    assertThat(values(Dataset.range(9).filter(col("value").lt(0)).repeat())).isEmpty();
    assertThat(values(Dataset.range(3).repeat(0))).isEmpty();
    assertThat(values(Dataset.range(3).repeat().take(7))).isEqualTo(longs(0, 1, 2, 0, 1, 2, 0));
    assertThat(values(Dataset.range(2).repeat(2).repeat(2))).hasSize(8);
    assertThatThrownBy(() -> Dataset.range(3).repeat(-2)).hasMessageContaining("got -2");
  }

  @Test
  void point46TakeStopsPulling() {
    AtomicInteger calls = new AtomicInteger();
    Dataset counted =
        Dataset.of(Tables.arrow(29))
            .map(
                c -> {
                  calls.incrementAndGet();
                  return c;
                });
    assertThat(ids(counted.take(5))).isEqualTo(longs(0, 1, 2, 3, 4));
    assertThat(calls).as("batches of 5 rows asked for").hasValue(1);
    assertThat(ids(counted.take(-1))).hasSize(29);
    assertThat(ids(counted.take(99))).hasSize(29);
    assertThat(ids(counted.take(0))).isEmpty();
    assertThatThrownBy(() -> counted.take(-2)).hasMessageContaining("got -2");
  }

  @Test
  void point47SkipMayPassTheEnd() {
    assertThat(values(Dataset.range(5).skip(3))).isEqualTo(longs(3, 4));
    assertThat(values(Dataset.range(5).skip(5))).isEmpty();
    assertThat(values(Dataset.range(5).skip(99))).isEmpty();
    assertThat(values(Dataset.range(5).skip(-1))).isEmpty();
    assertThat(values(Dataset.range(5).skip(0))).hasSize(5);
    assertThatThrownBy(() -> Dataset.range(5).skip(-2)).hasMessageContaining("got -2");
  }

  @Test
  void point49ConcatenateNeedsTheSameColumns() {
    assertThat(values(Dataset.range(2).concatenate(Dataset.range(5, 7, 1))))
        .isEqualTo(longs(0, 1, 5, 6));
    assertThatThrownBy(() -> values(Dataset.range(2).concatenate(Dataset.of(Tables.rows(2)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("value: LONG")
        .hasMessageContaining("id: LONG");
    assertThatThrownBy(() -> Dataset.range(2).batch(2).concatenate(Dataset.range(2)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void point50RangesRunBothWays() {
    assertThat(values(Dataset.range(2, 9, 3))).isEqualTo(longs(2, 5, 8));
    assertThat(values(Dataset.range(9, 2, -3))).isEqualTo(longs(9, 6, 3));
    assertThat(values(Dataset.range(9, 2, 3))).isEmpty();
    assertThatThrownBy(() -> Dataset.range(1, 2, 0)).hasMessageContaining("step is 0");
  }

  @Test
  void point51ShardsPartTheInput() {
    assertThat(values(Dataset.range(10).shard(5, 2))).isEqualTo(longs(2, 7));
    assertThat(values(Dataset.range(10).shard(5, 0))).isEqualTo(longs(0, 5));
    assertThat(values(Dataset.range(2).shard(5, 1))).isEqualTo(longs(1));
    assertThat(values(Dataset.range(2).shard(5, 4))).isEmpty();
    List<Long> union = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      List<Long> shard = ids(Dataset.of(Tables.arrow(29)).shard(3, i).shuffle(4).batch(2).seed(1));
      assertThat(union).doesNotContainAnyElementsOf(shard);
      union.addAll(shard);
    }
    assertThat(union).hasSize(29);
    for (int[] bad : new int[][] {{0, 0}, {-1, 0}, {3, 3}, {3, -1}}) {
      assertThatThrownBy(() -> Dataset.range(9).shard(bad[0], bad[1]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("got " + bad[1] + " of " + bad[0]);
    }
  }

  @Test
  void operatorsForRowsRefuseBatches() {
    Dataset batches = Dataset.range(9).batch(3);
    for (Runnable bad :
        List.<Runnable>of(
            () -> batches.batch(2),
            () -> batches.filter(col("value").gt(1)),
            () -> batches.select("value"),
            () -> batches.map(c -> c),
            () -> batches.map(VALUE, (in, out) -> {}))) {
      assertThatThrownBy(bad::run)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("elements are batches");
    }
    assertThatThrownBy(() -> Dataset.range(9).mapBatches(b -> b))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("put it after batch");
  }

  @Test
  void batchesMayBeMappedTakenAndSharded() {
    Dataset ds = Dataset.range(10).batch(2).skip(1).shard(2, 0).take(2);
    Dataset doubled =
        ds.mapBatches(
            b -> Batch.of(Map.of("value", b.tensor("value").mul(Tensor.of(new long[] {2})))));
    assertThat(values(doubled)).isEqualTo(longs(4, 6, 12, 14));
  }

  @Test
  void selectTakesPatternsAndNamesWhatItMisses() {
    Dataset t = Dataset.of(Tables.arrow(3));
    assertThat(t.select("s", "?").iterator().next().names()).containsExactly("x", "s");
    assertThat(t.exclude("i*").iterator().next().names()).containsExactly("x", "s");
    assertThat(t.select("*").exclude("x").iterator().next().names()).containsExactly("id", "s");
    assertThatThrownBy(() -> t.select("y*"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("y*")
        .hasMessageContaining("[id, x, s]");
    assertThatThrownBy(() -> t.select()).hasMessageContaining("no columns");
  }

  @Test
  void aTableBecomesXAndY() {
    ColumnSchema schema =
        ColumnSchema.of(
            new ColumnField("a", ColumnType.DOUBLE),
            new ColumnField("label", ColumnType.LONG),
            new ColumnField("n", ColumnType.LONG),
            new ColumnField("b", ColumnType.BOOLEAN),
            new ColumnField("s", ColumnType.STRING));
    HeapColumns rows =
        HeapColumns.ofRows(
            schema,
            Arrays.asList(
                new Object[] {0.5, 1L, 1L << 53, true, "u"},
                new Object[] {null, null, null, null, null}));
    Batch b = Dataset.of(rows).batch(8).iterator().next();
    assertThat(b.features()).containsExactly("a", "n", "b");
    assertThat(b.x().shape()).isEqualTo(Shape.of(2, 3));
    assertThat(b.x().toFloats())
        .containsExactly(0.5f, 0x1p53f, 1f, Float.NaN, Float.NaN, Float.NaN);
    assertThat(b.y().toFloats()).containsExactly(1f, Float.NaN);
    assertThat(b.tensor("n").toLongs()).containsExactly(1L << 53, Batch.NULL);
    assertThat(b.strings("s")).containsExactly("u", null);
    assertThat(b.tensor("b").contiguous().toFloats()).containsExactly(1f, Float.NaN);
    Batch other = Dataset.of(rows).select("a", "b").label("a").batch(8).iterator().next();
    assertThat(other.x().toFloats()).containsExactly(1f, Float.NaN);
    assertThat(other.y().toFloats()).containsExactly(0.5f, Float.NaN);
    assertThatThrownBy(() -> Dataset.of(rows).label("q").batch(2).iterator().next().y())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("q");
    assertThatThrownBy(() -> b.tensor("s")).hasMessageContaining("s is text");
    assertThatThrownBy(() -> b.strings("a")).hasMessageContaining("a is no text");
    assertThatThrownBy(() -> b.tensor("zz")).hasMessageContaining("zz");
  }

  @Test
  void realColumnsArePackedOnceAndShared() {
    Dataset ds = Dataset.of(Tables.rows(64)).select("x").shuffle(64).batch(16).seed(1);
    try (DatasetIterator it = ds.iterator()) {
      Object window = it.next().x().storage();
      assertThat(it.next().x().storage()).isSameAs(window);
      assertThat(it.next().x().offset()).isEqualTo(32);
    }
  }

  @Test
  void tensorsOfUnequalRowsAreRefused() {
    assertThatThrownBy(
            () -> {
              Map<String, Tensor> t = new LinkedHashMap<>();
              t.put("x", Tensor.zeros(3, 2));
              t.put("y", Tensor.zeros(4));
              Dataset.fromTensorSlices(t);
            })
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("y has 4")
        .hasMessageContaining("x has 3");
    assertThatThrownBy(() -> Dataset.fromTensorSlices(Map.of())).hasMessageContaining("no tensors");
    assertThatThrownBy(() -> Dataset.fromTensorSlices(Map.of("x", Tensor.scalar(1))))
        .hasMessageContaining("scalar");
  }

  @Test
  void rowsSayWhatTheyAreAskedFor() {
    Dataset ds =
        Dataset.of(Tables.rows(7))
            .filter(r -> r.isNull("s") || (r.getString("s").equals("s0") && !r.isNull("x")));
    assertThat(ids(ds)).isEqualTo(longs(0, 3, 6));
    assertThatThrownBy(
            () -> ids(Dataset.of(Tables.rows(7)).filter(r -> r.getString("s").isEmpty())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("column s is null");
    assertThatThrownBy(
            () -> ids(Dataset.of(Tables.rows(7)).map(VALUE, (in, out) -> out.set("nope", 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nope")
        .hasMessageContaining("[value]");
  }
}
