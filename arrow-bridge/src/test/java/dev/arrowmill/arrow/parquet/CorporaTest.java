package dev.arrowmill.arrow.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.OwnedColumns;
import dev.arrowmill.arrow.TableFormatException;
import dev.arrowmill.arrow.UnsupportedColumnException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The public corpora parquet-testing and arrow-testing, where the system property {@code
 * arrowmill.corpora} names a folder that has both.
 */
class CorporaTest {
  /** Their checksums are wrong on purpose; other readers do not look. */
  private static final Set<String> WRONG_CHECKSUMS =
      Set.of(
          "datapage_v1-corrupt-checksum.parquet", "rle-dict-uncompressed-corrupt-checksum.parquet");

  private static Path corpora() {
    String dir = System.getProperty("arrowmill.corpora", "");
    assumeTrue(!dir.isEmpty(), "no corpora: give -Darrowmill.corpora=<folder>");
    return Path.of(dir);
  }

  private static List<Path> files(Path dir) throws IOException {
    try (Stream<Path> walk = Files.walk(dir)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** All cells of a column, or the error. */
  private static Object read(Path file, String column, ParquetDecoder decoder) {
    try (BufferAllocator allocator = new RootAllocator()) {
      List<@Nullable Object> out = new ArrayList<>();
      try {
        ParquetSource source = ParquetSource.of(List.of(file.toString()), decoder);
        try (ColumnBatches b = source.open(List.of(column), source.splits(), allocator)) {
          while (b.hasNext()) {
            try (OwnedColumns batch = b.next()) {
              cells(batch.column(0), out);
            }
          }
        }
        return out;
      } catch (TableFormatException | UnsupportedColumnException e) {
        assertThat(e).hasMessageContaining(file.getFileName().toString());
        return e;
      } finally {
        assertThat(allocator.getAllocatedMemory()).as("%s %s", file, column).isZero();
      }
    }
  }

  private static void cells(Column c, List<@Nullable Object> out) {
    for (int i = 0; i < c.rows(); i++) {
      out.add(EncodedFixtures.read(c, i));
    }
  }

  private static List<String> columns(Path file) {
    try {
      return ParquetSource.of(file.toString()).columns();
    } catch (TableFormatException e) {
      assertThat(e).hasMessageContaining(file.getFileName().toString());
      return List.of();
    }
  }

  @Test
  void goodFilesReadAsWithOneOfTheOtherReaders() throws IOException {
    int compared = 0;
    for (Path file : files(corpora().resolve("parquet-testing/data"))) {
      for (String column : columns(file)) {
        Object ours = read(file, column, ParquetDecoder.DIRECT);
        Object theirs = read(file, column, ParquetDecoder.NATIVE);
        if (!ours.equals(theirs) && theirs instanceof RuntimeException) {
          theirs = read(file, column, ParquetDecoder.SPARK);
        }
        if (theirs instanceof RuntimeException) {
          continue;
        }
        if (WRONG_CHECKSUMS.contains(file.getFileName().toString())) {
          assertThat(ours.equals(theirs) || String.valueOf(ours).contains("checksum")).isTrue();
        } else if (!ours.equals(theirs)) {
          Object spark = read(file, column, ParquetDecoder.SPARK);
          assertThat(ours).as("%s %s", file, column).isEqualTo(spark);
        }
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(250);
  }

  @Test
  void badFilesAreReadOrRefusedColumnByColumn() throws IOException {
    List<Path> bad = new ArrayList<>(files(corpora().resolve("parquet-testing/bad_data")));
    bad.addAll(files(corpora().resolve("arrow-testing/data/parquet")));
    int refused = 0;
    for (Path file : bad) {
      List<String> columns = columns(file);
      refused += columns.isEmpty() ? 1 : 0;
      for (String column : columns) {
        refused += read(file, column, ParquetDecoder.DIRECT) instanceof RuntimeException ? 1 : 0;
      }
    }
    assertThat(refused).isGreaterThan(300);
  }
}
