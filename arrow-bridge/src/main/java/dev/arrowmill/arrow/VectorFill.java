package dev.arrowmill.arrow;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BitVectorHelper;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/** Columns to new vectors, and the dictionaries that they refer to. */
final class VectorFill {
  private static final int RUN = 4_096;

  private final BufferAllocator allocator;
  private final List<Dictionary> dictionaries = new ArrayList<>();

  private final boolean encode;

  /**
   * @param encode whether columns that have a dictionary keep it
   */
  VectorFill(BufferAllocator allocator, boolean encode) {
    this.allocator = allocator;
    this.encode = encode;
  }

  List<Dictionary> dictionaries() {
    return dictionaries;
  }

  FieldVector vector(Column from, int rows) {
    Field field = field(from, from.name());
    FieldVector to = field.createVector(allocator);
    try {
      fill(to, from, 0, rows);
      return to;
    } catch (RuntimeException e) {
      to.close();
      throw e;
    }
  }

  private Field field(Column c, String name) {
    List<String> words = encode ? c.dictionary() : null;
    if (words != null) {
      DictionaryEncoding encoding =
          new DictionaryEncoding(dictionaries.size(), false, new ArrowType.Int(32, true));
      dictionaries.add(new Dictionary(texts(words), encoding));
      return new Field(name, new FieldType(true, encoding.getIndexType(), encoding), null);
    }
    List<Field> children = c.type().isList() ? List.of(field(c.elements(), "item")) : List.of();
    return new Field(name, FieldType.nullable(type(c.type())), children);
  }

  static Field field(ColumnField column) {
    ColumnType type = column.type();
    List<Field> children =
        type.isList() ? List.of(field(new ColumnField("item", type.element()))) : List.of();
    return new Field(column.name(), FieldType.nullable(type(type)), children);
  }

  private static ArrowType type(ColumnType type) {
    return switch (type) {
      case BOOLEAN -> ArrowType.Bool.INSTANCE;
      case LONG -> new ArrowType.Int(64, true);
      case DOUBLE -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
      case STRING -> ArrowType.Utf8.INSTANCE;
      case DATE -> new ArrowType.Date(DateUnit.DAY);
      case TIMESTAMP -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
      case LONG_LIST, DOUBLE_LIST, STRING_LIST -> ArrowType.List.INSTANCE;
    };
  }

  private VarCharVector texts(List<String> words) {
    VarCharVector to = new VarCharVector("dictionary", allocator);
    for (int i = 0; i < words.size(); i++) {
      to.setSafe(i, words.get(i).getBytes(StandardCharsets.UTF_8));
    }
    to.setValueCount(words.size());
    return to;
  }

  private void fill(FieldVector to, Column from, int start, int rows) {
    if (to instanceof ListVector list) {
      lists(list, from, start, rows);
    } else if (to instanceof VarCharVector texts) {
      texts(texts, from, start, rows);
    } else {
      BaseFixedWidthVector fixed = (BaseFixedWidthVector) to;
      fixed.allocateNew(rows);
      validity(fixed.getValidityBuffer(), from, start, rows);
      values(fixed.getDataBuffer(), from, start, rows);
      fixed.setValueCount(rows);
    }
  }

  private static void validity(ArrowBuf bits, Column from, int start, int rows) {
    bits.setOne(0, bits.capacity());
    for (int i = 0; i < rows; i++) {
      if (from.isNull(start + i)) {
        BitVectorHelper.unsetBit(bits, i);
      }
    }
  }

  private static void values(ArrowBuf data, Column from, int start, int rows) {
    for (int done = 0; done < rows; done += RUN) {
      int n = Math.min(RUN, rows - done);
      if (from.type() == ColumnType.DOUBLE) {
        double[] run = new double[n];
        from.copyDoubles(start + done, n, run, 0);
        bytes(data, 8L * done, 8 * n).asDoubleBuffer().put(run);
      } else if (from.dictionary() != null) {
        int[] run = new int[n];
        from.copyCodes(start + done, n, run, 0);
        bytes(data, 4L * done, 4 * n).asIntBuffer().put(run);
      } else {
        long[] run = new long[n];
        from.copyLongs(start + done, n, run, 0, 0);
        longs(data, from, run, done);
      }
    }
  }

  private static void longs(ArrowBuf data, Column from, long[] run, int done) {
    switch (from.type()) {
      case BOOLEAN -> {
        for (int i = 0; i < run.length; i++) {
          BitVectorHelper.setValidityBit(data, done + i, (int) run[i]);
        }
      }
      case DATE -> {
        for (int i = 0; i < run.length; i++) {
          data.setInt(4L * (done + i), day(from, run[i]));
        }
      }
      default -> bytes(data, 8L * done, 8 * run.length).asLongBuffer().put(run);
    }
  }

  private static int day(Column from, long day) {
    if (day != (int) day) {
      throw new IllegalArgumentException(
          "column " + from.name() + ": day " + day + " does not fit Arrow's 32-bit date");
    }
    return (int) day;
  }

  private static ByteBuffer bytes(ArrowBuf data, long at, int count) {
    return data.nioBuffer(at, count).order(ByteOrder.nativeOrder());
  }

  private static void texts(VarCharVector to, Column from, int start, int rows) {
    to.allocateNew(rows);
    for (int i = 0; i < rows; i++) {
      if (!from.isNull(start + i)) {
        to.setSafe(i, from.getString(start + i).getBytes(StandardCharsets.UTF_8));
      }
    }
    to.setValueCount(rows);
  }

  private void lists(ListVector to, Column from, int start, int rows) {
    Column lists = inOrder(from, start, rows) ? from : compact(from, start, rows);
    int first = lists == from ? start : 0;
    to.setInitialCapacity(rows);
    to.allocateNew();
    validity(to.getValidityBuffer(), lists, first, rows);
    ArrowBuf offsets = to.getOffsetBuffer();
    int base = -1;
    int end = 0;
    for (int i = 0; i < rows; i++) {
      offsets.setInt(4L * i, Math.max(0, end - Math.max(0, base)));
      if (!lists.isNull(first + i)) {
        base = base < 0 ? lists.listStart(first + i) : base;
        end = lists.listEnd(first + i);
      }
    }
    int elements = base < 0 ? 0 : end - base;
    offsets.setInt(4L * rows, elements);
    fill(to.getDataVector(), lists.elements(), Math.max(0, base), elements);
    to.setLastSet(rows - 1);
    to.setValueCount(rows);
  }

  /** Whether each list begins where the one before it ends. */
  private static boolean inOrder(Column from, int start, int rows) {
    int end = -1;
    for (int i = start; i < start + rows; i++) {
      if (!from.isNull(i)) {
        if (end >= 0 && from.listStart(i) != end) {
          return false;
        }
        end = from.listEnd(i);
      }
    }
    return true;
  }

  private static Column compact(Column from, int start, int rows) {
    HeapColumns copy =
        new HeapColumns(ColumnSchema.of(new ColumnField(from.name(), from.type())), rows);
    for (int i = start; i < start + rows; i++) {
      int r = copy.addRow();
      if (!from.isNull(i)) {
        copy.setList(r, 0, from.elements(), from.listStart(i), from.listEnd(i));
      }
    }
    return copy.column(0);
  }
}
