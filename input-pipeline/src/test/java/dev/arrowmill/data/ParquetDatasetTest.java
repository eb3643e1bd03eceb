package dev.arrowmill.data;

import static dev.arrowmill.data.Expr.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.arrowmill.arrow.TableFormatException;
import dev.arrowmill.arrow.UnsupportedColumnException;
import dev.arrowmill.data.op.Tables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole pipelines over Parquet files. */
class ParquetDatasetTest {
  private final BufferAllocator allocator = new RootAllocator();
  private final Path dir;

  ParquetDatasetTest(@TempDir Path dir) {
    this.dir = dir;
    ParquetFiles.write(dir.resolve("b.parquet"), 70_000, 100);
    ParquetFiles.write(dir.resolve("a.parquet"), 0, 70_000);
  }

  @AfterEach
  void nothingIsLeft() {
    assertThat(allocator.getAllocatedMemory()).isZero();
    allocator.close();
  }

  private Dataset clicks() {
    return Dataset.parquet(dir.toString()).allocator(allocator);
  }

  private Dataset training() {
    return clicks()
        .select("id", "pri*")
        .filter(col("price").gt(0))
        .shuffle(8_192)
        .repeat(2)
        .batch(1_000)
        .label("price")
        .seed(42);
  }

  private static List<Long> ids(DatasetIterator it) {
    return Tables.longs(it, "id");
  }

  @Test
  void rowsComeInTheOrderOfFileNames() {
    try (DatasetIterator it = clicks().select("id").batch(10_000).iterator()) {
      List<Long> ids = ids(it);
      assertThat(ids).hasSize(70_100).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  void trainingIsTheSameWithAndWithoutThreadsAndRestoresAnywhere() {
    List<Long> expected;
    try (DatasetIterator it = training().iterator()) {
      expected = ids(it);
    }
    int kept = 0;
    for (int i = 0; i < 70_100; i++) {
      kept += i % 10 != 3 && i % 7 > 1 ? 1 : 0;
    }
    assertThat(expected).hasSize(2 * kept);
    assertThat(expected.subList(0, kept)).doesNotHaveDuplicates();
    for (int stop : new int[] {0, 1, 9, 44, 45, 46, 80}) {
      try (DatasetIterator first = training().prefetch(Dataset.AUTO).iterator();
          DatasetIterator second = training().prefetch(3).iterator()) {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < stop; i++) {
          Batch b = first.next();
          assertThat(b.x().size(1)).isEqualTo(1);
          assertThat(b.y().toFloats()).doesNotContain(0f, -1f, Float.NaN);
          for (long id : b.tensor("id").toLongs()) {
            ids.add(id);
          }
        }
        second.restore(first.state());
        ids.addAll(ids(second));
        assertThat(ids).as("stopped after " + stop).isEqualTo(expected);
      }
    }
  }

  @Test
  void aChangedFileIsNoticedOnRestore() {
    IteratorState state;
    try (DatasetIterator it = training().iterator()) {
      it.next();
      state = it.state();
    }
    ParquetFiles.write(dir.resolve("c.parquet"), 0, 10);
    try (DatasetIterator it = training().iterator()) {
      assertThatThrownBy(() -> it.restore(state))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("2 files, 70100 rows")
          .hasMessageContaining("3 files, 70110 rows");
    }
  }

  @Test
  void aColumnOfAnUnsupportedTypeMustBeLeftOut() {
    assertThatThrownBy(() -> clicks().batch(10).iterator())
        .isInstanceOf(UnsupportedColumnException.class)
        .hasMessageContaining("a.parquet: column raw")
        .hasMessageContaining("exclude it");
    try (DatasetIterator it = clicks().exclude("raw").batch(10).iterator()) {
      assertThat(it.next().names()).containsExactly("price", "id");
    }
    assertThat(allocator.getChildAllocators()).isEmpty();
  }

  @Test
  void missingFilesAreNamedAtOnce() {
    assertThatThrownBy(() -> Dataset.parquet(dir + "/none-*.parquet"))
        .isInstanceOf(TableFormatException.class)
        .hasMessageContaining("none-*.parquet");
  }

  @Test
  void aRealTableWithTextAndNulls() {
    Path train =
        Path.of(System.getProperty("arrowmill.shared", "none"), "data/adult/train.parquet");
    assumeTrue(Files.exists(train), "no shared data at " + train);
    try (DatasetIterator it =
        Dataset.parquet(train.toString())
            .allocator(allocator)
            .label("income")
            .shuffle(4_096)
            .batch(512)
            .prefetch(2)
            .seed(1)
            .iterator()) {
      int rows = 0;
      int texts = 0;
      while (it.hasNext()) {
        Batch b = it.next();
        rows += b.rows();
        texts += b.strings("education").length;
        assertThat(b.x().size(1)).isEqualTo(b.features().size());
      }
      assertThat(rows).isEqualTo(texts).isEqualTo(32_561);
    }
  }
}
