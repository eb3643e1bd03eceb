package dev.arrowmill.arrow;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.BaseLargeVariableWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.BaseVariableWidthViewVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.ListViewVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.jspecify.annotations.Nullable;

/**
 * The check of vectors whose buffers came from a file or another library. Columns read memory by
 * address, so before that every buffer must be as long as its rows need, every offset ascending and
 * inside its data, every code inside its dictionary. Thread-safe.
 */
public final class ArrowCheck {
  private static final int VIEW_BYTES = 16;
  private static final int INLINE_BYTES = 12;

  private final @Nullable DictionaryProvider dictionaries;
  private final String source;
  private final String place;

  private ArrowCheck(@Nullable DictionaryProvider dictionaries, String source, String place) {
    this.dictionaries = dictionaries;
    this.source = source;
    this.place = place;
  }

  /**
   * Checks a vector and what is below it; types that have no column type are left alone.
   *
   * @param place where in the source it lies, e.g. {@code record batch 3, column price}
   * @throws TableFormatException if reading it would leave its memory
   */
  public static void check(
      FieldVector vector, @Nullable DictionaryProvider dictionaries, String source, String place) {
    new ArrowCheck(dictionaries, source, place).vector(vector);
  }

  private void vector(FieldVector v) {
    int rows = v.getValueCount();
    require(rows >= 0, "has " + rows + " rows");
    if (v instanceof BaseFixedWidthVector f) {
      validity(v, rows);
      long bits = v instanceof BitVector ? 1 : 8L * f.getTypeWidth();
      capacity(f.getDataBuffer(), (rows * bits + 7) / 8, "values");
      timestamps(v, rows);
    } else if (v instanceof BaseVariableWidthVector) {
      validity(v, rows);
      offsets(v.getOffsetBuffer(), rows, false, v.getDataBuffer().capacity(), "bytes of text");
    } else if (v instanceof BaseLargeVariableWidthVector) {
      validity(v, rows);
      offsets(v.getOffsetBuffer(), rows, true, v.getDataBuffer().capacity(), "bytes of text");
    } else if (v instanceof BaseVariableWidthViewVector views) {
      validity(v, rows);
      views(views, rows);
    } else {
      lists(v, rows);
    }
    codes(v, rows);
  }

  private void lists(FieldVector v, int rows) {
    if (v instanceof ListVector l) {
      validity(v, rows);
      vector(l.getDataVector());
      offsets(v.getOffsetBuffer(), rows, false, l.getDataVector().getValueCount(), "elements");
    } else if (v instanceof LargeListVector l) {
      validity(v, rows);
      vector(l.getDataVector());
      offsets(v.getOffsetBuffer(), rows, true, l.getDataVector().getValueCount(), "elements");
    } else if (v instanceof FixedSizeListVector l) {
      validity(v, rows);
      vector(l.getDataVector());
      long needed = (long) rows * l.getListSize();
      int there = l.getDataVector().getValueCount();
      require(needed <= there, "needs " + needed + " elements and has " + there);
    } else if (v instanceof ListViewVector l) {
      validity(v, rows);
      vector(l.getDataVector());
      listViews(l, rows);
    }
  }

  private void validity(FieldVector v, int rows) {
    capacity(v.getValidityBuffer(), (rows + 7L) / 8, "validity");
  }

  private void capacity(ArrowBuf buffer, long needed, String what) {
    require(
        buffer.capacity() >= needed,
        "needs " + needed + " bytes of " + what + " and has " + buffer.capacity());
  }

  private void offsets(ArrowBuf offsets, int rows, boolean wide, long limit, String what) {
    if (rows == 0) {
      return;
    }
    capacity(offsets, (wide ? 8L : 4L) * (rows + 1L), "offsets");
    long p = offsets.memoryAddress();
    long previous = wide ? MemoryUtil.getLong(p) : MemoryUtil.getInt(p);
    long signs = previous;
    for (int i = 1; i <= rows; i++) {
      long next = wide ? MemoryUtil.getLong(p + 8L * i) : MemoryUtil.getInt(p + 4L * i);
      signs |= next | (next - previous);
      if (next - previous > Integer.MAX_VALUE) {
        signs = -1;
      }
      previous = next;
    }
    require(signs >= 0, "has offsets that are negative, descending or too far apart");
    require(previous <= limit, "has an offset of " + previous + " and " + limit + " " + what);
  }

  private void listViews(ListViewVector v, int rows) {
    capacity(v.getOffsetBuffer(), 4L * rows, "offsets");
    capacity(v.getSizeBuffer(), 4L * rows, "sizes");
    int limit = v.getDataVector().getValueCount();
    for (int i = 0; i < rows; i++) {
      long from = v.getOffsetBuffer().getInt(4L * i);
      long size = v.getSizeBuffer().getInt(4L * i);
      require(
          from >= 0 && size >= 0 && from + size <= limit,
          "has a list at " + from + " of " + size + " and " + limit + " elements");
    }
  }

  private void views(BaseVariableWidthViewVector v, int rows) {
    ArrowBuf views = v.getDataBuffer();
    capacity(views, (long) VIEW_BYTES * rows, "views");
    for (int i = 0; i < rows; i++) {
      if (!v.isNull(i)) {
        view(v, views, (long) VIEW_BYTES * i);
      }
    }
  }

  private void view(BaseVariableWidthViewVector v, ArrowBuf views, long at) {
    int size = views.getInt(at);
    require(size >= 0, "has a text of " + size + " bytes");
    if (size > INLINE_BYTES) {
      int number = views.getInt(at + 8);
      long offset = views.getInt(at + 12);
      int buffers = v.getDataBuffers().size();
      require(number >= 0 && number < buffers, "has no buffer " + number + " of " + buffers);
      long limit = v.getDataBuffers().get(number).capacity();
      require(
          offset >= 0 && offset + size <= limit,
          "has a text at " + offset + " of " + size + " bytes and " + limit + " in its buffer");
    }
  }

  /** Seconds and milliseconds must fit microseconds. */
  private void timestamps(FieldVector v, int rows) {
    if (!(v instanceof TimeStampVector)
        || !(v.getField().getType() instanceof ArrowType.Timestamp type)) {
      return;
    }
    long most =
        switch (type.getUnit()) {
          case SECOND -> Long.MAX_VALUE / 1_000_000;
          case MILLISECOND -> Long.MAX_VALUE / 1_000;
          default -> Long.MAX_VALUE;
        };
    if (most == Long.MAX_VALUE) {
      return;
    }
    for (int i = 0; i < rows; i++) {
      long value = v.getDataBuffer().getLong(8L * i);
      require(
          (value >= -most && value <= most) || v.isNull(i),
          "has a timestamp of " + value + ", too large for microseconds");
    }
  }

  private void codes(FieldVector v, int rows) {
    DictionaryEncoding encoding = v.getField().getDictionary();
    if (encoding == null || !(v instanceof BaseIntVector codes)) {
      return;
    }
    Dictionary d = dictionaries == null ? null : dictionaries.lookup(encoding.getId());
    require(d != null, "refers to dictionary " + encoding.getId() + ", which is not there");
    int size = d == null ? 0 : d.getVector().getValueCount();
    for (int i = 0; i < rows; i++) {
      if (!v.isNull(i)) {
        long code = codes.getValueAsLong(i);
        require(code >= 0 && code < size, "has code " + code + " in a dictionary of " + size);
      }
    }
  }

  private void require(boolean holds, String problem) {
    if (!holds) {
      throw new TableFormatException(source, place + " " + problem, "write the file again");
    }
  }
}
