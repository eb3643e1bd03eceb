package dev.arrowmill.arrow.ipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.arrow.CodedColumns;
import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.ColumnsAssert;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.arrow.OwnedColumns;
import dev.arrowmill.arrow.RandomColumns;
import dev.arrowmill.arrow.ReadRequest;
import dev.arrowmill.arrow.SourceRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IpcWriterTest {
  @TempDir Path folder;
  private final BufferAllocator allocator = new RootAllocator();

  @AfterEach
  void nothingIsLeft() {
    assertThat(allocator.getAllocatedMemory()).isZero();
    allocator.close();
  }

  private Path write(String name, HeapColumns... batches) {
    Path file = folder.resolve(name);
    try (IpcWriter w = IpcWriter.create(file, batches[0].schema(), allocator)) {
      for (HeapColumns b : batches) {
        w.write(b);
      }
      w.finish();
    }
    return file;
  }

  @Test
  void everyTypeComesBack() {
    HeapColumns a = RandomColumns.of(1_000, 1);
    HeapColumns b = RandomColumns.of(77, 2);
    IpcSource source = IpcSource.of(write("all.arrow", a, b).toString());
    assertThat(source.schema()).isEqualTo(a.schema());
    assertThat(source.rows()).isEqualTo(1_077);
    assertThat(source.splits()).extracting(s -> s.rows()).containsExactly(1_000L, 77L);
    List<List<@Nullable Object>> expected = new ArrayList<>(ColumnsAssert.rows(a));
    expected.addAll(ColumnsAssert.rows(b));
    assertThat(SourceRows.rows(source, a.schema().names(), allocator)).isEqualTo(expected);
  }

  @Test
  void columnsAreChosenAndReadingBeginsAnywhere() {
    HeapColumns a = RandomColumns.of(100, 3);
    HeapColumns b = RandomColumns.of(50, 4);
    IpcSource source = IpcSource.of(write("seek.arrow", a, b).toString());
    List<String> two = List.of("c_STRING", "c_LONG_LIST");
    ReadRequest request = new ReadRequest(two, source.splits(), 33, List.of(), 40);
    List<Long> firsts = new ArrayList<>();
    List<List<@Nullable Object>> rows = new ArrayList<>();
    try (ColumnBatches batches = source.open(request, allocator)) {
      while (batches.hasNext()) {
        try (OwnedColumns batch = batches.next()) {
          firsts.add(batch.firstRow());
          assertThat(batch.rows()).isBetween(1, 40);
          assertThat(batch.bytes()).isPositive();
          rows.addAll(ColumnsAssert.rows(batch));
        }
      }
    }
    assertThat(firsts).containsExactly(33L, 73L, 0L, 40L);
    List<List<@Nullable Object>> expected =
        new ArrayList<>(ColumnsAssert.rows(a.select(two).slice(33, 67)));
    expected.addAll(ColumnsAssert.rows(b.select(two)));
    assertThat(rows).isEqualTo(expected);
  }

  @Test
  void anAbandonedIteratorGivesEverythingBack() {
    IpcSource source = IpcSource.of(write("left.arrow", RandomColumns.of(100, 5)).toString());
    ReadRequest request = new ReadRequest(source.columns(), source.splits(), 0, List.of(), 10);
    ColumnBatches batches = source.open(request, allocator);
    OwnedColumns first = batches.next();
    batches.close();
    assertThat(first.column(0).rows()).isEqualTo(10);
    assertThat(allocator.getAllocatedMemory()).isPositive();
    first.close();
    assertThat(first.bytes()).isZero();
    assertThatThrownBy(() -> first.column(0)).hasMessageContaining("used after close");
  }

  @Test
  void dictionariesGrowOverBatchesAndAreShared() {
    ColumnSchema schema = ColumnSchema.of(new ColumnField("w", ColumnType.STRING));
    HeapColumns one = HeapColumns.ofRows(schema, rows("b", null, "a"));
    HeapColumns two = HeapColumns.ofRows(schema, rows("c", "a", "c"));
    Path file = folder.resolve("words.arrow");
    try (IpcWriter w = IpcWriter.create(file, schema, allocator)) {
      w.write(new CodedColumns(one, List.of("a", "b")));
      w.write(two);
      w.finish();
    }
    IpcSource source = IpcSource.of(file.toString());
    try (ColumnBatches batches = source.open(List.of("w"), source.splits(), allocator);
        OwnedColumns first = batches.next();
        OwnedColumns second = batches.next()) {
      assertThat(ColumnsAssert.cells(first.column(0))).containsExactly("b", null, "a");
      assertThat(ColumnsAssert.cells(second.column(0))).containsExactly("c", "a", "c");
      assertThat(first.column(0).dictionary()).containsExactly("a", "b", "c");
      assertThat(second.column(0).dictionary()).isSameAs(first.column(0).dictionary());
    }
  }

  private static List<@Nullable Object[]> rows(@Nullable Object... values) {
    List<@Nullable Object[]> out = new ArrayList<>();
    for (Object v : values) {
      out.add(new @Nullable Object[] {v});
    }
    return out;
  }

  @Test
  void matricesComeBackByBulkAndByPlace() {
    List<MatrixField> fields =
        List.of(
            new MatrixField("f", MatrixType.FLOAT, 3),
            new MatrixField("i", MatrixType.INT, 2),
            new MatrixField("l", MatrixType.LONG, 1));
    float[] f = new float[3 * 3_000];
    int[] n = new int[2 * 3_000];
    long[] l = new long[3_000];
    for (int i = 0; i < 3_000; i++) {
      for (int c = 0; c < 3; c++) {
        f[3 * i + c] = i + c / 4f;
      }
      n[2 * i] = i;
      n[2 * i + 1] = -i;
      l[i] = (long) i << 33;
    }
    Path file = folder.resolve("m.arrow");
    try (IpcWriter w =
        IpcWriter.create(file, ColumnSchema.of(), fields, Map.of("k", "v"), allocator)) {
      w.write(
          null,
          2_990,
          List.of(new MatrixRows(f, 10), new MatrixRows(n, 10), new MatrixRows(l, 10)));
      w.finish();
      assertThat(w.rows()).isEqualTo(2_990);
    }
    IpcSource source = IpcSource.of(file.toString());
    assertThat(source.metadata()).containsEntry("k", "v");
    assertThat(source.schema().field(1).type()).isEqualTo(ColumnType.LONG_LIST);
    ReadRequest request = new ReadRequest(source.columns(), source.splits(), 5, List.of(), 2_000);
    try (ColumnBatches batches = source.open(request, allocator);
        OwnedColumns batch = batches.next()) {
      MatrixVector m = MatrixVector.of(batch, "f");
      assertThat(List.of(m.width(), m.rows())).containsExactly(3, 2_000);
      float[] out = new float[7];
      m.copyRows(1, 2, out, 1);
      assertThat(out).containsExactly(0, 16, 16.25f, 16.5f, 17, 17.25f, 17.5f);
      int[] ints = new int[6];
      MatrixVector.of(batch, "i").scatterRows(0, 3, new int[] {9, 2, -1, 0}, 1, ints);
      assertThat(ints).containsExactly(17, -17, 0, 0, 15, -15);
      long[] longs = new long[2_001];
      MatrixVector.of(batch, "l").scatterRows(0, 2_000, null, 1, longs);
      assertThat(longs[2_000]).isEqualTo(2_014L << 33);
      assertThat(ColumnsAssert.cell(batch.column("i"), 1)).isEqualTo(List.of(16L, -16L));
      assertThatThrownBy(() -> m.copyRows(1_999, 2, out, 0))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void arrowsOwnReaderReadsIt() throws Exception {
    Path file = write("own.arrow", RandomColumns.of(10, 8));
    try (var channel = Files.newByteChannel(file);
        ArrowFileReader reader = new ArrowFileReader(channel, allocator)) {
      assertThat(reader.loadNextBatch()).isTrue();
      assertThat(reader.getVectorSchemaRoot().getRowCount()).isEqualTo(10);
      for (var block : reader.getRecordBlocks()) {
        assertThat((block.getOffset() + block.getMetadataLength()) % 64).isZero();
      }
    }
  }

  @Test
  void aFileWithoutRowsHasItsColumns() {
    Path file = folder.resolve("none.arrow");
    ColumnSchema schema = ColumnSchema.of(new ColumnField("x", ColumnType.DATE));
    try (IpcWriter w = IpcWriter.create(file, schema, allocator)) {
      w.finish();
    }
    IpcSource source = IpcSource.of(file.toString());
    assertThat(source.schema()).isEqualTo(schema);
    assertThat(source.rows()).isZero();
    assertThat(source.splits()).isEmpty();
  }

  @Test
  void anUnfinishedFileLeavesNothing() throws IOException {
    Path file = folder.resolve("half.arrow");
    try (IpcWriter w = IpcWriter.create(file, RandomColumns.of(1, 1).schema(), allocator)) {
      w.write(RandomColumns.of(5, 1));
      assertThat(file).doesNotExist();
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void misuseIsNamed() {
    HeapColumns rows = RandomColumns.of(2, 1);
    assertThatThrownBy(() -> IpcWriter.create(folder.resolve("x"), ColumnSchema.of(), allocator))
        .hasMessageContaining("would have no columns");
    assertThatThrownBy(() -> IpcWriter.create(folder.resolve("no/where"), rows.schema(), allocator))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("where: cannot be written");
    ColumnSchema other = ColumnSchema.of(new ColumnField("x", ColumnType.LONG));
    try (IpcWriter w = IpcWriter.create(folder.resolve("y.arrow"), other, allocator)) {
      assertThatThrownBy(() -> w.write(rows))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("the file [x: LONG]");
      assertThatThrownBy(() -> w.write(new HeapColumns(other, 1))).hasMessageContaining("0 rows");
    }
    assertThatThrownBy(() -> MatrixVector.of(rows, "c_LONG"))
        .hasMessage("column c_LONG is no matrix of float32, int32 or int64 in Arrow memory");
  }
}
