package dev.arrowmill.data;

import static dev.arrowmill.data.Streams.batches;
import static dev.arrowmill.data.Streams.list;
import static dev.arrowmill.data.Streams.lists;
import static dev.arrowmill.data.Streams.texts;
import static dev.arrowmill.data.Streams.upTo;
import static dev.arrowmill.data.Streams.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.data.op.Tables;
import dev.arrowmill.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Points 9 to 23 and 52 of tf.data's semantics: batches, padding, buckets, groups, windows. */
class ChecklistGroupsTest {
  @ParameterizedTest
  @CsvSource({"10, 3", "9, 3", "2, 5", "7, 1", "0, 4", "100, 33"})
  void point9BatchesAreShortOrDroppedAtTheEnd(int n, int size) {
    List<List<Long>> kept = batches(Dataset.range(n).batch(size));
    assertThat(kept).hasSize((n + size - 1) / size);
    assertThat(kept.stream().flatMap(List::stream).toList()).isEqualTo(upTo(n));
    List<List<Long>> whole = batches(Dataset.range(n).batch(size, true));
    assertThat(whole).hasSize(n / size).allMatch(b -> b.size() == size);
    assertThatThrownBy(() -> Dataset.range(n).batch(-size))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got -" + size);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 6})
  void point10UnequalShapesFailAtTheirBatchAndNameBoth(int good) {
    Dataset ds =
        Dataset.range(20)
            .mapTensors(r -> Map.of("v", Tensor.zeros(r.getLong("value") < 2 * good + 1 ? 2 : 5)))
            .batch(2);
    try (DatasetIterator it = ds.iterator()) {
      for (int i = 0; i < good; i++) {
        assertThat(it.next().tensor("v").shape().dims()).containsExactly(2, 2);
      }
      assertThatThrownBy(it::next)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("v: float32[2]", "v: float32[5]");
    }
  }

  @Test
  void point11EveryComponentIsBatchedAlsoEmptyOnes() {
    Dataset ds =
        Dataset.fromTensorSlices(
            Map.of("a", Tensor.arange(12).reshape(6, 2), "none", Tensor.zeros(6, 0)));
    try (DatasetIterator it = ds.batch(4).iterator()) {
      Batch first = it.next();
      assertThat(first.tensor("a").shape().dims()).containsExactly(4, 2);
      assertThat(first.tensor("none").shape().dims()).containsExactly(4, 0);
      assertThat(it.next().tensor("none").shape().dims()).containsExactly(2, 0);
    }
    assertThat(sizes(ds.batch(4))).containsOnly(ElementSpec.UNKNOWN);
    assertThat(sizes(ds.batch(4, true))).containsOnly(4);
  }

  private static List<Integer> sizes(Dataset ds) {
    return ds.elementSpec().orElseThrow().components().stream().map(c -> c.shape().get(0)).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void point12ThreadsDoNotChangeBatches(int threads) {
    Dataset ds = Dataset.of(Tables.arrow(97)).shuffle(20).batch(9).seed(5);
    Dataset same = Dataset.of(Tables.arrow(97)).shuffle(20).batch(9).seed(5);
    assertThat(texts(ds.options(Options.DEFAULT.threads(threads)))).isEqualTo(texts(same));
  }

  @ParameterizedTest
  @CsvSource({"10, 3", "1, 1", "50, 50", "50, 51", "0, 3"})
  void point13UnbatchUndoesBatch(int n, int size) {
    assertThat(values(Dataset.range(n).batch(size).unbatch())).isEqualTo(upTo(n));
    Dataset table = Dataset.of(Tables.rows(n));
    assertThat(texts(table.batch(size).unbatch().batch(7))).isEqualTo(texts(table.batch(7)));
    assertThat(texts(table.batch(size).rebatch(4))).isEqualTo(texts(table.batch(4)));
    assertThat(texts(table.batch(size).rebatch(4, true))).isEqualTo(texts(table.batch(4, true)));
  }

  @Test
  void point13EmptyBatchesGiveNothingAndRowsAreNoBatches() {
    Dataset ds =
        Dataset.range(6)
            .batch(2)
            .mapBatches(b -> b.tensor("value").toLongs()[0] == 2 ? none() : b)
            .unbatch();
    assertThat(values(ds)).isEqualTo(list(0, 1, 4, 5));
    assertThatThrownBy(() -> Dataset.range(3).unbatch())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("put it after batch");
    assertThatThrownBy(() -> Batch.of(Map.of("a", Tensor.zeros(2), "b", Tensor.zeros(3))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("differ in rows");
  }

  private static Batch none() {
    return Batch.of(Map.of("value", Tensor.of(new long[0])));
  }

  @Test
  void unbatchedRowsAreFilteredAndMapped() {
    Dataset rows = Dataset.of(Tables.rows(12)).batch(5).unbatch();
    assertThat(texts(rows.filter(Expr.col("s").eq("s1")).batch(9)))
        .isEqualTo(texts(Dataset.of(Tables.rows(12)).filter(Expr.col("s").eq("s1")).batch(9)));
    assertThat(rows.filter(Expr.col("x").isNull()).reduce(0, (n, r) -> n + 1)).isEqualTo(2);
    assertThat(Streams.longs(rows.filter(r -> r.getLong("id") > 8).select("id"), "id"))
        .isEqualTo(list(9, 10, 11));
  }

  @Test
  void point14PadsToTheLongestOfTheBatchOrToAShape() {
    int[] lengths = LongStream.range(0, 34).mapToInt(i -> (int) (i * 7 % 5)).toArray();
    for (boolean drop : new boolean[] {false, true}) {
      List<int[]> shapes = shapes(lists(lengths).paddedBatch(4, Padding.longest(), drop));
      assertThat(shapes).hasSize(drop ? 8 : 9);
      assertThat(shapes.get(0)).containsExactly(4, 4);
      assertThat(shapes.get(shapes.size() - 1)[0]).isEqualTo(drop ? 4 : 2);
    }
    assertThat(shapes(lists(lengths).paddedBatch(5, Padding.longest().to("value", 6))))
        .allMatch(s -> s[1] == 6);
  }

  private static List<int[]> shapes(Dataset ds) {
    List<int[]> out = new ArrayList<>();
    try (DatasetIterator it = ds.iterator()) {
      it.forEachRemaining(b -> out.add(b.tensor("value").shape().dims()));
    }
    return out;
  }

  @Test
  void point15TooLongAnElementIsAnErrorOfItsBatch() {
    try (DatasetIterator it =
        lists(1, 3, 2, 5, 1, 1).paddedBatch(2, Padding.longest().to("value", 3)).iterator()) {
      assertThat(it.next().tensor("value").toLongs()).containsExactly(0, 0, 0, 1, 1, 1);
      assertThatThrownBy(it::next).hasMessageContainingAll("value", "5", "3");
      assertThat(it.next().tensor("value").shape().dims()).containsExactly(2, 3);
    }
  }

  @Test
  void point16OnlyEmptySequencesHaveWidth0() {
    assertThat(shapes(lists(0, 0, 0, 2).paddedBatch(3, Padding.longest())).get(0))
        .containsExactly(3, 0);
  }

  @Test
  void point17OneValueForAllOrOneForEachAlsoText() {
    ColumnSchema schema =
        ColumnSchema.of(
            new ColumnField("n", ColumnType.LONG_LIST),
            new ColumnField("t", ColumnType.STRING_LIST));
    HeapColumns rows = new HeapColumns(schema, 2);
    rows.set(rows.addRow(), 0, List.of(7L, 8L));
    rows.set(0, 1, List.of("ü", "日本"));
    rows.set(rows.addRow(), 0, List.of(9L));
    rows.set(1, 1, List.of());
    Padding padding = Padding.longest().with(-1).with("t", "–");
    try (DatasetIterator it = Dataset.of(rows).paddedBatch(2, padding).iterator();
        DatasetIterator plain = Dataset.of(rows).paddedBatch(2, Padding.longest()).iterator()) {
      Batch b = it.next();
      assertThat(b.tensor("n").toLongs()).containsExactly(7, 8, 9, -1);
      assertThat(b.strings("t")).containsExactly("ü", "日本", "–", "–");
      Batch p = plain.next();
      assertThat(p.tensor("n").toLongs()).containsExactly(7, 8, 9, 0);
      assertThat(p.strings("t")).containsExactly("ü", "日本", "", "");
    }
  }

  @Test
  void point18ShapesOfTheWrongRankAreRefusedWhenBuilt() {
    assertThatThrownBy(() -> lists(1, 2).paddedBatch(2, Padding.longest().to("value", 3, 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("value", "[3, 4]");
    assertThatThrownBy(() -> Padding.longest().to("value", -2)).hasMessageContaining("[-2]");
    assertThatThrownBy(() -> lists(1).paddedBatch(0, Padding.longest()))
        .hasMessageContaining("got 0");
  }

  private static final int[] LENGTHS = {3, 12, 5, 31, 9, 22, 10, 19, 1, 30, 29, 8, 40, 20};

  @Test
  void point19BucketsNeverMixAndPadToTheirLongest() {
    int[] boundaries = {10, 20, 30};
    List<int[]> shapes = new ArrayList<>();
    try (DatasetIterator it =
        lists(LENGTHS)
            .bucketBySequenceLength(
                r -> r.length("value"), boundaries, new int[] {2, 2, 2, 2}, Padding.longest())
            .iterator()) {
      while (it.hasNext()) {
        Tensor t = it.next().tensor("value");
        shapes.add(t.shape().dims());
      }
    }
    assertThat(shapes)
        .containsExactly(
            new int[] {2, 5},
            new int[] {2, 12},
            new int[] {2, 9},
            new int[] {2, 31},
            new int[] {2, 29},
            new int[] {1, 8},
            new int[] {1, 19},
            new int[] {1, 20},
            new int[] {1, 40});
  }

  @Test
  void point20RemaindersComeAtTheEndOrAreDropped() {
    int[] sizes = {3, 2, 2, 5};
    assertThat(bucketRows(sizes, false)).containsExactly(3, 2, 2, 2, 1, 1, 3);
    assertThat(bucketRows(sizes, true)).containsExactly(3, 2, 2);
    assertThat(bucketRows(sizes, false).stream().mapToInt(i -> i).sum()).isEqualTo(LENGTHS.length);
  }

  private static List<Integer> bucketRows(int[] sizes, boolean drop) {
    List<Integer> rows = new ArrayList<>();
    try (DatasetIterator it =
        lists(LENGTHS)
            .bucketBySequenceLength(
                r -> r.length("value"),
                new int[] {10, 20, 30},
                sizes,
                Padding.longest(),
                List.of(),
                drop)
            .iterator()) {
      it.forEachRemaining(b -> rows.add(b.rows()));
    }
    return rows;
  }

  @Test
  void point21PaddingToTheBoundaryAndItsError() {
    Dataset ds =
        lists(2, 8, 3, 11, 4)
            .bucketBySequenceLength(
                r -> r.length("value"),
                new int[] {5, 10},
                new int[] {2, 2, 2},
                Padding.longest(),
                List.of("value"),
                false);
    try (DatasetIterator it = ds.iterator()) {
      assertThat(it.next().tensor("value").shape().dims()).containsExactly(2, 4);
      assertThatThrownBy(it::next)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("length 11", "boundary 10");
      assertThat(it.next().tensor("value").shape().dims()).containsExactly(1, 4);
      assertThat(it.next().tensor("value").shape().dims()).containsExactly(1, 9);
      assertThat(it.hasNext()).isFalse();
    }
    assertThatThrownBy(
            () ->
                lists(1)
                    .bucketBySequenceLength(
                        r -> 1, new int[] {5, 5}, new int[] {1, 1, 1}, Padding.longest()))
        .hasMessageContaining("ascend");
  }

  @Test
  void point22AWindowComesWhenItIsFullAlsoOfEndlessInputAndLeftoversInKeyOrder() {
    Dataset endless =
        Dataset.range(10)
            .repeat()
            .groupByWindow(r -> r.getLong("value") % 3, (k, w) -> w.batch(4), 4);
    try (DatasetIterator it = endless.iterator()) {
      assertThat(it.next().tensor("value").toLongs()).containsExactly(0, 3, 6, 9);
      assertThat(it.next().tensor("value").toLongs()).containsExactly(1, 4, 7, 1);
      assertThat(it.next().tensor("value").toLongs()).containsExactly(2, 5, 8, 2);
    }
    assertThat(
            batches(
                Dataset.range(11)
                    .groupByWindow(
                        r -> "abc".charAt((int) (2 - r.getLong("value") % 3)) + "",
                        (k, w) -> w.batch(9),
                        3)))
        .containsExactly(list(0, 3, 6), list(1, 4, 7), list(2, 5, 8), list(10), list(9));
  }

  @Test
  void point23SizePerKeyAWindowReadTwiceAndErrors() {
    Dataset ds =
        Dataset.range(9)
            .groupByWindow(
                r -> r.getLong("value") % 2,
                (k, w) -> w.concatenate(w.take(1)).batch(10),
                k -> k == 0 ? 2 : 3);
    assertThat(batches(ds))
        .containsExactly(list(0, 2, 0), list(1, 3, 5, 1), list(4, 6, 4), list(8, 8), list(7, 7));
    assertThatThrownBy(() -> Dataset.range(3).groupByWindow(r -> 1, (k, w) -> w, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got 0");
    Dataset zero = Dataset.range(3).groupByWindow(r -> 1, (k, w) -> w, k -> 0);
    assertThatThrownBy(() -> values(zero))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("key 1", "got 0");
    Dataset broken =
        Dataset.range(6)
            .groupByWindow(
                r -> r.getLong("value") % 3,
                (k, w) -> {
                  if (k == 1) {
                    throw new ArithmeticException("key 1");
                  }
                  return w;
                },
                2);
    assertThat(Streams.withErrors(broken, "value")).containsExactly("0", "3", "error", "2", "5");
  }

  @ParameterizedTest
  @CsvSource({
    "20, 14, 7, 1",
    "20, 17, 9, 1",
    "20, 14, 14, 1",
    "20, 10, 14, 1",
    "20, 14, 19, 1",
    "20, 4, 1, 2",
    "20, 2, 1, 6",
    "20, 4, 7, 2",
    "20, 2, 7, 6",
    "20, 1, 10, 50",
    "0, 4, 1, 1",
    "20, 14, 4, 1",
    "20, 50, 30, 2",
    "7, 3, 2, 3"
  })
  void point52Windows(int n, int size, int shift, int stride) {
    for (boolean drop : new boolean[] {false, true}) {
      List<List<Long>> expected = new ArrayList<>();
      for (long first = 0; first < n; first += shift) {
        List<Long> window = new ArrayList<>();
        for (int j = 0; j < size && first + (long) j * stride < n; j++) {
          window.add(first + (long) j * stride);
        }
        if (!drop || window.size() == size) {
          expected.add(window);
        }
      }
      Dataset ds = Dataset.range(n).window(size, shift, stride, drop);
      assertThat(batches(ds)).isEqualTo(expected);
      assertThat(ds.cardinality()).isEqualTo(expected.size());
      int count = drop ? Math.max(0, Math.floorDiv(n - ((size - 1) * stride + 1), shift) + 1) : 0;
      assertThat(drop ? expected.size() : 0).isEqualTo(count);
      Dataset nested =
          Dataset.range(n).window(size, shift, stride, drop, w -> w.skip(1).batch(size));
      assertThat(batches(nested))
          .isEqualTo(
              expected.stream()
                  .filter(w -> w.size() > 1)
                  .map(w -> w.subList(1, w.size()))
                  .toList());
      Streams.assertResumes(() -> Dataset.range(n).window(size, shift, stride, drop));
    }
  }

  @Test
  void point52ZerosAreRefusedAndErrorsMayBeIgnored() {
    for (int[] bad : new int[][] {{0, 1, 1}, {1, 0, 1}, {1, 1, 0}}) {
      assertThatThrownBy(() -> Dataset.range(3).window(bad[0], bad[1], bad[2], false))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("got " + bad[0] + ", " + bad[1] + " and " + bad[2]);
    }
    assertThat(batches(Streams.failing(9, 4).ignoreErrors().window(3, 3, 1, false)))
        .containsExactly(list(0, 1, 2), list(3, 5, 6), list(7));
    assertThat(batches(Dataset.range(6).batch(2).window(2, 1, 1, true, w -> w.unbatch().batch(4))))
        .containsExactly(list(0, 1, 2, 3), list(2, 3, 4, 5));
  }
}
