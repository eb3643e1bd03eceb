package dev.arrowmill.data;

import static dev.arrowmill.data.Streams.VALUE;
import static dev.arrowmill.data.Streams.batches;
import static dev.arrowmill.data.Streams.checked;
import static dev.arrowmill.data.Streams.failing;
import static dev.arrowmill.data.Streams.list;
import static dev.arrowmill.data.Streams.upTo;
import static dev.arrowmill.data.Streams.values;
import static dev.arrowmill.data.Streams.withErrors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arrowmill.data.op.Tables;
import dev.arrowmill.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Points 5, 38 to 52 and 58 to 60 of tf.data's semantics: cache, zip, errors, sizes. */
class ChecklistStreamsTest {
  @TempDir Path folder;

  @Test
  void point5ShufflesBuiltApartAgreeWhateverReshuffleIs() {
    Dataset again = Dataset.range(60).shuffle(20, true);
    Dataset same = Dataset.range(60).shuffle(20, false);
    assertThat(values(again.seed(4))).isEqualTo(values(same.seed(4)));
    assertThat(values(again)).isNotEqualTo(values(same));
  }

  private Dataset counted(AtomicInteger calls, int n) {
    return Dataset.range(n)
        .map(
            VALUE,
            (in, out) -> {
              calls.incrementAndGet();
              out.set("value", in.getLong("value"));
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 9, 70})
  void point38TheFirstEpochComputesLaterOnesReplay(int n) {
    for (Path file : new Path[] {null, folder.resolve("c" + n)}) {
      AtomicInteger calls = new AtomicInteger();
      Dataset ds = counted(calls, n);
      Dataset cached = file == null ? ds.cache() : ds.cache(file);
      assertThat(values(cached.repeat(3))).hasSize(3 * n);
      assertThat(values(cached)).isEqualTo(upTo(n));
      assertThat(calls).hasValue(n);
    }
  }

  @Test
  void point39APartialPassIsDiscardedAWholeOneOfKnownSizeIsNot() {
    AtomicInteger calls = new AtomicInteger();
    Dataset part = counted(calls, 20).prefetch(0).batch(2).cache();
    assertThat(part.take(3).reduce(0, (n, r) -> n + 1)).isEqualTo(3);
    int before = calls.get();
    assertThat(values(part)).isEqualTo(upTo(20));
    assertThat(calls.get()).isGreaterThan(before);
    calls.set(0);
    Dataset whole = counted(calls, 20).batch(2).cache();
    assertThat(values(whole.take(10))).isEqualTo(upTo(20));
    assertThat(values(whole)).isEqualTo(upTo(20));
    assertThat(calls).hasValue(20);
  }

  @Test
  void point40AFileCacheReplaysWithoutItsInput() {
    Path file = folder.resolve("cached");
    Dataset table = Dataset.of(Tables.arrow(29));
    List<String> expected = Streams.texts(table.cache(file).batch(4));
    Dataset empty = Dataset.of(Tables.arrow(0));
    assertThat(Streams.texts(empty.cache(file).batch(4))).isEqualTo(expected);
    assertThat(Streams.texts(empty.cache(folder.resolve("other")).batch(4))).isEmpty();
  }

  @Test
  void point40AFileCacheKeepsEveryKindOfElement() {
    Dataset tensors =
        Dataset.range(7)
            .mapTensors(
                r ->
                    Map.of(
                        "m",
                        Tensor.arange(4).reshape(2, 2).add((float) r.getLong("value")),
                        "i",
                        Tensor.scalar(r.getLong("value"))));
    Dataset lists = Streams.lists(3, 0, 5, 1);
    int i = 0;
    for (Dataset ds :
        List.of(
            tensors,
            tensors.batch(3),
            Dataset.of(Tables.rows(19)).batch(4),
            Dataset.of(Tables.rows(19)).batch(4).unbatch(),
            lists.paddedBatch(2, Padding.longest()))) {
      List<String> expected = Streams.texts(ds);
      Dataset cached = ds.cache(folder.resolve("kind" + i++));
      assertThat(Streams.texts(cached.repeat(2)).subList(0, expected.size())).isEqualTo(expected);
      assertThat(Streams.texts(cached)).isEqualTo(expected);
    }
    Path file = folder.resolve("lists");
    assertThat(lengths(lists.cache(file))).isEqualTo(lengths(lists.cache(file))).isEqualTo(9);
  }

  private static int lengths(Dataset lists) {
    return lists.reduce(0, (n, r) -> n + r.length("value"));
  }

  @Test
  void point41ASecondWriterIsRefusedAndReadersMayShare() throws IOException {
    Path file = folder.resolve("shared");
    Dataset ds = Dataset.range(6).batch(1).cache(file);
    try (DatasetIterator first = ds.iterator();
        DatasetIterator second = ds.iterator()) {
      first.next();
      assertThatThrownBy(second::next)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("already exists");
      assertThat(Tables.longs(first, "value")).isEqualTo(list(1, 2, 3, 4, 5));
    }
    try (DatasetIterator a = ds.iterator();
        DatasetIterator b = ds.iterator()) {
      a.next();
      assertThat(b.next().tensor("value").toLongs()).containsExactly(0);
      assertThat(Tables.longs(a, "value")).isEqualTo(list(1, 2, 3, 4, 5));
      assertThat(Tables.longs(b, "value")).isEqualTo(list(1, 2, 3, 4, 5));
    }
    assertThat(folder.toFile().list()).containsExactly("shared");
  }

  @Test
  void point42NoReadingPastTheEnd() {
    for (boolean inFile : new boolean[] {false, true}) {
      Dataset five = cached(Dataset.range(10), inFile, "five").take(5).repeat(2);
      assertThat(values(five)).isEqualTo(list(0, 1, 2, 3, 4, 0, 1, 2, 3, 4));
      Dataset mapped = cached(Dataset.range(10), inFile, "mapped").map(c -> c).batch(4).repeat(2);
      assertThat(batches(mapped).stream().map(List::size)).containsExactly(4, 4, 2, 4, 4, 2);
    }
  }

  private Dataset cached(Dataset ds, boolean inFile, String name) {
    return inFile ? ds.cache(folder.resolve(name)) : ds.cache();
  }

  @Test
  void point43AbandonedIteratorsAndErrorsLeaveNoFileAndDamageIsNamed() throws IOException {
    Path file = folder.resolve("whole");
    Dataset ds = Dataset.range(9).batch(2).cache(file);
    try (DatasetIterator it = ds.iterator()) {
      it.next();
    }
    assertThat(withErrors(failing(9, 4).cache(file), "value")).hasSize(9).contains("error");
    assertThat(folder.toFile().list()).isEmpty();
    assertThat(values(ds)).isEqualTo(upTo(9));
    byte[] bytes = Files.readAllBytes(file);
    for (int damage = 0; damage < bytes.length; damage += 7) {
      byte[] bad = bytes.clone();
      bad[damage] ^= 0x40;
      Files.write(file, bad);
      assertThatThrownBy(() -> values(ds)).hasMessageContaining("whole");
      Files.write(file, java.util.Arrays.copyOf(bytes, damage));
      assertThatThrownBy(() -> values(ds)).hasMessageContaining("whole");
    }
  }

  @Test
  void point44AnErrorInTheFirstPassSurfacesThenTheRestAndNothingIsCached() {
    Dataset ds = failing(10, 6).cache().shuffle(20, false).seed(1);
    List<String> first = withErrors(ds, "value");
    assertThat(first.get(0)).isEqualTo("error");
    assertThat(first).hasSize(10);
    assertThat(withErrors(ds, "value")).contains("error");
  }

  @Test
  void points45To47RepeatTakeAndSkipAtTheirEdges() {
    assertThat(values(Dataset.range(0).repeat())).isEmpty();
    assertThat(values(Dataset.range(5).filter(r -> false).repeat())).isEmpty();
    assertThat(values(Dataset.range(5).repeat(0))).isEmpty();
    for (long n : new long[] {-1, 5, 6}) {
      assertThat(values(Dataset.range(5).take(n))).isEqualTo(upTo(5));
      assertThat(values(Dataset.range(5).skip(n))).isEmpty();
    }
    AtomicInteger pulled = new AtomicInteger();
    Dataset generated =
        Dataset.fromGenerator(
            VALUE,
            () ->
                LongStream.range(0, 100)
                    .peek(v -> pulled.incrementAndGet())
                    .mapToObj(v -> Map.of("value", v))
                    .iterator(),
            true);
    assertThat(values(generated.take(7))).isEqualTo(upTo(7));
    assertThat(pulled).hasValueLessThanOrEqualTo(8);
  }

  @Test
  void point48ZipEndsWithTheShortestAndErrorsTakeThePair() {
    Dataset b = Dataset.range(100, 103, 1).rename("value", "b");
    Dataset ds = Dataset.range(5).zip(b, Dataset.range(9).rename("value", "c"));
    assertThat(ds.cardinality()).isEqualTo(3);
    assertThat(Streams.longs(ds, "value")).isEqualTo(upTo(3));
    assertThat(Streams.longs(ds, "b")).isEqualTo(list(100, 101, 102));
    Dataset pairs = failing(8, 3).zip(Dataset.range(10, 18, 1).rename("value", "b"));
    assertThat(Streams.longs(pairs.ignoreErrors(), "value")).isEqualTo(list(0, 1, 2, 4, 5, 7));
    assertThat(Streams.longs(pairs.ignoreErrors(), "b")).isEqualTo(list(10, 11, 12, 14, 15, 17));
    Dataset nested =
        Dataset.fromTensorSlices(Map.of("t", Tensor.zeros(4, 2, 3))).zip(Dataset.range(9));
    try (DatasetIterator it = nested.batch(3).iterator()) {
      Batch batch = it.next();
      assertThat(batch.tensor("t").shape().dims()).containsExactly(3, 2, 3);
      assertThat(batch.tensor("value").toLongs()).containsExactly(0, 1, 2);
    }
    assertThat(Streams.texts(Dataset.range(2).batch(2).zip(b.batch(2))))
        .containsExactly("value=[0.0, 1.0] b=[100.0, 101.0] ");
    assertThatThrownBy(() -> Dataset.range(3).zip(Dataset.range(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("value", "rename");
    assertThatThrownBy(() -> Dataset.range(3).zip()).hasMessageContaining("nothing");
    assertThatThrownBy(() -> Dataset.range(3).zip(b.batch(2))).hasMessageContaining("batches");
  }

  @ParameterizedTest
  @CsvSource({"0, 10, 3", "5, -4, -2", "3, 3, 1", "-7, 20, 9", "9, 0, 4"})
  void point50RangesOfAnyStep(long start, long stop, long step) {
    List<Long> expected = new ArrayList<>();
    for (long v = start; step > 0 ? v < stop : v > stop; v += step) {
      expected.add(v);
    }
    assertThat(values(Dataset.range(start, stop, step))).isEqualTo(expected);
    assertThat(Streams.longs(Dataset.range(start, stop, step).enumerate(40), "index"))
        .isEqualTo(LongStream.range(40, 40 + expected.size()).boxed().toList());
  }

  @ParameterizedTest
  @CsvSource({"0, 3", "3, 3", "0, 1", "2, 7"})
  void point58ErrorsTakeTheirElementsAlone(int parallelism, int k) throws IOException {
    Path letters = folder.resolve("dead.jsonl");
    List<Long> healthy = upTo(30).stream().filter(v -> v == 0 || v % k != 0).toList();
    Dataset ds =
        Dataset.range(30)
            .map(VALUE, (in, out) -> out.set("value", checked(in, k)), parallelism)
            .prefetch(2)
            .ignoreErrors(true, letters)
            .options(Options.DEFAULT.threads(4));
    assertThat(ds.cardinality()).isEqualTo(Dataset.UNKNOWN);
    try (DatasetIterator it = ds.iterator()) {
      assertThat(Tables.longs(it, "value")).isEqualTo(healthy);
      assertThat(it.stats().stages())
          .filteredOn(s -> s.stage().equals("ignoreErrors"))
          .extracting(StageStats::lost)
          .containsExactly(30L - healthy.size());
    }
    List<String> lines = Files.readAllLines(letters);
    assertThat(lines).hasSize(30 - healthy.size());
    JsonNode first = new ObjectMapper().readTree(lines.get(0));
    assertThat(first.path("element").asLong()).isEqualTo(k);
    assertThat(first.path("elements").asLong()).isEqualTo(1);
    assertThat(first.path("error").asText()).isEqualTo("java.lang.ArithmeticException");
    assertThat(first.path("message").asText()).isEqualTo("value " + k);
    assertThat(first.path("operator").asText()).isEqualTo("map[value]");
  }

  @Test
  void point58AnInputThatFailsForEverIsNotIgnoredForEver() {
    Dataset ds = failing(9, 4).snapshot(folder.toString()).ignoreErrors();
    assertThatThrownBy(() -> values(ds))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("value 4");
  }

  @Test
  void point58ADamagedFileLosesItsRestAndTheNextIsRead() throws IOException {
    for (int i = 0; i < 3; i++) {
      ParquetFiles.write(folder.resolve("part" + i + ".parquet"), 20 * i, 20);
    }
    Dataset ds = Dataset.parquet(folder + "/*.parquet").exclude("raw");
    List<Long> all = Streams.longs(ds, "id");
    assertThat(all).hasSize(60);
    Path middle = folder.resolve("part1.parquet");
    byte[] bytes = Files.readAllBytes(middle);
    java.util.Arrays.fill(bytes, 4, 60, (byte) 0x5a);
    Files.write(middle, bytes);
    Path letters = folder.resolve("lost.jsonl");
    List<Long> rest = Streams.longs(ds.ignoreErrors(false, letters), "id");
    assertThat(rest)
        .isSubsetOf(all)
        .containsAll(all.subList(0, 20))
        .containsAll(all.subList(40, 60));
    assertThat(rest).hasSizeLessThan(60);
    assertThat(Files.readString(letters)).contains("part1.parquet");
  }

  @Test
  void point59Cardinality() {
    Dataset n = Dataset.range(10);
    assertThat(n.batch(3).cardinality()).isEqualTo(4);
    assertThat(n.batch(3, true).take(2).cardinality()).isEqualTo(2);
    assertThat(n.shard(4, 3).cardinality()).isEqualTo(2);
    assertThat(n.repeat().cardinality()).isEqualTo(Dataset.INFINITE);
    assertThat(n.repeat(3).skip(4).cardinality()).isEqualTo(26);
    assertThat(n.repeat().take(4).cardinality()).isEqualTo(4);
    assertThat(n.zip(n.rename("value", "b").repeat()).cardinality()).isEqualTo(10);
    assertThat(n.batch(3, true).unbatch().cardinality()).isEqualTo(9);
    assertThat(n.enumerate().cardinality()).isEqualTo(10);
    assertThat(n.withColumn("d", Expr.col("value").div(2)).cardinality()).isEqualTo(10);
    assertThat(Dataset.sampleFromDatasets(List.of(n, n)).cardinality()).isEqualTo(20);
    for (Dataset ds :
        List.of(
            n.filter(r -> true),
            n.flatMap(r -> n),
            n.interleave(r -> n, 2, 2),
            n.ignoreErrors(),
            n.takeWhile(r -> true),
            n.unique(),
            n.groupByWindow(r -> 1, (k, w) -> w, 2),
            Dataset.chooseFromDatasets(List.of(n), n, true))) {
      assertThat(ds.cardinality()).as(ds.toString()).isEqualTo(Dataset.UNKNOWN);
    }
    assertThat(n.filter(r -> true).assertCardinality(10).cardinality()).isEqualTo(10);
    assertThat(values(n.assertCardinality(10))).isEqualTo(upTo(10));
    assertThatThrownBy(() -> values(n.assertCardinality(11)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("expected 11 elements, the input has only 10");
    assertThatThrownBy(() -> values(n.assertCardinality(9))).hasMessageContaining("has more");
    assertThatThrownBy(() -> n.assertCardinality(-3)).hasMessageContaining("got -3");
  }

  @Test
  void point60TakeWhileScanAndReduce() {
    List<Long> seen = new ArrayList<>();
    Dataset ds =
        Dataset.range(20)
            .takeWhile(
                r -> {
                  seen.add(r.getLong("value"));
                  return r.getLong("value") != 6;
                });
    assertThat(values(ds)).isEqualTo(upTo(6));
    assertThat(seen).isEqualTo(upTo(7));
    assertThat(values(Dataset.range(20).takeWhile(Expr.col("value").lt(6)))).isEqualTo(upTo(6));
    Dataset sums =
        Dataset.range(6)
            .scan(
                Map.of("sum", 100L, "x", 0.5, "t", "", "b", true),
                VALUE,
                (state, in, out) -> {
                  long sum = (Long) state.getOrDefault("sum", 0L) + in.getLong("value");
                  out.set("value", sum);
                  return Map.of(
                      "sum",
                      sum,
                      "x",
                      (Double) state.getOrDefault("x", 0.0) / 3,
                      "t",
                      "d" + sum,
                      "b",
                      !(Boolean) state.getOrDefault("b", false));
                });
    assertThat(values(sums)).isEqualTo(list(100, 101, 103, 106, 110, 115));
    Streams.assertResumes(() -> sums);
    assertThat(Dataset.range(0).reduce(7L, (s, r) -> s + 1)).isEqualTo(7);
    assertThat(Dataset.range(5).reduce(1L, (s, r) -> s * 10 + r.getLong("value")))
        .isEqualTo(101_234);
    assertThat(Dataset.range(5).batch(2).reduce(0L, (s, r) -> s + r.tensor("value").numel()))
        .isEqualTo(5);
    assertThatThrownBy(() -> Dataset.range(1).scan(Map.of("l", 1), VALUE, (s, i, o) -> s))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("l is a Integer");
  }

  @Test
  void uniqueKeepsTheFirstOfEach() {
    assertThat(values(Dataset.range(100).withColumn("value", Expr.col("value").times(3)).unique()))
        .hasSize(100);
    Dataset ds =
        Dataset.range(100)
            .map(VALUE, (in, out) -> out.set("value", in.getLong("value") * 7 % 11))
            .unique();
    assertThat(values(ds)).isEqualTo(list(0, 7, 3, 10, 6, 2, 9, 5, 1, 8, 4));
    assertThat(Dataset.of(Tables.rows(40)).select("s").unique().reduce(0, (n, r) -> n + 1))
        .isEqualTo(4);
  }
}
