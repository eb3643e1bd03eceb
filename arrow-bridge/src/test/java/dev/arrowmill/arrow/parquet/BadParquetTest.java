package dev.arrowmill.arrow.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.ColumnsAssert;
import dev.arrowmill.arrow.OwnedColumns;
import dev.arrowmill.arrow.TableFormatException;
import dev.arrowmill.arrow.UnsupportedColumnException;
import dev.arrowmill.arrow.file.RangeReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are missing, damaged or strange: one typed error each, and nothing leaks. */
class BadParquetTest {
  private final BufferAllocator allocator = new RootAllocator();
  private final Path dir;

  BadParquetTest(@TempDir Path dir) {
    this.dir = dir;
  }

  @AfterEach
  void nothingIsLeft() {
    assertThat(allocator.getAllocatedMemory()).isZero();
    allocator.close();
  }

  private Path good(String name) {
    return ParquetFixtures.numbers(dir.resolve(name), 0, 100, 40);
  }

  /** Reads everything with each decoder; returns the rows of the last. */
  private long readAll(String path) {
    long rows = 0;
    for (ParquetDecoder decoder : ParquetDecoder.values()) {
      ParquetSource source = ParquetSource.of(List.of(path), decoder);
      rows = 0;
      try (ColumnBatches batches = source.open(source.columns(), source.splits(), allocator)) {
        while (batches.hasNext()) {
          try (var b = batches.next()) {
            rows += b.rows();
          }
        }
      }
    }
    return rows;
  }

  private void assertRefused(Path path, String... parts) {
    assertThatThrownBy(() -> readAll(path.toString()))
        .isInstanceOfSatisfying(
            TableFormatException.class,
            e -> assertThat(e.file()).contains(path.getFileName().toString()))
        .hasMessageContainingAll(parts);
  }

  @Test
  void aMissingPathIsNamed() {
    assertRefused(dir.resolve("nowhere.parquet"), "does not exist", "check the path");
  }

  @Test
  void aDirectoryOrPatternWithoutDataIsNamed() throws IOException {
    Path empty = Files.createDirectory(dir.resolve("empty"));
    Files.createFile(empty.resolve("_SUCCESS"));
    Files.createFile(empty.resolve(".hidden.parquet"));
    assertRefused(empty, "no data files");
    assertRefused(dir.resolve("*.nothing"), "no data files");
    assertThatThrownBy(() -> ParquetSource.of()).isInstanceOf(TableFormatException.class);
  }

  @Test
  void anEmptyFileAndOneThatIsNoParquetAreNamed() throws IOException {
    assertRefused(Files.createFile(dir.resolve("zero.parquet")), "0 bytes");
    Path csv = Files.writeString(dir.resolve("table.csv"), "a,b\n1,2\n3,4\n5,6\n");
    assertRefused(csv, "is not a Parquet file");
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(good("whole.parquet"));
    Path cut = dir.resolve("cut.parquet");
    for (int n = 12; n < whole.length; n += 1 + whole.length / 40) {
      Files.write(cut, Arrays.copyOf(whole, n));
      assertRefused(cut, "cut short at " + n + " bytes");
    }
  }

  @Test
  void everyFlippedFooterByteIsReadOrRefused() throws IOException {
    byte[] whole = Files.readAllBytes(good("whole.parquet"));
    int tail = Math.min(400, whole.length - 4);
    for (int i = whole.length - tail; i < whole.length; i += 3) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 0x15;
      RangeReader bytes = inMemory(damaged);
      try {
        assertThat(ParquetFooter.read("f.parquet", bytes).rowGroups()).isNotNull();
      } catch (TableFormatException e) {
        assertThat(e).hasMessageContaining("f.parquet");
      }
    }
  }

  private static RangeReader inMemory(byte[] bytes) {
    return new RangeReader() {
      @Override
      public long length() {
        return bytes.length;
      }

      @Override
      public void read(long position, byte[] out, int offset, int count) {
        System.arraycopy(bytes, (int) position, out, offset, count);
      }

      @Override
      public void close() {}
    };
  }

  @Test
  void damagedPagesAreRefusedByBothReaders() throws IOException {
    Path file =
        ParquetFixtures.allTypes(
            dir.resolve("pages.parquet"), 500, 1 << 20, CompressionCodecName.SNAPPY);
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, 4, bytes.length / 2, (byte) 0x5a);
    Files.write(file, bytes);
    for (ParquetDecoder decoder : ParquetDecoder.values()) {
      ParquetSource source = ParquetSource.of(List.of(file.toString()), decoder);
      try (ColumnBatches b = source.open(source.columns(), source.splits(), allocator)) {
        assertThatThrownBy(() -> drain(b))
            .as(decoder.name())
            .isInstanceOf(TableFormatException.class)
            .hasMessageContaining("pages.parquet")
            .hasMessageContaining("cannot be decoded");
        assertThat(b.hasNext()).as("nothing is read after a failure").isFalse();
      }
    }
  }

  private static void drain(ColumnBatches batches) {
    while (batches.hasNext()) {
      try (OwnedColumns b = batches.next()) {
        assertThat(ColumnsAssert.rows(b)).hasSize(b.rows());
      }
    }
  }

  @Test
  void unsupportedColumnsAreNamedAndMayBeLeftOut() {
    var schema =
        MessageTypeParser.parseMessageType(
            """
            message odd {
              required int64 id;
              optional binary raw;
              optional int64 clock (TIME(MICROS,true));
              optional group tags (LIST) { repeated group list { optional binary element; } }
              optional group pairs (MAP) {
                repeated group key_value { required int32 key; optional int32 value; } }
              optional group deep (LIST) { repeated group list { optional group element (LIST) {
                repeated group list { optional int32 element; } } } }
              optional group point { optional double x; }
              optional fixed_len_byte_array(16) key (UUID);
            }
            """);
    Path file = dir.resolve("odd.parquet");
    ParquetFixtures.write(file, schema, 0, 1 << 20, CompressionCodecName.SNAPPY, 1);
    ParquetSource source = ParquetSource.of(file.toString());
    assertThat(source.columns())
        .containsExactly("id", "raw", "clock", "tags", "pairs", "deep", "point.x", "key");
    Map<String, String> types =
        Map.of(
            "raw", "BYTE_ARRAY",
            "clock", "INT64 TIME",
            "tags", "group (list)",
            "pairs", "group (map)",
            "deep", "group (list)",
            "key", "FIXED_LEN_BYTE_ARRAY UUID");
    types.forEach(
        (column, type) ->
            assertThatThrownBy(() -> source.schema(List.of("id", column)))
                .isInstanceOf(UnsupportedColumnException.class)
                .hasMessageContaining("odd.parquet: column " + column + " has type " + type)
                .hasMessageContaining("exclude it"));
    assertThat(source.schema(List.of("id")).field(0).type()).isEqualTo(ColumnType.LONG);
  }

  @Test
  void filesOfOtherTypesAreNamedOnlyIfTheColumnIsRead() {
    good("a.parquet");
    var other =
        MessageTypeParser.parseMessageType(
            "message n { required int64 id; optional binary name (STRING); }");
    ParquetFixtures.write(
        dir.resolve("b.parquet"), other, 5, 1 << 20, CompressionCodecName.SNAPPY, 1);
    ParquetSource source = ParquetSource.of(dir.toString());
    assertThat(source.schema(List.of("id")).size()).isEqualTo(1);
    assertThatThrownBy(() -> source.schema(List.of("value")))
        .isInstanceOf(TableFormatException.class)
        .hasMessageContaining("b.parquet")
        .hasMessageContaining("column value is missing")
        .hasMessageContaining("a.parquet");
    assertThatThrownBy(() -> source.schema(List.of("nope")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nope")
        .hasMessageContaining("[id, value]");
  }

  @Test
  void directoriesGlobsAndUrisFindTheSameFilesInOneOrder() throws IOException {
    Path data = Files.createDirectory(dir.resolve("data"));
    Files.createFile(data.resolve("_SUCCESS"));
    Files.createFile(data.resolve(".part-0.parquet.crc"));
    Path b = ParquetFixtures.numbers(data.resolve("part-1.parquet"), 100, 10, 40);
    Path a = ParquetFixtures.numbers(data.resolve("part-0.parquet"), 0, 90, 40);
    ParquetSource listed = ParquetSource.of(b.toString(), a.toString());
    assertThat(listed.splits()).extracting("rowGroup").containsExactly(0, 1, 2, 0);
    assertThat(listed.rows()).isEqualTo(100);
    for (String path :
        List.of(
            data.toString(),
            data + "/part-*.parquet",
            data.toUri().toString(),
            dir + "/*/part-?.*")) {
      assertThat(ParquetSource.of(path).splits()).as(path).isEqualTo(listed.splits());
      assertThat(ParquetSource.of(path).identity()).isEqualTo(listed.identity());
    }
    ParquetFixtures.numbers(a, 0, 91, 40);
    assertThat(ParquetSource.of(data.toString()).identity()).isNotEqualTo(listed.identity());
  }

  @Test
  void aTableWithoutRowsIsReadAsSuch() {
    Path file = ParquetFixtures.numbers(dir.resolve("none.parquet"), 0, 0, 40);
    assertThat(readAll(file.toString())).isZero();
    assertThat(ParquetSource.of(file.toString()).schema().names()).containsExactly("id", "value");
  }

  @Test
  void otherFileSystemsNeedSparksReader() {
    assertThatThrownBy(
            () -> ParquetSource.of(List.of("s3a://lake/x.parquet"), ParquetDecoder.NATIVE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("s3a://lake/x.parquet")
        .hasMessageContaining("SPARK");
    assertThatThrownBy(() -> ParquetSource.of("nofs://lake/x.parquet"))
        .isInstanceOf(TableFormatException.class)
        .hasMessageContaining("nofs");
  }
}
