package dev.arrowmill.data.feature;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.HeapColumns;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Columns and texts as bytes, for results that travel from executors to the driver. */
final class Cells {
  private static final int NULL = 0;

  private Cells() {}

  /** Writes some rows of a column; equal texts once. */
  static void writeColumn(DataOutput out, Column column, int[] rows) throws IOException {
    if (column.type() == ColumnType.STRING) {
      writeTexts(out, column, rows);
      return;
    }
    for (int row : rows) {
      boolean isNull = column.isNull(row);
      out.writeBoolean(isNull);
      if (isNull) {
        continue;
      }
      if (column.type() == ColumnType.DOUBLE) {
        out.writeDouble(column.getDouble(row));
      } else if (column.type().isList()) {
        int start = column.listStart(row);
        int[] elements = new int[column.listEnd(row) - start];
        java.util.Arrays.setAll(elements, i -> start + i);
        out.writeInt(elements.length);
        writeColumn(out, column.elements(), elements);
      } else {
        out.writeLong(column.getLong(row));
      }
    }
  }

  private static void writeTexts(DataOutput out, Column column, int[] rows) throws IOException {
    Map<String, Integer> codes = new LinkedHashMap<>();
    int[] cells = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      if (!column.isNull(rows[i])) {
        String text = column.getString(rows[i]);
        Integer code = codes.putIfAbsent(text, codes.size() + 1);
        cells[i] = code == null ? codes.size() : code;
      }
    }
    out.writeInt(codes.size());
    for (String text : codes.keySet()) {
      writeText(out, text);
    }
    for (int cell : cells) {
      Varint.write(out, cell);
    }
  }

  /** Reads what {@link #writeColumn} wrote into rows 0 to {@code rows} of a batch. */
  static void readColumn(DataInput in, HeapColumns batch, int c, int rows) throws IOException {
    ColumnField field = batch.schema().field(c);
    if (field.type() == ColumnType.STRING) {
      readTexts(in, batch, c, rows);
      return;
    }
    for (int row = 0; row < rows; row++) {
      if (in.readBoolean()) {
        continue;
      }
      if (field.type() == ColumnType.DOUBLE) {
        batch.setDouble(row, c, in.readDouble());
      } else if (field.type().isList()) {
        HeapColumns elements = readElements(in, field);
        batch.setList(row, c, elements.column(0), 0, elements.rows());
      } else {
        batch.setLong(row, c, in.readLong());
      }
    }
  }

  private static HeapColumns readElements(DataInput in, ColumnField list) throws IOException {
    int length = in.readInt();
    HeapColumns elements =
        new HeapColumns(
            ColumnSchema.of(new ColumnField(list.name(), list.type().element())), length);
    for (int i = 0; i < length; i++) {
      elements.addRow();
    }
    readColumn(in, elements, 0, length);
    return elements;
  }

  private static void readTexts(DataInput in, HeapColumns batch, int c, int rows)
      throws IOException {
    int distinct = in.readInt();
    List<String> texts = new ArrayList<>(distinct);
    for (int i = 0; i < distinct; i++) {
      texts.add(readText(in));
    }
    for (int row = 0; row < rows; row++) {
      int cell = (int) Varint.read(in);
      if (cell != NULL) {
        batch.setString(row, c, texts.get(cell - 1));
      }
    }
  }

  static void writeText(DataOutput out, String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  static String readText(DataInput in) throws IOException {
    byte[] utf8 = new byte[in.readInt()];
    in.readFully(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
