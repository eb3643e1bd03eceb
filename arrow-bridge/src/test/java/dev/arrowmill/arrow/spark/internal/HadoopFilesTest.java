package dev.arrowmill.arrow.spark.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.OwnedColumns;
import dev.arrowmill.arrow.TableFormatException;
import dev.arrowmill.arrow.file.InputFile;
import dev.arrowmill.arrow.file.RangeReader;
import dev.arrowmill.arrow.parquet.ParquetDecoder;
import dev.arrowmill.arrow.parquet.ParquetFixtures;
import dev.arrowmill.arrow.parquet.ParquetFooter;
import dev.arrowmill.arrow.parquet.ParquetSource;
import dev.arrowmill.arrow.parquet.ReadPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spark's reader through Hadoop's file systems, shown on the local one by its URI. */
class HadoopFilesTest {
  private final HadoopFiles files = new HadoopFiles();
  private final SparkParquetReader reader = new SparkParquetReader();
  private final Path dir;

  HadoopFilesTest(@TempDir Path dir) throws IOException {
    this.dir = dir;
    ParquetFixtures.numbers(dir.resolve("part-0.parquet"), 0, 100, 40);
    ParquetFixtures.numbers(dir.resolve("part-1.parquet"), 100, 10, 40);
    Files.createFile(dir.resolve("_SUCCESS"));
    Files.createFile(dir.resolve(".hidden.parquet"));
  }

  @Test
  void foldersPatternsAndFilesAreListed() {
    String uri = "file:" + dir;
    assertThat(files.list(uri))
        .hasSize(2)
        .containsExactlyInAnyOrderElementsOf(files.list(uri + "/part-*"));
    List<InputFile> one = files.list(uri + "/part-1.parquet");
    assertThat(one).hasSize(1);
    assertThat(one.get(0).path()).endsWith("/part-1.parquet");
    assertThat(one.get(0).bytes()).isEqualTo(dir.resolve("part-1.parquet").toFile().length());
    assertThat(files.list(uri + "/none-*")).isEmpty();
    assertThatThrownBy(() -> files.list(uri + "/missing.parquet"))
        .isInstanceOf(TableFormatException.class)
        .hasMessageContaining("missing.parquet: does not exist");
  }

  @Test
  void footersAndRowGroupsAreReadByUri() throws IOException {
    InputFile file = files.list("file:" + dir + "/part-0.parquet").get(0);
    ParquetFooter footer;
    try (RangeReader in = files.open(file)) {
      footer = ParquetFooter.read(file.path(), in);
    }
    assertThat(footer.rowGroups()).containsExactly(40L, 40L, 20L);
    ColumnSchema schema = ColumnSchema.of(new ColumnField("id", ColumnType.LONG));
    try (BufferAllocator allocator = new RootAllocator();
        ColumnBatches batches =
            reader.open(ReadPlan.of(file, footer, List.of(2), schema), allocator);
        OwnedColumns last = batches.next()) {
      assertThat(last.rows()).isEqualTo(20);
      assertThat(last.column(0).getLong(19)).isEqualTo(99);
      assertThat(batches.hasNext()).isFalse();
    }
  }

  @Test
  void strangeNamesAreReadByBoth() {
    Path strange = dir.resolve("a b%20ü#1.parquet");
    ParquetFixtures.numbers(strange, 5, 3, 40);
    for (ParquetDecoder decoder : ParquetDecoder.values()) {
      ParquetSource source = ParquetSource.of(List.of(strange.toString()), decoder);
      try (BufferAllocator allocator = new RootAllocator();
          ColumnBatches batches = source.open(List.of("id"), source.splits(), allocator);
          OwnedColumns b = batches.next()) {
        assertThat(b.column(0).getLong(2)).as(decoder.name()).isEqualTo(7);
      }
    }
  }
}
