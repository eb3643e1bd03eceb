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

import dev.arrowmill.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Points 24 to 33 of tf.data's semantics: map, filter, flatMap, interleave. */
class ChecklistMapsTest {
  private static final Options FOUR = Options.DEFAULT.threads(4);

  private static Dataset squares(int n, int parallelism) {
    return Dataset.range(n)
        .map(
            VALUE,
            (in, out) -> out.set("value", in.getLong("value") * in.getLong("value")),
            parallelism);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 7, Dataset.AUTO})
  void point24ParallelMapsKeepTheOrder(int parallelism) {
    List<Long> expected = LongStream.range(0, 3_000).map(v -> v * v).boxed().toList();
    assertThat(values(squares(3_000, parallelism).options(FOUR))).isEqualTo(expected);
    assertThat(values(squares(3_000, parallelism).options(FOUR.deterministic(false))))
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThatThrownBy(() -> squares(3, -2)).hasMessageContaining("got -2");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 17, 40, 41, 99})
  void point24WithoutOrderNothingIsLostOrDoubledOverARestore(int at) {
    Options any = FOUR.deterministic(false);
    List<Long> all = new ArrayList<>();
    IteratorState state;
    try (DatasetIterator it = slow().options(any).iterator()) {
      for (int i = 0; i < at; i++) {
        all.add(it.next().tensor("value").toLongs()[0]);
      }
      state = it.state();
    }
    try (DatasetIterator it = slow().options(any).iterator()) {
      it.restore(state);
      it.forEachRemaining(b -> all.add(b.tensor("value").toLongs()[0]));
    }
    assertThat(all).containsExactlyInAnyOrderElementsOf(upTo(100));
  }

  private static Dataset slow() {
    return Dataset.range(100)
        .map(
            VALUE,
            (in, out) -> {
              long v = in.getLong("value");
              if (v % 10 == 0) {
                pause();
              }
              out.set("value", v);
            },
            4);
  }

  private static void pause() {
    try {
      Thread.sleep(2);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 3", "2, 3", "3, 1", "-1, 7"})
  void point25AnErrorComesInItsPlaceAndTheStreamGoesOn(int parallelism, int k) {
    List<String> expected =
        LongStream.range(0, 40).mapToObj(v -> v > 0 && v % k == 0 ? "error" : "" + v).toList();
    Dataset ds =
        Dataset.range(40)
            .map(VALUE, (in, out) -> out.set("value", checked(in, k)), parallelism)
            .options(FOUR);
    assertThat(withErrors(ds, "value")).isEqualTo(expected);
    assertThat(withErrors(ds.prefetch(2), "value")).isEqualTo(expected);
    Dataset tensors =
        Dataset.range(40)
            .mapTensors(r -> Map.of("value", Tensor.scalar(checked(r, k))), parallelism)
            .options(FOUR);
    assertThat(withErrors(tensors, "value")).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void point26EachElementIsMappedOncePerEpoch(int parallelism) {
    AtomicIntegerArray calls = new AtomicIntegerArray(50);
    Dataset ds =
        Dataset.range(50)
            .map(
                VALUE,
                (in, out) -> {
                  calls.incrementAndGet((int) in.getLong("value"));
                  out.set("value", in.getLong("value"));
                },
                parallelism)
            .options(FOUR);
    assertThat(values(ds.repeat(3))).hasSize(150);
    for (int i = 0; i < 50; i++) {
      assertThat(calls.get(i)).isEqualTo(3);
    }
  }

  @Test
  void point27FilterKeepsTheOrderAlsoOfTensorsAndBatches() {
    assertThat(values(Dataset.range(30).filter(Expr.col("value").gt(99)))).isEmpty();
    Dataset tensors =
        Dataset.fromTensorSlices(
            Map.of("value", Tensor.of(LongStream.range(0, 20).toArray()).reshape(10, 2)));
    assertThat(values(tensors.filter(r -> r.tensor("value").sum().item() > 20)))
        .isEqualTo(list(10, 11, 12, 13, 14, 15, 16, 17, 18, 19));
    assertThat(
            batches(
                Dataset.range(9)
                    .batch(2)
                    .filter(r -> r.tensor("value").toLongs().length == 2)
                    .skip(2)))
        .containsExactly(list(4, 5), list(6, 7));
  }

  private static Dataset repeated(Row r) {
    long v = r.getLong("value");
    return Dataset.range(v, v + 1, 1).repeat(v);
  }

  @Test
  void point28FlatMapIsInterleaveOfOne() {
    Dataset ds = Dataset.range(7).flatMap(ChecklistMapsTest::repeated);
    assertThat(values(ds))
        .isEqualTo(values(Dataset.range(7).interleave(ChecklistMapsTest::repeated, 1, 4)))
        .startsWith(1L, 2L, 2L, 3L, 3L, 3L)
        .hasSize(21);
    assertThat(ds.cardinality()).isEqualTo(Dataset.UNKNOWN);
    assertThat(values(Dataset.range(3).flatMap(r -> Dataset.range(0)))).isEmpty();
    assertThat(batches(Dataset.range(2).flatMap(r -> Dataset.range(3).batch(2))))
        .containsExactly(list(0, 1), list(2), list(0, 1), list(2));
  }

  /** The model of the reference implementation's tests. */
  private static List<Long> model(List<List<Long>> lists, int cycle, int block) {
    List<List<Long>> waiting = new ArrayList<>(lists);
    List<List<Long>> open = new ArrayList<>();
    for (int i = 0; i < cycle; i++) {
      open.add(waiting.isEmpty() ? null : new ArrayList<>(waiting.remove(0)));
    }
    List<Long> out = new ArrayList<>();
    while (!waiting.isEmpty() || open.stream().anyMatch(l -> l != null)) {
      for (int i = 0; i < cycle; i++) {
        if (open.get(i) == null) {
          if (waiting.isEmpty()) {
            continue;
          }
          open.set(i, new ArrayList<>(waiting.remove(0)));
        }
        for (int b = 0; b < block; b++) {
          if (open.get(i).isEmpty()) {
            open.set(i, null);
            break;
          }
          out.add(open.get(i).remove(0));
        }
      }
    }
    return out;
  }

  private static Dataset of(long... values) {
    return Dataset.fromTensorSlices(Map.of("value", Tensor.of(values)));
  }

  private static List<List<Long>> inputs(long... values) {
    List<List<Long>> out = new ArrayList<>();
    for (long v : values) {
      out.add(LongStream.range(0, v).map(i -> v).boxed().toList());
    }
    return out;
  }

  @Test
  void point29InterleaveFollowsTheReferenceTable() {
    assertThat(values(of(4, 5, 6, 4, 5, 6).interleave(ChecklistMapsTest::repeated, 2, 1)))
        .isEqualTo(
            list(
                4, 5, 4, 5, 4, 5, 4, 5, 5, 6, 6, 4, 6, 4, 6, 4, 6, 4, 6, 5, 6, 5, 6, 5, 6, 5, 6, 5,
                6, 6));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "2, 3", "3, 2", "7, 2", "4, 100", "9, 1"})
  void points29And30InterleaveFollowsTheReferenceModel(int cycle, int block) {
    for (long[] in :
        new long[][] {{4, 5, 6, 4, 5, 6}, {4, 0, 6, 4, 0, 6}, {0, 0}, {1, 9, 2, 0, 3, 3, 1}, {}}) {
      List<Long> expected = model(inputs(in), cycle, block);
      for (int parallelism : new int[] {0, 1, 2, cycle, Dataset.AUTO}) {
        Dataset ds =
            of(in).interleave(ChecklistMapsTest::repeated, cycle, block, parallelism).options(FOUR);
        assertThat(values(ds)).isEqualTo(expected);
      }
    }
  }

  @Test
  void point31ParallelismNeverChangesTheOrder() {
    List<Long> expected =
        values(Dataset.range(60).interleave(r -> Dataset.range(r.getLong("value") % 9), 5, 2));
    for (int threads : new int[] {1, 2, 8}) {
      for (int parallelism : new int[] {1, 3, 5, Dataset.AUTO}) {
        assertThat(
                values(
                    Dataset.range(60)
                        .interleave(r -> Dataset.range(r.getLong("value") % 9), 5, 2, parallelism)
                        .options(Options.DEFAULT.threads(threads))))
            .isEqualTo(expected);
      }
    }
    assertThatThrownBy(() -> Dataset.range(3).interleave(r -> Dataset.range(1), 0, 1))
        .hasMessageContaining("got 0, 1 and 0");
  }

  @Test
  void point32WithoutOrderTheElementsAreTheSameAndTheReadyComeFirst() throws Exception {
    Options any = FOUR.deterministic(false);
    assertThat(values(of(4, 5, 6).interleave(ChecklistMapsTest::repeated, 2, 1, 2).options(any)))
        .containsExactlyInAnyOrderElementsOf(model(inputs(4, 5, 6), 2, 1));
    CountDownLatch release = new CountDownLatch(1);
    Dataset stuck =
        Dataset.range(2)
            .interleave(r -> r.getLong("value") == 0 ? waiting(release) : Dataset.range(5), 2, 1, 2)
            .options(any.autotune(false));
    try (DatasetIterator it = stuck.iterator()) {
      List<Long> first = new ArrayList<>();
      Thread.sleep(200);
      for (int i = 0; i < 5; i++) {
        first.add(it.next().tensor("value").toLongs()[0]);
      }
      assertThat(first).isEqualTo(upTo(5));
      release.countDown();
      assertThat(it.next().tensor("value").toLongs()).containsExactly(70);
    }
  }

  private static Dataset waiting(CountDownLatch release) {
    return Dataset.range(70, 71, 1)
        .map(
            c -> {
              try {
                assertThat(release.await(30, TimeUnit.SECONDS)).isTrue();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return c;
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void point33ErrorsComeInTheirPlaceAndTheStreamGoesOn(int parallelism) {
    Dataset inner =
        Dataset.range(3).interleave(r -> failing(4, 2), 2, 1, parallelism).options(FOUR);
    assertThat(withErrors(inner, "value"))
        .containsExactly("0", "0", "1", "1", "error", "error", "3", "3", "0", "1", "error", "3");
    Dataset outer = failing(5, 2).interleave(r -> repeated(r), 2, 1, parallelism).options(FOUR);
    assertThat(withErrors(outer, "value")).containsExactly("1", "error", "3", "3", "error", "3");
    Dataset function =
        Dataset.range(4)
            .flatMap(
                r -> {
                  checked(r, 2);
                  return repeated(r);
                });
    assertThat(withErrors(function, "value")).containsExactly("1", "error", "3", "3", "3");
  }
}
