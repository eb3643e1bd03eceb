package dev.arrowmill.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One byte budget per iterator, and nothing left behind. */
class BudgetTest {
  @TempDir Path dir;

  private static Dataset columns(Path file) {
    return Dataset.parquet(file.toString()).select("id", "price");
  }

  private static long peak(Dataset ds) {
    try (RootAllocator memory = new RootAllocator();
        DatasetIterator it = ds.allocator(memory).iterator()) {
      long rows = 0;
      while (it.hasNext()) {
        rows += it.next().rows();
      }
      assertThat(rows).isPositive();
      assertThat(memory.getAllocatedMemory()).isZero();
      assertThat(threads()).isEmpty();
      return it.stats().peakBytes();
    }
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(n -> n.startsWith("arrowmill-worker") || n.startsWith("arrowmill-prefetch"))
        .toList();
  }

  @Test
  void tenTimesTheDataNeedsNoMoreMemory() {
    ParquetFiles.write(dir.resolve("small.parquet"), 0, 60_000);
    ParquetFiles.write(dir.resolve("large.parquet"), 0, 600_000);
    for (int threads : new int[] {1, 2}) {
      Options options = Options.DEFAULT.threads(threads).autotune(false);
      long small =
          peak(columns(dir.resolve("small.parquet")).shuffle(8192).batch(512).options(options));
      long large =
          peak(columns(dir.resolve("large.parquet")).shuffle(8192).batch(512).options(options));
      assertThat(small).isPositive();
      assertThat(large).isLessThan(small * 3 / 2);
    }
  }

  @Test
  void aWindowBeyondTheBudgetIsRefusedByName() {
    ParquetFiles.write(dir.resolve("a.parquet"), 0, 1_000);
    Dataset ds = columns(dir.resolve("a.parquet")).shuffle(1_000_000).batch(10);
    try (RootAllocator memory = new RootAllocator();
        DatasetIterator it =
            ds.repeat(1_000_000)
                .options(Options.DEFAULT.memoryBytes(1 << 10))
                .allocator(memory)
                .iterator()) {
      assertThatThrownBy(it::hasNext)
          .isInstanceOf(MemoryBudgetException.class)
          .hasMessageContaining("of at most 1024; give options(memoryBytes) more");
    }
    Dataset inMemory = Dataset.range(5_000).shuffle(5_000).batch(10);
    assertThatThrownBy(
            () -> inMemory.options(Options.DEFAULT.memoryBytes(1 << 10)).iterator().next())
        .isInstanceOf(MemoryBudgetException.class)
        .hasMessage(
            "shuffle(5000): needs 40000 bytes, the pipeline holds 0 of at most 1024; give"
                + " options(memoryBytes) more, or use smaller windows and buffers");
  }

  @Test
  void aFailureInAnyThreadLeavesNothing() {
    ParquetFiles.write(dir.resolve("a.parquet"), 0, 50_000);
    for (int threads : new int[] {1, 2, 8}) {
      try (RootAllocator memory = new RootAllocator()) {
        Dataset ds =
            columns(dir.resolve("a.parquet"))
                .filter(r -> r.getLong("id") < 20_000 || r.getLong("id") / 0 > 0)
                .shuffle(4096)
                .batch(100)
                .options(Options.DEFAULT.threads(threads))
                .allocator(memory);
        try (DatasetIterator it = ds.iterator()) {
          assertThatThrownBy(
                  () -> {
                    while (it.hasNext()) {
                      it.next();
                    }
                  })
              .isInstanceOf(ArithmeticException.class);
        }
        assertThat(memory.getAllocatedMemory()).isZero();
        assertThat(threads()).isEmpty();
      }
    }
  }

  @Test
  void anAbandonedIteratorGivesEverythingBack() throws InterruptedException {
    ParquetFiles.write(dir.resolve("a.parquet"), 0, 50_000);
    try (RootAllocator memory = new RootAllocator()) {
      Dataset ds = columns(dir.resolve("a.parquet")).shuffle(4096).batch(100).allocator(memory);
      abandon(ds.options(Options.DEFAULT.threads(2)));
      for (int i = 0; i < 200 && !(memory.getAllocatedMemory() == 0 && threads().isEmpty()); i++) {
        System.gc();
        Thread.sleep(50);
      }
      assertThat(memory.getAllocatedMemory()).isZero();
      assertThat(threads()).isEmpty();
    }
  }

  private static void abandon(Dataset ds) {
    DatasetIterator it = ds.iterator();
    assertThat(it.next().rows()).isEqualTo(100);
  }

  @Test
  void devicesAreNamed() {
    Dataset ds = Dataset.range(10).batch(2);
    assertThat(ds.prefetchToDevice("cpu", 2).toString()).isEqualTo(ds.prefetch(2).toString());
    assertThatThrownBy(() -> ds.prefetchToDevice("cuda:0", 2))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("prefetchToDevice: tensors live on the cpu only, not on cuda:0 (");
    assertThatThrownBy(() -> ds.prefetchToDevice("tpu", 2))
        .hasMessage("prefetchToDevice: no device tpu; there are cpu and cuda");
  }
}
