package dev.arrowmill.arrow.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.OwnedColumns;
import dev.arrowmill.arrow.TableFormatException;
import dev.arrowmill.arrow.UnsupportedColumnException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Thousands of seeded damages: rows or one typed error with the file's name, and no leak. */
class DamagedPagesTest {
  private static final int DAMAGES = Integer.getInteger("arrowmill.damages", 150);

  private final Path dir;
  private int refused;
  private int read;

  DamagedPagesTest(@TempDir Path dir) {
    this.dir = dir;
  }

  @ParameterizedTest
  @MethodSource("dev.arrowmill.arrow.parquet.EncodedFixtures#shapes")
  void damagedFilesAreReadOrRefused(EncodedFixtures.Shape shape) throws IOException {
    byte[] whole = Files.readAllBytes(EncodedFixtures.write(dir, shape, 800, 400));
    Path file = dir.resolve("damaged.parquet");
    Random random = new Random(shape.fileName().hashCode() + (long) DAMAGES);
    for (int i = 0; i < DAMAGES; i++) {
      Files.write(file, damage(whole, random));
      readAll(file);
    }
    assertThat(refused).isGreaterThan(DAMAGES / 4);
    assertThat(refused + read).isEqualTo(DAMAGES);
  }

  private static byte[] damage(byte[] whole, Random random) {
    byte[] b = whole.clone();
    int at = 4 + random.nextInt(b.length - 8);
    switch (random.nextInt(6)) {
      case 0 -> b[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> b[at] = (byte) random.nextInt();
      case 2 -> b[at] = (byte) 0xff;
      case 3 -> Arrays.fill(b, at, Math.min(b.length - 8, at + 9), (byte) random.nextInt());
      case 4 -> {
        // Bytes moved: everything behind is read at the wrong place.
        System.arraycopy(b, at, b, at - 1, b.length - 8 - at);
      }
      default -> {
        int tail = Math.min(4_000, b.length - 12);
        b[b.length - 9 - random.nextInt(tail)] ^= (byte) (1 + random.nextInt(255));
      }
    }
    return random.nextInt(12) == 0 ? Arrays.copyOf(b, at) : b;
  }

  private void readAll(Path file) {
    try (RootAllocator allocator = new RootAllocator(256L << 20)) {
      try {
        long rows = rows(file, allocator);
        assertThat(rows).isNotNegative();
        read++;
      } catch (TableFormatException | UnsupportedColumnException e) {
        assertThat(e).hasMessageContaining("damaged.parquet");
        refused++;
      }
      assertThat(allocator.getAllocatedMemory()).isZero();
    }
  }

  private static long rows(Path file, RootAllocator allocator) {
    ParquetSource source = ParquetSource.of(List.of(file.toString()), ParquetDecoder.DIRECT);
    long sum = 0;
    if (source.splits().isEmpty()) {
      return 0;
    }
    try (ColumnBatches batches = source.open(source.columns(), source.splits(), allocator)) {
      while (batches.hasNext()) {
        try (OwnedColumns b = batches.next()) {
          for (ColumnField f : b.schema().fields()) {
            touch(b.column(f.name()));
          }
          sum += b.rows();
        }
      }
    }
    return sum;
  }

  private static void touch(Column c) {
    if (c.type().isList()) {
      for (int i = 0; i < c.rows(); i++) {
        assertThat(c.isNull(i) || c.listStart(i) <= c.listEnd(i)).isTrue();
      }
      return;
    }
    for (int i = 0; i < c.rows(); i++) {
      EncodedFixtures.read(c, i);
    }
    if (c.type().isIntegral()) {
      c.copyLongs(0, c.rows(), new long[c.rows()], 0, 0);
    }
  }
}
