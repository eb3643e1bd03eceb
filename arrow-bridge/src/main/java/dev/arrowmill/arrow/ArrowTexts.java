package dev.arrowmill.arrow;

import java.nio.charset.StandardCharsets;
import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.FieldVector;

/** Text columns with 32-bit or 64-bit offsets, or through Arrow. */
final class ArrowTexts {
  private ArrowTexts() {}

  /** UTF-8 bytes between two offsets; bytes that are no UTF-8 become the replacement character. */
  static final class Utf8 extends ArrowColumn {
    private final long offsets;
    private final long data;
    private final boolean wide;

    Utf8(Owner owner, FieldVector vector, boolean wide) {
      super(owner, vector, ColumnType.STRING);
      this.wide = wide;
      this.offsets = vector.getOffsetBuffer().memoryAddress();
      this.data = vector.getDataBuffer().memoryAddress();
    }

    @Override
    public String getString(int row) {
      check(row);
      long from = offset(row);
      int length = Math.toIntExact(offset(row + 1) - from);
      if (length == 0) {
        return "";
      }
      byte[] bytes = new byte[length];
      MemoryUtil.copyFromMemory(data + from, bytes, 0, length);
      return new String(bytes, StandardCharsets.UTF_8);
    }

    private long offset(int i) {
      return wide ? MemoryUtil.getLong(offsets + 8L * i) : MemoryUtil.getInt(offsets + 4L * i);
    }
  }

  /** Text through Arrow's own reader, for layouts that are rare. */
  static final class Objects extends ArrowColumn {
    private final FieldVector vector;

    Objects(Owner owner, FieldVector vector) {
      super(owner, vector, ColumnType.STRING);
      this.vector = vector;
    }

    @Override
    public String getString(int row) {
      return String.valueOf(vector.getObject(check(row)));
    }
  }
}
