package dev.arrowmill.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.data.op.Tables;
import dev.arrowmill.tensor.Tensor;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.LongStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** State, restore, close and statistics of iterators; numbers are checklist points. */
class DatasetIteratorTest {
  private final BufferAllocator allocator = new RootAllocator();

  @AfterEach
  void nothingIsLeft() {
    assertThat(allocator.getAllocatedMemory()).isZero();
    allocator.close();
  }

  private Dataset table(int rows) {
    return Dataset.of(Tables.arrow(rows)).allocator(allocator);
  }

  private static List<Long> rest(DatasetIterator it) {
    return Tables.longs(it, "id");
  }

  @Test
  void point66AFreshIteratorStartsAnew() {
    Dataset ds = table(29).shuffle(8).batch(4).seed(1);
    try (DatasetIterator a = ds.iterator();
        DatasetIterator b = ds.iterator();
        DatasetIterator c = table(29).shuffle(8).batch(4).seed(1).iterator()) {
      a.next();
      a.next();
      b.restore(a.state());
      List<Long> whole = rest(c);
      assertThat(rest(b)).isEqualTo(whole.subList(8, 29));
    }
  }

  @Test
  void point69TwoIteratorsAreIndependent() {
    Dataset ds = table(20).batch(3).prefetch(2);
    try (DatasetIterator a = ds.iterator();
        DatasetIterator b = ds.iterator()) {
      assertThat(a.next().tensor("id").toLongs()).containsExactly(0, 1, 2);
      assertThat(a.next().tensor("id").toLongs()).containsExactly(3, 4, 5);
      assertThat(b.next().tensor("id").toLongs()).containsExactly(0, 1, 2);
    }
  }

  @Test
  void anUnseededIteratorIsRestoredWithItsSeed() {
    Dataset ds = table(29).shuffle(29).batch(5);
    try (DatasetIterator a = ds.iterator();
        DatasetIterator b = ds.iterator()) {
      a.next();
      IteratorState state = a.state();
      b.restore(state);
      assertThat(rest(b)).isEqualTo(rest(a));
    }
  }

  @Test
  void point68TheStateStaysSmallWhateverIsBuffered() {
    Dataset ds =
        Dataset.range(300_000)
            .filter(Expr.col("value").ge(0).and(Expr.col("value").ne(7)))
            .shuffle(200_000)
            .repeat()
            .batch(256)
            .prefetch(8)
            .seed(Long.MIN_VALUE);
    try (DatasetIterator a = ds.iterator();
        DatasetIterator b = ds.iterator()) {
      for (int i = 0; i < 400; i++) {
        a.next();
      }
      IteratorState state = a.state();
      assertThat(state.json().length()).isLessThan(1_024);
      b.restore(state);
      for (int i = 0; i < 900; i++) {
        assertThat(b.next().tensor("value").toLongs())
            .isEqualTo(a.next().tensor("value").toLongs());
      }
    }
  }

  @Test
  void aLongPipelineAlsoHasASmallState() {
    Dataset ds = table(29);
    for (int i = 0; i < 12; i++) {
      ds = ds.filter(Expr.col("s").ne("a \"quoted\" ☃ text that is rather long " + i));
    }
    try (DatasetIterator it = ds.repeat(2).shuffle(3).batch(2).iterator()) {
      it.next();
      assertThat(it.state().json().length()).isLessThan(1_024);
    }
  }

  @Test
  void aChangedInputIsNamed() {
    IteratorState state;
    try (DatasetIterator it = table(29).batch(4).seed(1).iterator()) {
      it.next();
      state = it.state();
    }
    assertRefused(table(30).batch(4).seed(1), state, "source", "29 rows", "30 rows");
    assertRefused(table(29).batch(5).seed(1), state, "pipeline", "batch(4)", "batch(5)");
    assertRefused(table(29).batch(4).seed(2), state, "seed 1", "seed 2");
    assertRefused(table(29).batch(4).seed(1), new IteratorState("{oops"), "no JSON", "{oops");
    assertRefused(table(29).batch(4).seed(1), new IteratorState("{}"), "version");
    assertRefused(
        Dataset.range(9).skip(1), stateOf(Dataset.range(8).skip(1)), "range[8]", "range[9]");
  }

  private static IteratorState stateOf(Dataset ds) {
    try (DatasetIterator it = ds.iterator()) {
      return it.state();
    }
  }

  private static void assertRefused(Dataset ds, IteratorState state, String... parts) {
    try (DatasetIterator it = ds.iterator()) {
      assertThatThrownBy(() -> it.restore(state))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("restore")
          .hasMessageContainingAll(parts);
    }
  }

  @Test
  void onlyAFreshIteratorCanBeRestored() {
    try (DatasetIterator it = table(9).iterator()) {
      IteratorState state = it.state();
      it.restore(state);
      it.restore(state);
      it.next();
      assertThatThrownBy(() -> it.restore(state))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("fresh");
    }
  }

  @Test
  void aClosedIteratorSaysSoAndAnEndedOneHasNoMore() {
    DatasetIterator it = table(9).iterator();
    it.next();
    it.close();
    it.close();
    assertThatThrownBy(it::hasNext)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    DatasetIterator ended = table(9).batch(9).iterator();
    ended.next();
    assertThat(ended.hasNext()).isFalse();
    assertThat(allocator.getAllocatedMemory()).isZero();
    assertThat(allocator.getChildAllocators()).isEmpty();
    assertThatThrownBy(ended::next).isInstanceOf(NoSuchElementException.class);
    ended.close();
  }

  @Test
  void batchesOutliveTheIterator() {
    Batch kept;
    try (DatasetIterator it = table(9).batch(9).iterator()) {
      kept = it.next();
    }
    assertThat(kept.tensor("id").toLongs()).isEqualTo(LongStream.range(0, 9).toArray());
    assertThat(kept.strings("s")[1]).isEqualTo("s1");
  }

  @Test
  void point70AnAbandonedIteratorIsCleanedUp() throws InterruptedException {
    for (Dataset ds : List.of(table(29), table(29).prefetch(2).batch(7).prefetch(1))) {
      WeakReference<DatasetIterator> gone = abandon(ds);
      for (int i = 0; i < 500 && !allocator.getChildAllocators().isEmpty(); i++) {
        System.gc();
        Thread.sleep(10);
      }
      assertThat(gone.get()).isNull();
      assertThat(allocator.getChildAllocators()).isEmpty();
      assertThat(allocator.getAllocatedMemory()).isZero();
    }
  }

  private static WeakReference<DatasetIterator> abandon(Dataset ds) {
    DatasetIterator it = ds.iterator();
    it.next();
    return new WeakReference<>(it);
  }

  @Test
  void statisticsNameTheStagesAndTheSlowest() {
    Dataset ds = table(40).filter(Expr.col("id").lt(20)).map(c -> c).batch(10).prefetch(1);
    try (DatasetIterator it = ds.iterator()) {
      assertThat(it.stats().bottleneck()).isEqualTo("no stage has run yet");
      rest(it);
      PipelineStats stats = it.stats();
      assertThat(stats.stages())
          .extracting(StageStats::stage)
          .containsExactly("source", "filter(id < 20.0)", "map", "batch(10)", "prefetch(1)");
      assertThat(stats.stages())
          .extracting(StageStats::rows)
          .containsExactly(40L, 20L, 20L, 2L, 2L);
      assertThat(stats.bottleneck()).contains("% of the pipeline's time, ");
    }
  }

  @Test
  void theBottleneckIsTheStageWithMostTimeOfItsOwn() {
    List<StageStats> stages =
        List.of(new StageStats("source", 40, 8, 290, 0), new StageStats("map", 20, 8, 710, 0));
    assertThat(new PipelineStats(stages, 600, 400, 2, List.of(), 0).bottleneck())
        .isEqualTo(
            "map: 71% of the pipeline's time, 1.0 of 2 threads busy; the consumer waits 40% of its"
                + " time");
    assertThat(new PipelineStats(stages, 5_000, 10, 2, List.of(), 0).bottleneck())
        .isEqualTo(
            "map: 71% of the pipeline's time, 0.2 of 2 threads busy; the consumer is slower than"
                + " the pipeline");
  }

  @Test
  void datasetsPrintTheirOperators() {
    Dataset ds = Dataset.fromTensorSlices(Map.of("x", Tensor.zeros(3, 2))).shuffle().batch(2);
    assertThat(ds).hasToString("fromTensorSlices[3] > shuffle > batch(2)");
  }
}
