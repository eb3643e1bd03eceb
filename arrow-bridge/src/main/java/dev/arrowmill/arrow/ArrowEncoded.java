package dev.arrowmill.arrow;

import java.util.List;
import java.util.Objects;
import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.FieldVector;

/** Columns stored as numbers of the entries of a dictionary. A null entry makes the row null. */
abstract class ArrowEncoded extends ArrowColumn {
  final DictionaryValues values;
  private final long codes;
  private final int width;

  /**
   * Codes are never negative, so that signed and unsigned ones differ in the narrow widths only.
   */
  private final int mask;

  private ArrowEncoded(
      Owner owner, FieldVector vector, int width, boolean signed, DictionaryValues values) {
    super(owner, vector, values.type);
    this.values = values;
    this.codes = vector.getDataBuffer().memoryAddress();
    this.width = width;
    this.mask = signed || width >= 4 ? -1 : (1 << (8 * width)) - 1;
  }

  static ArrowEncoded of(
      Owner owner, FieldVector vector, int width, boolean signed, DictionaryValues values) {
    return switch (values.type) {
      case STRING -> new Texts(owner, vector, width, signed, values);
      case DOUBLE -> new Doubles(owner, vector, width, signed, values);
      default -> new Longs(owner, vector, width, signed, values);
    };
  }

  /** The entry of a row, -1 where there is none: in a null row lies anything. */
  final int entry(int row) {
    int code =
        switch (width) {
          case 1 -> MemoryUtil.getByte(codes + row) & mask;
          case 2 -> MemoryUtil.getShort(codes + 2L * row) & mask;
          case 4 -> MemoryUtil.getInt(codes + 4L * row);
          default -> (int) MemoryUtil.getLong(codes + 8L * row);
        };
    return code < values.size() ? code : -1;
  }

  /** The entry of a row that is not null. */
  final int entryAt(int row) {
    int entry = entry(check(row));
    if (entry < 0) {
      throw new IllegalStateException(
          "column " + name() + ", row " + row + ": no entry in a dictionary of " + values.size());
    }
    return entry;
  }

  @Override
  public final boolean isNull(int row) {
    if (super.isNull(row)) {
      return true;
    }
    return values.anyNull && values.nulls[entryAt(row)];
  }

  @Override
  final int nextNull(int row, int end) {
    if (!values.anyNull) {
      return super.nextNull(row, end);
    }
    int r = row;
    while (r < end && !isNull(r)) {
      r++;
    }
    return r;
  }

  private static final class Texts extends ArrowEncoded {
    Texts(Owner owner, FieldVector v, int width, boolean signed, DictionaryValues values) {
      super(owner, v, width, signed, values);
    }

    @Override
    public String getString(int row) {
      return isNull(row) ? "" : values.texts.get(entryAt(row));
    }

    @Override
    public List<String> dictionary() {
      return values.texts;
    }

    @Override
    public void copyCodes(int start, int count, int[] out, int offset) {
      check(start, count);
      Objects.checkFromIndexSize(offset, count, out.length);
      for (int i = 0; i < count; i++) {
        out[offset + i] = entry(start + i);
      }
      int end = start + count;
      for (int r = nextNull(start, end); r < end; r = nextNull(r + 1, end)) {
        out[offset + r - start] = -1;
      }
    }
  }

  private static final class Longs extends ArrowEncoded {
    Longs(Owner owner, FieldVector v, int width, boolean signed, DictionaryValues values) {
      super(owner, v, width, signed, values);
    }

    @Override
    public long getLong(int row) {
      return isNull(row) ? 0 : values.longs[entryAt(row)];
    }

    @Override
    void readDoubles(int start, int count, double[] out, int offset) {
      for (int i = 0; i < count; i++) {
        int entry = entry(start + i);
        out[offset + i] = entry < 0 ? 0 : values.longs[entry];
      }
    }

    @Override
    void readLongs(int start, int count, long[] out, int offset) {
      for (int i = 0; i < count; i++) {
        int entry = entry(start + i);
        out[offset + i] = entry < 0 ? 0 : values.longs[entry];
      }
    }
  }

  private static final class Doubles extends ArrowEncoded {
    Doubles(Owner owner, FieldVector v, int width, boolean signed, DictionaryValues values) {
      super(owner, v, width, signed, values);
    }

    @Override
    public double getDouble(int row) {
      return isNull(row) ? 0 : values.doubles[entryAt(row)];
    }

    @Override
    public long getLong(int row) {
      throw misread("getLong");
    }

    @Override
    void readDoubles(int start, int count, double[] out, int offset) {
      for (int i = 0; i < count; i++) {
        int entry = entry(start + i);
        out[offset + i] = entry < 0 ? 0 : values.doubles[entry];
      }
    }
  }
}
