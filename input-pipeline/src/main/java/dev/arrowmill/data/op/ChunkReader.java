package dev.arrowmill.data.op;

import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.arrow.TableFormatException;
import dev.arrowmill.data.Batch;
import dev.arrowmill.tensor.DType;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ChunkWriter} wrote, a chunk at a time; each block is checked. */
final class ChunkReader implements AutoCloseable {
  private final Path path;
  private final DataInputStream file;
  private long left;
  private DataInputStream in = new DataInputStream(new ByteArrayInputStream(new byte[0]));

  ChunkReader(Path path) {
    this.path = path;
    try {
      this.left = Files.size(path);
      this.file = new DataInputStream(new BufferedInputStream(Files.newInputStream(path)));
    } catch (IOException e) {
      throw damaged("it cannot be opened", e);
    }
    boolean valid;
    try {
      left -= Long.BYTES;
      valid = file.readLong() == ChunkWriter.MAGIC;
    } catch (IOException e) {
      valid = false;
    }
    if (!valid) {
      Closing.close(file);
      throw damaged("it is no file of this kind", null);
    }
  }

  private TableFormatException damaged(String problem, @Nullable Exception cause) {
    return new TableFormatException(
        path.toString(), "cache: " + problem, "delete the file, so that it is written anew", cause);
  }

  /**
   * The next chunk, without its first {@code skip} elements; null at the end.
   *
   * @param skip fewer blocks are decoded if whole ones are skipped
   * @return the chunk and how many elements were passed over on the way
   */
  @Nullable Passed next(long skip) {
    try {
      long passed = 0;
      while (true) {
        int kind = file.readInt();
        int elements = file.readInt();
        int length = file.readInt();
        left -= 4L * Integer.BYTES;
        if (length < 0 || length > left || elements < 0) {
          throw damaged("a block claims " + length + " of " + left + " bytes", null);
        }
        left -= length;
        byte[] content = file.readNBytes(length);
        if (file.readInt() != ChunkWriter.checksum(kind, elements, content)) {
          throw damaged("a block's checksum is wrong", null);
        }
        if (kind == ChunkWriter.END) {
          return null;
        }
        if (passed + elements > skip) {
          in = new DataInputStream(new ByteArrayInputStream(content));
          int from = (int) (skip - passed);
          return new Passed(chunk(kind, elements).range(from, elements - from), skip);
        }
        passed += elements;
      }
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw damaged("it is cut short or damaged", e);
    }
  }

  /** A chunk, and the elements passed over before it. */
  record Passed(Chunk chunk, long passed) {}

  private Chunk chunk(int kind, int elements) throws IOException {
    switch (kind) {
      case ChunkWriter.COLUMNS:
        return ColumnsChunk.of(readColumns(), null);
      case ChunkWriter.STORE:
        return StoreChunk.of(readStore());
      case ChunkWriter.BATCHES:
        List<Batch> batches = new ArrayList<>();
        for (int i = 0; i < elements; i++) {
          String label = readText();
          Store store = readStore();
          batches.add(new Batch(store, 0, store.rows(), label));
        }
        return new BatchChunk(batches);
      default:
        throw damaged("a block is of kind " + kind, null);
    }
  }

  private HeapColumns readColumns() throws IOException {
    int rows = in.readInt();
    int columns = in.readInt();
    List<ColumnField> fields = new ArrayList<>();
    for (int c = 0; c < columns; c++) {
      String name = readText();
      fields.add(new ColumnField(name, ColumnType.valueOf(readText())));
    }
    HeapColumns out = new HeapColumns(ColumnSchema.of(fields), rows);
    for (int r = 0; r < rows; r++) {
      out.addRow();
    }
    for (int c = 0; c < columns; c++) {
      readColumn(out, c);
    }
    return out;
  }

  private void readColumn(HeapColumns out, int column) throws IOException {
    ColumnType type = out.schema().field(column).type();
    for (int r = 0; r < out.rows(); r++) {
      if (!in.readBoolean()) {
        out.set(r, column, readCell(type));
      }
    }
  }

  private Object readCell(ColumnType type) throws IOException {
    if (type.isList()) {
      int n = in.readInt();
      List<@Nullable Object> list = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        list.add(in.readBoolean() ? null : readCell(type.element()));
      }
      return list;
    }
    return switch (type) {
      case DOUBLE -> in.readDouble();
      case STRING -> readText();
      case BOOLEAN -> in.readLong() != 0;
      case DATE -> java.time.LocalDate.ofEpochDay(in.readLong());
      case TIMESTAMP -> micros(in.readLong());
      default -> in.readLong();
    };
  }

  private static java.time.Instant micros(long value) {
    return java.time.Instant.EPOCH.plus(value, java.time.temporal.ChronoUnit.MICROS);
  }

  private Store readStore() throws IOException {
    int rows = in.readInt();
    List<String> features = readTexts();
    int count = in.readInt();
    List<Part> parts = new ArrayList<>();
    Object[] arrays = new Object[count];
    for (int p = 0; p < count; p++) {
      Part part = readPart();
      parts.add(part);
      arrays[p] = part.allocate(rows);
      if (part instanceof ListPart) {
        readLists(part, rows, arrays[p]);
      } else {
        readArray(arrays[p], rows * part.width());
      }
    }
    return Store.of(new Layout(parts, features), arrays, rows);
  }

  private Part readPart() throws IOException {
    String kind = readText();
    List<String> names = readTexts();
    List<String> columns = readTexts();
    String type = readText();
    DType dtype = type.isEmpty() ? null : DType.valueOf(type);
    int[] shape = new int[in.readInt()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = in.readInt();
    }
    if (kind.equals("ListPart")) {
      return new ListPart(names.get(0), listOf(dtype));
    }
    if (kind.equals("TextPart")) {
      return new TextPart(names);
    }
    if (kind.equals("TensorPart")) {
      return new TensorPart(names.get(0), dtype, shape);
    }
    DType number = dtype == null ? DType.FLOAT32 : dtype;
    return shape.length == 0
        ? MatrixPart.loose(columns, number)
        : MatrixPart.component(names.get(0), columns, number);
  }

  private static ColumnType listOf(@Nullable DType dtype) {
    return dtype == null
        ? ColumnType.STRING_LIST
        : dtype == DType.INT64 ? ColumnType.LONG_LIST : ColumnType.DOUBLE_LIST;
  }

  private void readLists(Part part, int rows, Object array) throws IOException {
    ColumnField field = new ColumnField(part.names().get(0), listOf(part.dtype()));
    HeapColumns lists = new HeapColumns(ColumnSchema.of(field), rows);
    for (int r = 0; r < rows; r++) {
      lists.addRow();
    }
    readColumn(lists, 0);
    part.write(lists, 0, rows, null, 0, array);
  }

  private void readArray(Object array, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      if (array instanceof float[] v) {
        v[i] = in.readFloat();
      } else if (array instanceof long[] v) {
        v[i] = in.readLong();
      } else if (array instanceof int[] v) {
        v[i] = in.readInt();
      } else if (array instanceof double[] v) {
        v[i] = in.readDouble();
      } else if (array instanceof short[] v) {
        v[i] = in.readShort();
      } else if (array instanceof byte[] v) {
        v[i] = in.readByte();
      } else if (!in.readBoolean()) {
        ((@Nullable String[]) array)[i] = readText();
      }
    }
  }

  private List<String> readTexts() throws IOException {
    int n = in.readInt();
    List<String> out = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      out.add(readText());
    }
    return out;
  }

  private String readText() throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
