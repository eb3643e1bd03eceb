package dev.arrowmill.arrow.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.ColumnRange;
import dev.arrowmill.arrow.MatrixColumn;
import dev.arrowmill.arrow.OwnedColumns;
import dev.arrowmill.arrow.ReadRequest;
import dev.arrowmill.arrow.Split;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.memory.RootAllocator;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our own reader against known values: encodings, seeks, filters, threads and memory. */
class DirectReaderTest {
  private static final EncodedFixtures.Shape PLAIN_SHAPE =
      new EncodedFixtures.Shape(
          WriterVersion.PARQUET_1_0, true, false, CompressionCodecName.SNAPPY);
  private static final int ROWS = 3_000;

  private final BufferAllocator allocator = new RootAllocator();
  private final Path dir;

  DirectReaderTest(@TempDir Path dir) {
    this.dir = dir;
  }

  @AfterEach
  void nothingIsLeft() {
    assertThat(allocator.getAllocatedMemory()).isZero();
    allocator.close();
  }

  private ParquetSource source(EncodedFixtures.Shape shape) {
    Path file = EncodedFixtures.write(dir, shape, ROWS, 1_000);
    ParquetSource source = ParquetSource.of(List.of(file.toString()), ParquetDecoder.DIRECT);
    assertThat(source.columns()).isEqualTo(EncodedFixtures.COLUMNS);
    assertThat(source.splits()).hasSize(3);
    return source;
  }

  /** Checks every cell of the batches; returns the rows' numbers in the file. */
  private List<Integer> check(ParquetSource source, ReadRequest request) {
    List<Integer> rows = new ArrayList<>();
    try (ColumnBatches batches = source.open(request, allocator)) {
      int split = 0;
      long last = -1;
      while (batches.hasNext()) {
        try (OwnedColumns b = batches.next()) {
          assertThat(b.rows()).isBetween(1, request.batchRows());
          split += b.firstRow() <= last ? 1 : 0;
          last = b.firstRow();
          int first = request.splits().get(split).rowGroup() * 1_000 + (int) b.firstRow();
          for (String name : request.columns()) {
            Column c = b.column(name);
            for (int i = 0; i < b.rows(); i++) {
              assertThat(EncodedFixtures.read(c, i))
                  .as("%s of row %s", name, first + i)
                  .isEqualTo(EncodedFixtures.value(name, first + i));
            }
          }
          IntStream.range(first, first + b.rows()).forEach(rows::add);
        }
      }
    }
    assertThat(allocator.getAllocatedMemory()).isZero();
    return rows;
  }

  private static List<Integer> range(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  @ParameterizedTest
  @MethodSource("dev.arrowmill.arrow.parquet.EncodedFixtures#shapes")
  void everyEncodingVersionAndCodecGivesWhatWasWritten(EncodedFixtures.Shape shape) {
    ParquetSource source = source(shape);
    ReadRequest all = new ReadRequest(source.columns(), source.splits(), 0, List.of(), 65_536);
    assertThat(check(source, all)).isEqualTo(range(0, ROWS));
    ReadRequest small = new ReadRequest(source.columns(), source.splits(), 0, List.of(), 61);
    assertThat(check(source, small)).isEqualTo(range(0, ROWS));
  }

  @Test
  void readingBeginsAtAnyRow() {
    ParquetSource source = source(PLAIN_SHAPE);
    for (int first : new int[] {1, 96, 97, 98, 500, 999}) {
      ReadRequest request =
          new ReadRequest(source.columns(), source.splits(), first, List.of(), 300);
      assertThat(check(source, request)).isEqualTo(range(first, ROWS));
      List<Split> middle = source.splits().subList(1, 2);
      request = new ReadRequest(source.columns(), middle, first, List.of(), 300);
      assertThat(check(source, request)).isEqualTo(range(1_000 + first, 2_000));
    }
  }

  @Test
  void partsThatCannotMatchAreLeftOutAndOthersNever() {
    ParquetSource source = source(PLAIN_SHAPE);
    List<ColumnRange> where = List.of(ColumnRange.numbers("d", 1_200 / 8.0, 1_250 / 8.0));
    ReadRequest request =
        new ReadRequest(source.columns(), source.splits().subList(1, 2), 0, where, 65_536);
    List<Integer> rows = check(source, request);
    assertThat(rows).containsAll(range(1_200, 1_251)).hasSizeLessThan(250);
    request = new ReadRequest(List.of("tags"), source.splits().subList(1, 2), 220, where, 65_536);
    assertThat(check(source, request)).containsAll(range(1_220, 1_251)).doesNotContain(1_219);
    List<ColumnRange> nothing = List.of(ColumnRange.texts("s", List.of("text", "zzz")));
    assertThat(ids(source, nothing)).isEmpty();
    List<ColumnRange> some = List.of(ColumnRange.texts("s", List.of("text 4")));
    assertThat(ids(source, some))
        .containsAll(
            range(0, ROWS).stream()
                .filter(r -> "text 4".equals(EncodedFixtures.value("s", r)))
                .toList());
    List<ColumnRange> last = List.of(ColumnRange.numbers("id", 2_999, 1e9));
    assertThat(ids(source, last)).contains(2_999).hasSizeLessThan(101);
  }

  private List<Integer> ids(ParquetSource source, List<ColumnRange> where) {
    ReadRequest request = new ReadRequest(List.of("id"), source.splits(), 0, where, 65_536);
    List<Integer> out = new ArrayList<>();
    try (ColumnBatches batches = source.open(request, allocator)) {
      while (batches.hasNext()) {
        try (OwnedColumns b = batches.next()) {
          for (int i = 0; i < b.rows(); i++) {
            out.add((int) b.column(0).getLong(i));
          }
        }
      }
    }
    return out;
  }

  @ParameterizedTest
  @MethodSource("dev.arrowmill.arrow.parquet.EncodedFixtures#shapes")
  void scatteringEqualsReadingCellByCell(EncodedFixtures.Shape shape) {
    ParquetSource source = source(shape);
    Random random = new Random(3);
    try (ColumnBatches batches = source.open(source.columns(), source.splits(), allocator);
        OwnedColumns b = batches.next()) {
      int[] places = IntStream.range(0, b.rows()).toArray();
      for (int i = 0; i < places.length; i++) {
        int j = random.nextInt(places.length);
        int p = places[i];
        places[i] = places[j];
        places[j] = p;
      }
      places[17] = -1;
      for (String name : List.of("id", "i", "l", "f", "d", "b", "dec", "old", "p.x")) {
        scatter(b.column(name), places);
        scatter(b.column(name), null);
      }
    }
  }

  private static void scatter(Column c, int @Nullable [] places) {
    int n = c.rows();
    float[] floats = new float[n * 3];
    long[] longs = new long[n * 3];
    double[] doubles = new double[n];
    for (int start = 0; start < n; start += 77) {
      int count = Math.min(77, n - start);
      c.scatterFloats(start, count, places, start, new MatrixColumn(floats, 3, 1), -5f);
      if (c.type().isIntegral()) {
        c.scatterLongs(start, count, places, start, new MatrixColumn(longs, 3, 2), -7);
      }
      c.copyDoubles(start, count, doubles, start);
    }
    for (int i = 0; i < n; i++) {
      int place = places == null ? i : places[i];
      Object v = EncodedFixtures.value(c.name(), i);
      double expected = v == null ? -5 : ((Number) v).doubleValue();
      assertThat(Double.valueOf(doubles[i]))
          .isEqualTo(Double.valueOf(v == null ? Double.NaN : expected));
      if (place >= 0) {
        assertThat(floats[place * 3 + 1]).as(c.name() + i).isEqualTo((float) expected);
        assertThat(floats[place * 3]).isZero();
        if (c.type().isIntegral()) {
          assertThat(longs[place * 3 + 2]).isEqualTo(v == null ? -7 : ((Number) v).longValue());
        }
      }
    }
  }

  @Test
  void aLongThatFitsNoIntIsNamed() {
    ParquetSource source = source(PLAIN_SHAPE);
    try (ColumnBatches batches = source.open(List.of("l", "i"), source.splits(), allocator);
        OwnedColumns b = batches.next()) {
      MatrixColumn to = new MatrixColumn(new int[b.rows()], 1, 0);
      assertThatThrownBy(() -> b.column("l").scatterInts(0, b.rows(), null, 0, to, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("column l, row 1: ")
          .hasMessageContaining("does not fit an int");
      b.column("i").scatterInts(0, b.rows(), null, 0, to, -1);
      assertThat(to.ints()[1]).isEqualTo(-24);
      assertThatThrownBy(() -> b.column("i").scatterInts(1, b.rows(), null, 0, to, 0))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> b.column("i").getString(0))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("getString on a LONG column");
    }
  }

  @Test
  void dictionariesAndCodesAreKept() {
    ParquetSource source = source(PLAIN_SHAPE);
    try (ColumnBatches batches = source.open(List.of("s"), source.splits(), allocator)) {
      OwnedColumns b = batches.next();
      Column s = b.column(0);
      List<String> dictionary = Objects.requireNonNull(s.dictionary());
      assertThat(dictionary).hasSize(41).doesNotHaveDuplicates();
      int[] codes = new int[b.rows()];
      s.copyCodes(0, b.rows(), codes, 0);
      for (int i = 0; i < b.rows(); i++) {
        Object v = EncodedFixtures.value("s", i);
        assertThat(codes[i] < 0 ? null : dictionary.get(codes[i])).isEqualTo(v);
      }
      b.close();
    }
    ParquetSource plain =
        source(
            new EncodedFixtures.Shape(
                WriterVersion.PARQUET_2_0, false, false, CompressionCodecName.ZSTD));
    try (ColumnBatches batches = plain.open(List.of("s"), plain.splits(), allocator);
        OwnedColumns b = batches.next()) {
      assertThat(b.column(0).dictionary()).isNull();
    }
  }

  @Test
  void severalThreadsReadOneBatch() {
    ParquetSource source = source(PLAIN_SHAPE);
    try (ColumnBatches batches = source.open(source.columns(), source.splits(), allocator);
        OwnedColumns b = batches.next()) {
      float[] out = new float[b.rows()];
      IntStream.range(0, 8)
          .parallel()
          .forEach(
              t -> {
                for (int i = t * 125; i < t * 125 + 125; i += 25) {
                  b.column("d").scatterFloats(i, 25, null, i, new MatrixColumn(out, 1, 0), 0);
                  assertThat(EncodedFixtures.read(b.column("tags"), i))
                      .isEqualTo(EncodedFixtures.value("tags", i));
                  assertThat(EncodedFixtures.read(b.column("s"), i))
                      .isEqualTo(EncodedFixtures.value("s", i));
                }
              });
      for (int i = 0; i < out.length; i++) {
        assertThat(out[i]).isEqualTo(i / 8f);
      }
    }
  }

  @Test
  void memoryIsCountedBoundedAndGivenBack() {
    ParquetSource source = source(PLAIN_SHAPE);
    ColumnBatches batches = source.open(source.columns(), source.splits(), allocator);
    OwnedColumns first = batches.next();
    long bytes = allocator.getAllocatedMemory();
    assertThat(bytes).isPositive();
    assertThat(first.bytes()).isPositive();
    assertThat(first.column("s").getString(1)).isEqualTo("text 1");
    assertThat(allocator.getAllocatedMemory()).isGreaterThan(bytes);
    batches.close();
    assertThat(first.column("d").getDouble(8)).isEqualTo(1);
    Column kept = first.column("d");
    first.close();
    first.close();
    assertThat(first.bytes()).isZero();
    assertThatThrownBy(() -> kept.getDouble(8))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("used after close");
    try (BufferAllocator small = allocator.newChildAllocator("small", 0, 20_000)) {
      assertThatThrownBy(
              () -> {
                try (ColumnBatches b = source.open(source.columns(), source.splits(), small);
                    OwnedColumns c = b.next()) {
                  assertThat(Arrays.asList(c)).isEmpty();
                }
              })
          .isInstanceOf(OutOfMemoryException.class);
      assertThat(small.getAllocatedMemory()).isZero();
    }
  }
}
