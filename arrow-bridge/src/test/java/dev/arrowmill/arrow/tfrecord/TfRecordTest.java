package dev.arrowmill.arrow.tfrecord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.ColumnsAssert;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.arrow.SourceRows;
import dev.arrowmill.arrow.TableFormatException;
import dev.arrowmill.arrow.file.Packing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TfRecordTest {
  private static final ColumnSchema SCHEMA =
      ColumnSchema.of(
          new ColumnField("a", ColumnType.LONG),
          new ColumnField("b", ColumnType.DOUBLE),
          new ColumnField("c", ColumnType.STRING),
          new ColumnField("d", ColumnType.LONG_LIST),
          new ColumnField("e", ColumnType.DOUBLE_LIST),
          new ColumnField("f", ColumnType.STRING_LIST));

  @TempDir Path folder;
  private final BufferAllocator allocator = new RootAllocator();

  @AfterEach
  void nothingIsLeft() {
    assertThat(allocator.getAllocatedMemory()).isZero();
    allocator.close();
  }

  private static HeapColumns table() {
    List<@Nullable Object[]> rows =
        List.of(
            new @Nullable Object[] {
              -5L, 0.25, "snow ☃", List.of(1L, -1L), List.of(), List.of("x", "")
            },
            new @Nullable Object[] {null, null, null, List.of(), List.of(1.5, -2.5), null},
            new @Nullable Object[] {Long.MAX_VALUE, -0.0, "", null, null, List.of("y", "z")});
    return HeapColumns.ofRows(SCHEMA, rows);
  }

  private Path write(String name) {
    Path path = folder.resolve(name);
    try (TfRecordWriter w = TfRecordWriter.create(path)) {
      w.write(table());
      assertThat(path).doesNotExist();
      w.finish();
    }
    return path;
  }

  private List<List<@Nullable Object>> rows(TfRecordSource source) {
    return SourceRows.rows(source, source.columns(), allocator);
  }

  @Test
  void whatIsWrittenIsReadWithTheTypesFound() {
    for (String name : List.of("t.tfrecord", "t.tfrecord.gz", "t.tfrecord.zlib")) {
      TfRecordSource source = TfRecordSource.of(write(name).toString());
      assertThat(source.schema()).isEqualTo(SCHEMA);
      assertThat(rows(source)).isEqualTo(ColumnsAssert.rows(table()));
    }
  }

  @Test
  void compressionMayBeGiven() throws IOException {
    Path plain = write("t.tfrecord.gz");
    Path other = Files.move(plain, folder.resolve("part-0"));
    TfRecordOptions options = TfRecordOptions.DEFAULT.withPacking(Packing.GZIP);
    assertThat(rows(TfRecordSource.of(List.of(other.toString()), options))).hasSize(3);
    assertThatThrownBy(() -> TfRecordSource.of(other.toString()))
        .isInstanceOf(TableFormatException.class)
        .hasMessageContaining("part-0: record 0: the checksum of its length is wrong");
  }

  /** Written by TensorFlow 2.21: one Example of {a: [7], b: [1.5, -2.0], c: [b"hi"]}. */
  @Test
  void aRecordOfTensorFlowIsRead() throws IOException {
    byte[] bytes = HexFormat.of().parseHex(TENSORFLOW);
    Path file = Files.write(folder.resolve("tf.tfrecord"), bytes);
    TfRecordSource source = TfRecordSource.of(file.toString());
    assertThat(source.columns()).containsExactly("a", "b", "c");
    assertThat(rows(source)).containsExactly(List.of(7L, List.of(1.5, -2.0), "hi"));
  }

  private static final String TENSORFLOW =
      "2e00000000000000c5cb57fa0a2c0a0a0a016112051a030a01070a110a0162120c120a0a080000c0"
          + "3f000000c00a0b0a016312060a040a026869a70a5d91";

  @Test
  void aGivenSchemaReadsIntegersAsOtherTypes() {
    ColumnSchema schema =
        ColumnSchema.of(
            new ColumnField("d", ColumnType.DOUBLE_LIST), new ColumnField("a", ColumnType.DATE));
    TfRecordSource source =
        TfRecordSource.of(
            List.of(write("t.tfrecord").toString()), TfRecordOptions.DEFAULT.withSchema(schema));
    assertThat(rows(source).get(0)).isEqualTo(List.of(List.of(1.0, -1.0), -5L));
  }

  private void refused(ColumnSchema schema, byte[] bytes, String message) throws IOException {
    Path file = Files.write(folder.resolve("bad.tfrecord"), bytes);
    TfRecordOptions options = TfRecordOptions.DEFAULT.withSchema(schema);
    assertThatThrownBy(() -> rows(TfRecordSource.of(List.of(file.toString()), options)))
        .isInstanceOf(TableFormatException.class)
        .hasMessageContaining("bad.tfrecord: record ")
        .hasMessageContaining(message);
  }

  @Test
  void cutAndFlippedFilesAreRefused() throws IOException {
    byte[] all = Files.readAllBytes(write("t.tfrecord"));
    int first = 12 + all[0] + 4;
    for (int n = 1; n < all.length; n++) {
      if (n != first && n != first + 16 + all[first]) {
        refused(SCHEMA, Arrays.copyOf(all, n), n < 12 ? "is cut short in its length" : "");
      }
    }
    Random random = new Random(2);
    for (int i = 0; i < 300; i++) {
      byte[] bad = all.clone();
      bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      refused(SCHEMA, bad, "checksum");
    }
  }

  @Test
  void misfitsNameRecordAndFeature() throws IOException {
    byte[] all = Files.readAllBytes(write("t.tfrecord"));
    refused(only("d", ColumnType.LONG), all, "record 0: feature d has 2 values, expected one");
    refused(only("c", ColumnType.LONG), all, "record 0: feature c is a list of STRING");
    refused(SCHEMA, framed(new byte[] {0x0a, 0x7f}), "is no tf.train.Example: a field of 127");
    WireWriter text = new WireWriter();
    text.bytes(1, new byte[] {(byte) 0xff, 1});
    refused(only("c", ColumnType.STRING), framed(example("c", 1, text)), "no UTF-8 text; exclude");
  }

  private static ColumnSchema only(String name, ColumnType type) {
    return ColumnSchema.of(new ColumnField(name, type));
  }

  private static byte[] example(String name, int kind, WireWriter list) {
    WireWriter feature = new WireWriter();
    feature.message(kind, list);
    WireWriter entry = new WireWriter();
    entry.bytes(1, name.getBytes(StandardCharsets.UTF_8));
    entry.message(2, feature);
    WireWriter features = new WireWriter();
    features.message(1, entry);
    WireWriter example = new WireWriter();
    example.message(1, features);
    return example.toBytes();
  }

  private static byte[] framed(byte[] record) {
    byte[] out = new byte[record.length + 16];
    java.nio.ByteBuffer b = java.nio.ByteBuffer.wrap(out).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    b.putLong(record.length).putInt(Frames.maskedCrc(out, 0, 8)).put(record);
    b.putInt(Frames.maskedCrc(record, 0, record.length));
    return out;
  }

  @Test
  void numbersMayBeUnpacked() throws IOException {
    WireWriter number = new WireWriter();
    number.varint(1 << 3);
    number.varint((1L << 60) + 1);
    Path file = Files.write(folder.resolve("u.tfrecord"), framed(example("n", 3, number)));
    assertThat(rows(TfRecordSource.of(file.toString()))).containsExactly(List.of((1L << 60) + 1));
  }

  @Test
  void oneKindPerFeatureInTheSample() throws IOException {
    WireWriter number = new WireWriter();
    number.bytes(1, new byte[] {5});
    WireWriter text = new WireWriter();
    text.bytes(1, new byte[] {'x'});
    byte[] a = framed(example("c", 3, number));
    byte[] b = framed(example("c", 1, text));
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    Path file = Files.write(folder.resolve("two.tfrecord"), both);
    assertThatThrownBy(() -> TfRecordSource.of(file.toString()))
        .isInstanceOf(TableFormatException.class)
        .hasMessageContaining("record 1: feature c is a list of STRING, and of LONG before");
  }

  @Test
  void aNullWithinAListCannotBeWritten() throws IOException {
    HeapColumns rows = new HeapColumns(only("l", ColumnType.LONG_LIST), 1);
    rows.set(rows.addRow(), 0, Arrays.asList(1L, null));
    try (TfRecordWriter w = TfRecordWriter.create(folder.resolve("n.tfrecord"))) {
      assertThatThrownBy(() -> w.write(rows))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("tfrecord: column l, row 0: a null within its list");
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }
}
