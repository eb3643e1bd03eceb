package dev.arrowmill.arrow.parquet;

import static dev.arrowmill.arrow.ColumnsAssert.assertSame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.arrowmill.arrow.BatchSource;
import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.OwnedColumns;
import dev.arrowmill.arrow.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The readers give the same batches: rows, order, nulls, bits and borders. */
class ParquetReadersTest {
  private final BufferAllocator allocator = new RootAllocator();
  private final Path dir;

  ParquetReadersTest(@TempDir Path dir) {
    this.dir = dir;
  }

  @AfterEach
  void nothingIsLeft() {
    assertThat(allocator.getAllocatedMemory()).isZero();
    allocator.close();
  }

  private long compare(List<String> paths, List<String> columns) {
    long rows = compare(paths, columns, ParquetDecoder.DIRECT, ParquetDecoder.NATIVE);
    assertThat(compare(paths, columns, ParquetDecoder.DIRECT, ParquetDecoder.SPARK))
        .isEqualTo(rows);
    return rows;
  }

  private long compare(
      List<String> paths, List<String> columns, ParquetDecoder tested, ParquetDecoder oracle) {
    ParquetSource source = ParquetSource.of(paths, tested);
    ParquetSource expected = ParquetSource.of(paths, oracle);
    assertThat(source.splits()).isEqualTo(expected.splits());
    List<String> names = columns.isEmpty() ? source.columns() : columns;
    long rows = 0;
    try (ColumnBatches a = source.open(names, source.splits(), allocator);
        ColumnBatches b = expected.open(names, expected.splits(), allocator)) {
      while (a.hasNext()) {
        assertThat(b.hasNext()).isTrue();
        try (OwnedColumns x = a.next();
            OwnedColumns y = b.next()) {
          assertThat(x.rows()).isBetween(1, BatchSource.BATCH_ROWS);
          assertThat(x.firstRow()).isEqualTo(y.firstRow());
          assertSame(x, y);
          rows += x.rows();
        }
      }
      assertThat(b.hasNext()).isFalse();
    }
    assertThat(rows).isEqualTo(source.rows());
    return rows;
  }

  @ParameterizedTest
  @EnumSource(names = {"UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD", "LZ4_RAW"})
  void everyTypeIsEqual(CompressionCodecName codec) {
    Path file = ParquetFixtures.allTypes(dir.resolve("all.parquet"), 3_000, 1 << 26, codec);
    assertThat(compare(List.of(file.toString()), List.of())).isEqualTo(3_000);
  }

  @Test
  void severalRowGroupsAreEqualAndCutAtTheirBorders() {
    Path file =
        ParquetFixtures.allTypes(
            dir.resolve("groups.parquet"), 5_000, 60_000, CompressionCodecName.SNAPPY);
    assertThat(ParquetSource.of(file.toString()).splits()).hasSizeGreaterThan(3);
    assertThat(compare(List.of(file.toString()), List.of())).isEqualTo(5_000);
  }

  @Test
  void rowGroupsLongerThanABatchAreEqual() {
    Path file = ParquetFixtures.numbers(dir.resolve("long.parquet"), 0, 200_000, 150_000);
    assertThat(compare(List.of(file.toString()), List.of("value", "id"))).isEqualTo(200_000);
  }

  @Test
  void severalFilesAndAProjectionAreEqual() {
    ParquetFixtures.numbers(dir.resolve("b.parquet"), 100, 50, 20);
    ParquetFixtures.numbers(dir.resolve("a.parquet"), 0, 100, 30);
    assertThat(compare(List.of(dir.toString()), List.of("id"))).isEqualTo(150);
  }

  @Test
  void sharedTablesAreEqual() throws IOException {
    Path data = Path.of(System.getProperty("arrowmill.shared", "none"), "data");
    assumeTrue(Files.isDirectory(data), "no shared data at " + data);
    List<Path> files;
    try (Stream<Path> walk = Files.walk(data)) {
      files = walk.filter(p -> p.toString().endsWith(".parquet")).sorted().toList();
    }
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      assertThat(compare(List.of(file.toString()), List.of())).as(file.toString()).isPositive();
    }
  }

  @Test
  void chosenRowGroupsComeInTheOrderAsked() {
    Path file = ParquetFixtures.numbers(dir.resolve("n.parquet"), 0, 100, 10);
    for (ParquetDecoder decoder : ParquetDecoder.values()) {
      ParquetSource source = ParquetSource.of(List.of(file.toString()), decoder);
      List<Split> splits = source.splits();
      assertThat(splits).hasSize(10);
      List<Split> chosen = List.of(splits.get(7), splits.get(2), splits.get(4));
      List<Long> firstIds = new ArrayList<>();
      try (ColumnBatches batches = source.open(List.of("id"), chosen, allocator)) {
        while (batches.hasNext()) {
          try (OwnedColumns b = batches.next()) {
            assertThat(b.rows()).isEqualTo(10);
            firstIds.add(b.column("id").getLong(0));
          }
        }
      }
      assertThat(firstIds).as(decoder.name()).containsExactly(70L, 20L, 40L);
    }
  }

  @Test
  void anAbandonedReadGivesEverythingBack() {
    Path file = ParquetFixtures.numbers(dir.resolve("n.parquet"), 0, 200_000, 150_000);
    for (ParquetDecoder decoder : ParquetDecoder.values()) {
      ParquetSource source = ParquetSource.of(List.of(file.toString()), decoder);
      ColumnBatches batches = source.open(source.columns(), source.splits(), allocator);
      assertThat(batches.hasNext()).isTrue();
      OwnedColumns kept = batches.next();
      assertThat(batches.hasNext()).isTrue();
      batches.close();
      batches.close();
      assertThat(batches.hasNext()).isFalse();
      assertThat(kept.column("id").getLong(5)).isEqualTo(5);
      kept.close();
      assertThat(allocator.getAllocatedMemory()).isZero();
    }
  }
}
