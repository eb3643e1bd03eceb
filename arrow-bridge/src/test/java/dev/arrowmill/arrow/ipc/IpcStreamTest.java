package dev.arrowmill.arrow.ipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.arrow.ArrowVectors;
import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.ColumnsAssert;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.arrow.OwnedColumns;
import dev.arrowmill.arrow.RandomColumns;
import dev.arrowmill.arrow.SourceRows;
import dev.arrowmill.arrow.Split;
import dev.arrowmill.arrow.TableFormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.compression.CompressionUtil.CodecType;
import org.apache.arrow.vector.compression.NoCompressionCodec;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.apache.arrow.vector.types.MetadataVersion;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.util.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams, and what Arrow's own writer makes of them. */
class IpcStreamTest {
  @TempDir Path folder;
  private final BufferAllocator allocator = new RootAllocator();

  @AfterEach
  void nothingIsLeft() {
    assertThat(allocator.getAllocatedMemory()).isZero();
    allocator.close();
  }

  private Path stream(HeapColumns rows, CodecType codec, IpcOption option) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ArrowVectors v = ArrowVectors.plain(rows, allocator);
        ArrowStreamWriter w =
            new ArrowStreamWriter(
                v.root(),
                null,
                Channels.newChannel(out),
                option,
                codec == CodecType.NO_COMPRESSION
                    ? NoCompressionCodec.Factory.INSTANCE
                    : new CommonsCompressionFactory(),
                codec)) {
      w.writeBatch();
      w.writeBatch();
      w.end();
    }
    return Files.write(folder.resolve(codec + ".arrows"), out.toByteArray());
  }

  @Test
  void compressedAndPlainStreamsAreRead() throws IOException {
    HeapColumns rows = RandomColumns.of(300, 9);
    List<IpcOption> options =
        List.of(new IpcOption(false, MetadataVersion.V5), new IpcOption(true, MetadataVersion.V4));
    for (CodecType codec :
        new CodecType[] {CodecType.NO_COMPRESSION, CodecType.LZ4_FRAME, CodecType.ZSTD}) {
      for (IpcOption option : options) {
        IpcSource source = IpcSource.of(stream(rows, codec, option).toString());
        assertThat(source.splits()).hasSize(2);
        List<Split> second = source.splits().subList(1, 2);
        try (ColumnBatches batches = source.open(source.columns(), second, allocator);
            OwnedColumns batch = batches.next()) {
          ColumnsAssert.assertSame(batch, rows);
          assertThat(batches.hasNext()).isFalse();
        }
      }
    }
  }

  @Test
  void aLengthThatLiesIsRefusedBeforeMemoryIsAskedFor() throws IOException {
    HeapColumns rows = RandomColumns.of(3_000, 9);
    for (CodecType codec : new CodecType[] {CodecType.LZ4_FRAME, CodecType.ZSTD}) {
      Path file = stream(rows, codec, new IpcOption(false, MetadataVersion.V5));
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      int magic = codec == CodecType.ZSTD ? 0xfd2fb528 : 0x184d2204;
      for (int at = 8; at < bytes.capacity() - 4; at++) {
        if (bytes.getInt(at) == magic) {
          bytes.putLong(at - 8, bytes.getLong(at - 8) * 40);
        }
      }
      Files.write(file, bytes.array());
      IpcSource source = IpcSource.of(file.toString());
      try (BufferAllocator little = new RootAllocator(1 << 20)) {
        assertThatThrownBy(() -> SourceRows.rows(source, List.of("c_LONG"), little))
            .isInstanceOf(TableFormatException.class)
            .hasMessageContaining("record batch 0, column c_LONG is damaged");
      }
    }
  }

  @Test
  void aLaterDictionaryCountsForLaterBatchesOnly() throws IOException {
    DictionaryEncoding encoding = new DictionaryEncoding(7, false, new ArrowType.Int(32, true));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (VarCharVector words = new VarCharVector("words", allocator)) {
      words.setSafe(0, new Text("old"));
      words.setValueCount(1);
      MapDictionaryProvider provider = new MapDictionaryProvider(new Dictionary(words, encoding));
      FieldType type = new FieldType(true, encoding.getIndexType(), encoding);
      IntVector codes = (IntVector) type.createNewSingleVector("w", allocator, null);
      codes.setSafe(0, 0);
      codes.setValueCount(1);
      try (VectorSchemaRoot root = VectorSchemaRoot.of(codes);
          ArrowStreamWriter w = new ArrowStreamWriter(root, provider, Channels.newChannel(out))) {
        root.setRowCount(1);
        w.writeBatch();
        words.setSafe(0, new Text("new"));
        words.setValueCount(1);
        w.writeBatch();
        w.end();
      }
    }
    Path file = Files.write(folder.resolve("words.arrows"), out.toByteArray());
    IpcSource source = IpcSource.of(file.toString());
    List<Split> splits = source.splits();
    assertThat(SourceRows.rows(source, List.of("w"), allocator))
        .containsExactly(List.of("old"), List.of("new"));
    try (ColumnBatches back =
        source.open(List.of("w"), List.of(splits.get(1), splits.get(0)), allocator)) {
      try (OwnedColumns b = back.next()) {
        assertThat(b.column(0).getString(0)).isEqualTo("new");
      }
      try (OwnedColumns b = back.next()) {
        assertThat(b.column(0).getString(0)).isEqualTo("old");
      }
    }
  }
}
