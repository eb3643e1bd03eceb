package dev.arrowmill.data.op;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.Columns;
import dev.arrowmill.data.Batch;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Writes chunks of every kind, all values exact. The file is {@link #MAGIC}, then blocks of kind,
 * number of elements, length, content and CRC-32 of all that, at last a block of kind {@link #END};
 * numbers are big-endian.
 */
final class ChunkWriter implements AutoCloseable {
  static final long MAGIC = 0x414d4341_43484531L;
  static final int END = 0;
  static final int COLUMNS = 1;
  static final int STORE = 2;
  static final int BATCHES = 3;

  private final DataOutputStream file;
  private final ByteArrayOutputStream block = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(block);

  ChunkWriter(OutputStream file) throws IOException {
    this.file = new DataOutputStream(file);
    this.file.writeLong(MAGIC);
  }

  void write(Chunk chunk) throws IOException {
    block.reset();
    int kind;
    if (chunk instanceof BatchChunk b) {
      kind = BATCHES;
      writeBatches(b.batches());
    } else if (chunk instanceof StoreChunk s) {
      kind = STORE;
      writeStore(s.dense());
    } else {
      kind = COLUMNS;
      writeColumns(chunk.columns("cache"));
    }
    writeBlock(kind, chunk.size());
  }

  /** Marks the file as whole. */
  void end() throws IOException {
    block.reset();
    writeBlock(END, 0);
    file.flush();
  }

  private void writeBlock(int kind, int elements) throws IOException {
    byte[] content = block.toByteArray();
    file.writeInt(kind);
    file.writeInt(elements);
    file.writeInt(content.length);
    file.write(content);
    file.writeInt(checksum(kind, elements, content));
  }

  /** CRC-32 of a block without its checksum. */
  static int checksum(int kind, int elements, byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(
        ByteBuffer.allocate(3 * Integer.BYTES)
            .putInt(kind)
            .putInt(elements)
            .putInt(content.length)
            .array());
    crc.update(content);
    return (int) crc.getValue();
  }

  private void writeBatches(List<Batch> batches) throws IOException {
    for (Batch b : batches) {
      writeText(b.labelName());
      writeStore(((StoreChunk) StoreChunk.of(b.store()).range(b.first(), b.rows())).dense());
    }
  }

  private void writeColumns(Columns rows) throws IOException {
    out.writeInt(rows.rows());
    out.writeInt(rows.schema().size());
    for (ColumnField f : rows.schema().fields()) {
      writeText(f.name());
      writeText(f.type().name());
    }
    for (int c = 0; c < rows.schema().size(); c++) {
      writeColumn(rows.column(c));
    }
  }

  private void writeColumn(Column column) throws IOException {
    for (int r = 0; r < column.rows(); r++) {
      out.writeBoolean(column.isNull(r));
      if (!column.isNull(r)) {
        writeCell(column, r);
      }
    }
  }

  private void writeCell(Column column, int row) throws IOException {
    switch (column.type()) {
      case DOUBLE -> out.writeDouble(column.getDouble(row));
      case STRING -> writeText(column.getString(row));
      case LONG_LIST, DOUBLE_LIST, STRING_LIST -> {
        Column elements = column.elements();
        out.writeInt(column.listEnd(row) - column.listStart(row));
        for (int i = column.listStart(row); i < column.listEnd(row); i++) {
          out.writeBoolean(elements.isNull(i));
          if (!elements.isNull(i)) {
            writeCell(elements, i);
          }
        }
      }
      default -> out.writeLong(column.getLong(row));
    }
  }

  private void writeStore(Store store) throws IOException {
    out.writeInt(store.rows());
    writeTexts(store.features());
    out.writeInt(store.layout().parts().size());
    for (int p = 0; p < store.layout().parts().size(); p++) {
      Part part = store.layout().parts().get(p);
      writePart(part);
      if (part instanceof ListPart) {
        writeColumn(new StoreColumns(store).column(part.names().get(0)));
      } else {
        writeArray(store.array(p), store.at(p, 0), store.rows() * part.width());
      }
    }
  }

  private void writePart(Part part) throws IOException {
    writeText(part.getClass().getSimpleName());
    writeTexts(part.names());
    writeTexts(part.columns());
    writeText(part.dtype() == null ? "" : part.dtype().name());
    out.writeInt(part.rowShape().length);
    for (int size : part.rowShape()) {
      out.writeInt(size);
    }
  }

  private void writeArray(Object array, int from, int count) throws IOException {
    for (int i = from; i < from + count; i++) {
      if (array instanceof float[] v) {
        out.writeFloat(v[i]);
      } else if (array instanceof long[] v) {
        out.writeLong(v[i]);
      } else if (array instanceof int[] v) {
        out.writeInt(v[i]);
      } else if (array instanceof double[] v) {
        out.writeDouble(v[i]);
      } else if (array instanceof short[] v) {
        out.writeShort(v[i]);
      } else if (array instanceof byte[] v) {
        out.writeByte(v[i]);
      } else {
        writeNullable(((@Nullable String[]) array)[i]);
      }
    }
  }

  private void writeNullable(@Nullable String text) throws IOException {
    out.writeBoolean(text == null);
    if (text != null) {
      writeText(text);
    }
  }

  private void writeTexts(List<String> texts) throws IOException {
    out.writeInt(texts.size());
    for (String t : texts) {
      writeText(t);
    }
  }

  private void writeText(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
