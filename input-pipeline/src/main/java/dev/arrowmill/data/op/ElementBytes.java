package dev.arrowmill.data.op;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.Columns;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;

/** Elements as bytes that are equal where the elements are; all NaN are one, 0 and -0 too. */
final class ElementBytes {
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(buffer);
  private final Chunk chunk;
  private final Arrangement arrangement;
  private final boolean tensors;

  ElementBytes(Chunk chunk, Arrangement arrangement) {
    this.chunk = chunk;
    this.arrangement = arrangement;
    this.tensors = chunk instanceof StoreChunk s && !s.store().layout().isTable();
  }

  byte[] of(int element) {
    buffer.reset();
    try {
      if (tensors) {
        writeTensors(element);
      } else {
        Columns rows = chunk.columns("unique");
        for (int c = 0; c < rows.schema().size(); c++) {
          writeCell(rows.column(c), element);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return buffer.toByteArray();
  }

  private void writeTensors(int element) throws IOException {
    Store one = Store.allocate(chunk.layout(arrangement), 1);
    chunk.write(element, 1, one, null, 0);
    for (int p = 0; p < one.layout().parts().size(); p++) {
      Object array = one.array(p);
      for (int i = 0; i < Array.getLength(array); i++) {
        writeValue(Array.get(array, i));
      }
    }
  }

  private void writeValue(Object value) throws IOException {
    if (value instanceof Float || value instanceof Double) {
      writeReal(((Number) value).doubleValue());
    } else if (value instanceof Number n) {
      out.writeLong(n.longValue());
    } else {
      writeText(String.valueOf(value));
    }
  }

  private void writeCell(Column column, int row) throws IOException {
    out.writeBoolean(column.isNull(row));
    if (column.isNull(row)) {
      return;
    }
    switch (column.type()) {
      case DOUBLE -> writeReal(column.getDouble(row));
      case STRING -> writeText(column.getString(row));
      case LONG_LIST, DOUBLE_LIST, STRING_LIST -> {
        out.writeInt(column.listEnd(row) - column.listStart(row));
        for (int i = column.listStart(row); i < column.listEnd(row); i++) {
          writeCell(column.elements(), i);
        }
      }
      default -> out.writeLong(column.getLong(row));
    }
  }

  private void writeReal(double value) throws IOException {
    out.writeLong(Double.doubleToLongBits(value == 0 ? 0.0 : value));
  }

  private void writeText(String text) throws IOException {
    byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
