package dev.arrowmill.data.feature;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.Columns;
import dev.arrowmill.arrow.HeapColumns;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Rows and texts as bytes, for results that travel from executors to the driver. */
final class Cells {
  private Cells() {}

  static void writeRow(DataOutput out, Columns batch, int row) throws IOException {
    for (int c = 0; c < batch.schema().size(); c++) {
      Column column = batch.column(c);
      boolean isNull = column.isNull(row);
      out.writeBoolean(isNull);
      if (isNull) {
        continue;
      }
      switch (column.type()) {
        case DOUBLE -> out.writeDouble(column.getDouble(row));
        case STRING -> writeText(out, column.getString(row));
        default -> out.writeLong(column.getLong(row));
      }
    }
  }

  static void readRow(DataInput in, HeapColumns batch, int row) throws IOException {
    for (int c = 0; c < batch.schema().size(); c++) {
      if (in.readBoolean()) {
        continue;
      }
      switch (batch.schema().field(c).type()) {
        case DOUBLE -> batch.setDouble(row, c, in.readDouble());
        case STRING -> batch.setString(row, c, readText(in));
        default -> batch.setLong(row, c, in.readLong());
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
