package dev.arrowmill.arrow.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.ColumnRange;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.ColumnsAssert;
import dev.arrowmill.arrow.OwnedColumns;
import dev.arrowmill.arrow.ReadRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders named {@code key=value} as columns. */
class PartitionsTest {
  private final Path dir;

  PartitionsTest(@TempDir Path dir) {
    this.dir = dir;
  }

  private void put(String folders, int first, int rows) throws IOException {
    Path folder = Files.createDirectories(dir.resolve(folders));
    ParquetFixtures.numbers(folder.resolve("part-0.parquet"), first, rows, 100);
  }

  private static List<List<@Nullable Object>> rows(ParquetSource source, ReadRequest request) {
    List<List<@Nullable Object>> out = new ArrayList<>();
    try (BufferAllocator allocator = new RootAllocator();
        ColumnBatches batches = source.open(request, allocator)) {
      while (batches.hasNext()) {
        try (OwnedColumns b = batches.next()) {
          out.addAll(ColumnsAssert.rows(b));
        }
      }
    }
    return out;
  }

  private static ReadRequest read(
      ParquetSource source, List<ColumnRange> where, String... columns) {
    return new ReadRequest(List.of(columns), source.splits(), 0, where, 2);
  }

  @Test
  void valuesAreTypedByWhatTheyAllAre() throws IOException {
    put("day=2024-01-02/hour=7/rate=0.5/name=a%2Fb/mix=1", 0, 3);
    put("day=2024-01-03/hour=11/rate=2/name=c/mix=x", 3, 1);
    put("day=2024-01-03/hour=__HIVE_DEFAULT_PARTITION__/rate=1e3/name=7/mix=2", 4, 1);
    long day = LocalDate.of(2024, 1, 2).toEpochDay();
    for (ParquetDecoder decoder : ParquetDecoder.values()) {
      ParquetSource source = ParquetSource.of(List.of(dir.toString()), decoder);
      assertThat(source.columns())
          .containsExactly("id", "value", "day", "hour", "rate", "name", "mix");
      assertThat(source.schema().fields().stream().map(f -> f.type()))
          .containsExactly(
              ColumnType.LONG,
              ColumnType.DOUBLE,
              ColumnType.DATE,
              ColumnType.LONG,
              ColumnType.DOUBLE,
              ColumnType.STRING,
              ColumnType.STRING);
      String[] columns = {"rate", "id", "name", "day", "hour"};
      List<List<@Nullable Object>> rows = rows(source, read(source, List.of(), columns));
      assertThat(rows.subList(0, 4))
          .containsExactly(
              List.of(0.5, 0L, "a/b", day, 7L),
              List.of(0.5, 1L, "a/b", day, 7L),
              List.of(0.5, 2L, "a/b", day, 7L),
              List.of(2.0, 3L, "c", day + 1, 11L));
      assertThat(rows.get(4)).isEqualTo(Arrays.asList(1e3, 4L, "7", day + 1, null));
    }
  }

  @Test
  void columnsOfFoldersAloneReadNoFile() throws IOException {
    put("k=1", 0, 3);
    put("k=2", 3, 2);
    ParquetSource source = ParquetSource.of(dir.toString());
    Files.writeString(dir.resolve("k=1/part-0.parquet"), "gone");
    assertThat(rows(source, read(source, List.of(), "k")))
        .containsExactly(List.of(1L), List.of(1L), List.of(1L), List.of(2L), List.of(2L));
    ReadRequest later = new ReadRequest(List.of("k"), source.splits(), 2, List.of(), 10);
    assertThat(rows(source, later)).hasSize(3);
  }

  @Test
  void filesOfOtherFoldersAreNotOpened() throws IOException {
    put("k=1", 0, 3);
    put("k=2", 3, 2);
    ParquetSource source = ParquetSource.of(dir.toString());
    Files.delete(dir.resolve("k=1/part-0.parquet"));
    List<ColumnRange> where = List.of(ColumnRange.numbers("k", 1.5, 9));
    assertThat(rows(source, read(source, where, "id", "k")))
        .containsExactly(List.of(3L, 2L), List.of(4L, 2L));
  }

  @Test
  void aFilesOwnColumnStands() throws IOException {
    put("id=9", 5, 1);
    ParquetSource source = ParquetSource.of(dir.toString());
    assertThat(source.columns()).containsExactly("id", "value");
    assertThat(rows(source, read(source, List.of(), "id"))).containsExactly(List.of(5L));
  }
}
