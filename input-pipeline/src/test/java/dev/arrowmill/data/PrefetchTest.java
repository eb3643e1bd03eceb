package dev.arrowmill.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.data.op.Tables;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Points 34 to 37 and 71 of tf.data's semantics. */
class PrefetchTest {
  private final BufferAllocator allocator = new RootAllocator();

  @AfterEach
  void nothingIsLeft() {
    assertThat(allocator.getAllocatedMemory()).isZero();
    allocator.close();
    assertThat(threads()).isZero();
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t.getName().startsWith("arrowmill-prefetch"))
        .count();
  }

  private Dataset table() {
    return Dataset.of(Tables.arrow(29)).allocator(allocator);
  }

  @Test
  void point34AnyBufferIsTheIdentity() {
    List<String> expected = Tables.texts(table().batch(3).iterator());
    for (int buffer : new int[] {Dataset.AUTO, 0, 1, 2, 100}) {
      assertThat(Tables.texts(table().batch(3).prefetch(buffer).iterator())).isEqualTo(expected);
    }
    assertThatThrownBy(() -> table().prefetch(-2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got -2");
  }

  @Test
  void point35ClosingInterruptsAStuckFunction() throws InterruptedException {
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Dataset ds =
        table()
            .map(
                c -> {
                  if (c.column("id").getLong(0) >= 5) {
                    stuck.countDown();
                    try {
                      Thread.sleep(60_000);
                    } catch (InterruptedException e) {
                      interrupted.countDown();
                      throw new IllegalStateException(e);
                    }
                  }
                  return c;
                })
            .prefetch(4);
    DatasetIterator it = ds.iterator();
    it.next();
    assertThat(stuck.await(30, TimeUnit.SECONDS)).isTrue();
    it.close();
    assertThat(interrupted.getCount()).isZero();
    assertThat(threads()).isZero();
  }

  @Test
  void point36ErrorsComeInTheirPlaceAndAreNotSwallowed() {
    Dataset ds =
        table()
            .map(
                c -> {
                  if (c.column("id").getLong(0) == 10) {
                    throw new ArithmeticException("row 10");
                  }
                  return c;
                })
            .prefetch(8);
    try (DatasetIterator it = ds.iterator()) {
      for (int i = 0; i < 10; i++) {
        assertThat(it.next().tensor("id").toLongs()).containsExactly(i);
      }
      assertThatThrownBy(it::hasNext).isInstanceOf(ArithmeticException.class).hasMessage("row 10");
      assertThat(it.next().tensor("id").toLongs()).containsExactly(12);
    }
  }

  @Test
  void point36AnErrorInTheProducerReachesTheConsumer() {
    Dataset ds =
        table()
            .map(
                c -> {
                  throw new StackOverflowError("deep");
                })
            .prefetch(1);
    try (DatasetIterator it = ds.iterator()) {
      assertThatThrownBy(it::hasNext).isInstanceOf(StackOverflowError.class).hasMessage("deep");
    }
  }

  @Test
  void aProducerThatWasInterruptedFromOutsideDoesNotHangTheConsumer() {
    Dataset ds =
        table()
            .map(
                c -> {
                  if (c.column("id").getLong(0) == 10) {
                    Thread.currentThread().interrupt();
                  }
                  return c;
                })
            .prefetch(1);
    try (DatasetIterator it = ds.iterator()) {
      assertThatThrownBy(() -> Tables.texts(it))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("interrupted");
    }
  }

  @Test
  void point37TheProducerStopsWhenTheBufferIsFull() throws InterruptedException {
    AtomicInteger made = new AtomicInteger();
    Dataset ds =
        Dataset.range(100)
            .batch(1)
            .mapBatches(
                b -> {
                  made.incrementAndGet();
                  return b;
                })
            .prefetch(3);
    try (DatasetIterator it = ds.iterator()) {
      it.next();
      for (int i = 0; i < 200 && made.get() < 4; i++) {
        Thread.sleep(5);
      }
      Thread.sleep(50);
      assertThat(made).hasValue(4);
      it.next();
      for (int i = 0; i < 200 && made.get() < 5; i++) {
        Thread.sleep(5);
      }
      assertThat(made).hasValue(5);
    }
  }
}
