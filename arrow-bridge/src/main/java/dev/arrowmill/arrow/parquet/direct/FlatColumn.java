package dev.arrowmill.arrow.parquet.direct;

import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.MatrixColumn;
import dev.arrowmill.arrow.parquet.meta.Damaged;
import dev.arrowmill.arrow.parquet.meta.Lane;
import dev.arrowmill.arrow.parquet.meta.Leaf;
import dev.arrowmill.arrow.parquet.page.CodeSink;
import dev.arrowmill.arrow.parquet.page.Dictionary;
import dev.arrowmill.arrow.parquet.page.DoubleSink;
import dev.arrowmill.arrow.parquet.page.FloatSink;
import dev.arrowmill.arrow.parquet.page.IntSink;
import dev.arrowmill.arrow.parquet.page.LaneArray;
import dev.arrowmill.arrow.parquet.page.LongSink;
import dev.arrowmill.arrow.parquet.page.PageCursor;
import dev.arrowmill.arrow.parquet.page.Sink;
import dev.arrowmill.arrow.parquet.page.TextSink;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A column without lists. Runs of rows are decoded straight to where they are wanted; reading row
 * by row decodes all rows once.
 */
final class FlatColumn extends PagedColumn {
  private static final boolean[] NO_NULLS = {};

  /** Dictionaries smaller than this stay in the cache by themselves. */
  private static final int LARGE = 8_192;

  private final @Nullable Dictionary dictionary;

  /*
   * A reader that takes a few rows of each column in turn would find a large dictionary gone from
   * the cache every time: such a column is decoded as a whole, and so is one with nulls.
   */
  private final boolean largeDictionary;

  private volatile @Nullable ArrayColumn cells;
  private volatile int @Nullable [] codes;
  private volatile boolean @Nullable [] nulls;

  FlatColumn(
      ColumnField field, DirectBatch batch, PlacedPage[] pages, Leaf.Store store, Place place) {
    super(field, batch, pages, store, place);
    this.dictionary = field.type() == ColumnType.STRING ? commonDictionary(pages) : null;
    this.largeDictionary = dictionary == null && hasLargeDictionary(pages);
  }

  private static boolean hasLargeDictionary(PlacedPage[] pages) {
    for (PlacedPage p : pages) {
      Dictionary d = p.page().dictionary();
      if (d != null && d.size() >= LARGE) {
        return true;
      }
    }
    return false;
  }

  /** The dictionary of all pages; null where a page has none. */
  private static @Nullable Dictionary commonDictionary(PlacedPage[] pages) {
    Dictionary common = null;
    for (PlacedPage p : pages) {
      Dictionary d = p.page().dictionary();
      if (d == null) {
        return null;
      }
      common = d;
    }
    return common;
  }

  private void read(
      int start, int count, int @Nullable [] places, int at, int width, int column, Sink to) {
    batch.checkOpen();
    Objects.checkFromIndexSize(start, count, rows());
    boolean few = places == null && count * 4L <= rows() && field.type() != ColumnType.STRING;
    boolean dense = few && (largeDictionary || hasNulls());
    if (dense && cells().spread(start, count, at * width + column, width, to)) {
      return;
    }
    try {
      int done = 0;
      for (int p = pageOf(start); done < count; p++) {
        PlacedPage page = pages[p];
        int from = (int) (batch.firstRow() + start + done - page.first());
        int n = Math.min(count - done, page.rows() - from);
        PageCursor cursor = page.page().cursor(from);
        cursor.read(n, places, at + done, width, column, to);
        page.page().park(cursor);
        done += n;
      }
    } catch (Damaged e) {
      throw place.damaged(e);
    }
  }

  private int pageOf(int row) {
    long wanted = batch.firstRow() + row;
    int p = 0;
    while (p < pages.length - 1 && pages[p].end() <= wanted) {
      p++;
    }
    return p;
  }

  @Override
  public void scatterFloats(
      int start, int count, int @Nullable [] places, int at, MatrixColumn to, float ifNull) {
    requireNumber("scatterFloats");
    FloatSink sink = new FloatSink(to.floats(), ifNull);
    read(start, count, places, at, to.width(), to.column(), sink);
  }

  @Override
  public void scatterInts(
      int start, int count, int @Nullable [] places, int at, MatrixColumn to, int ifNull) {
    requireIntegral("scatterInts");
    try {
      IntSink sink = new IntSink(to.ints(), ifNull);
      read(start, count, places, at, to.width(), to.column(), sink);
    } catch (Sink.Misfit e) {
      // Row by row finds the value and says which it is.
      super.scatterInts(start, count, places, at, to, ifNull);
    }
  }

  @Override
  public void scatterLongs(
      int start, int count, int @Nullable [] places, int at, MatrixColumn to, long ifNull) {
    requireIntegral("scatterLongs");
    LongSink sink = new LongSink(to.longs(), ifNull);
    read(start, count, places, at, to.width(), to.column(), sink);
  }

  @Override
  public void copyDoubles(int start, int count, double[] out, int offset) {
    requireNumber("copyDoubles");
    Objects.checkFromIndexSize(offset, count, out.length);
    ArrayColumn c = cells;
    if (c != null) {
      c.copyDoubles(start, count, out, offset);
    } else {
      read(start, count, null, offset, 1, 0, new DoubleSink(out, Double.NaN));
    }
  }

  @Override
  public void copyLongs(int start, int count, long[] out, int offset, long ifNull) {
    requireIntegral("copyLongs");
    Objects.checkFromIndexSize(offset, count, out.length);
    ArrayColumn c = cells;
    if (c != null) {
      c.copyLongs(start, count, out, offset, ifNull);
    } else {
      read(start, count, null, offset, 1, 0, new LongSink(out, ifNull));
    }
  }

  private void requireNumber(String method) {
    if (field.type() == ColumnType.STRING) {
      throw misread(method);
    }
  }

  private void requireIntegral(String method) {
    if (!field.type().isIntegral()) {
      throw misread(method);
    }
  }

  @Override
  public @Nullable List<String> dictionary() {
    batch.checkOpen();
    Dictionary d = dictionary;
    try {
      return d == null ? null : d.strings();
    } catch (Damaged e) {
      throw place.damaged(e);
    }
  }

  @Override
  public void copyCodes(int start, int count, int[] out, int offset) {
    if (dictionary == null) {
      super.copyCodes(start, count, out, offset);
      return;
    }
    Objects.checkFromIndexSize(offset, count, out.length);
    read(start, count, null, offset, 1, 0, new CodeSink(out));
  }

  @Override
  public boolean isNull(int row) {
    batch.checkOpen();
    Objects.checkIndex(row, rows());
    boolean[] n = nulls;
    if (n == null) {
      n = findNulls();
    }
    return n.length > 0 && n[row];
  }

  private boolean hasNulls() {
    boolean[] n = nulls;
    return (n == null ? findNulls() : n).length > 0;
  }

  private synchronized boolean[] findNulls() {
    boolean[] n = nulls;
    if (n != null) {
      return n;
    }
    try {
      n = NullRows.of(pages, store, batch.firstRow(), rows());
    } catch (Damaged e) {
      throw place.damaged(e);
    }
    if (n == null) {
      n = NO_NULLS;
    } else {
      batch.count(n.length);
    }
    nulls = n;
    return n;
  }

  private ArrayColumn cells() {
    ArrayColumn c = cells;
    return c != null ? c : decode();
  }

  private synchronized ArrayColumn decode() {
    ArrayColumn c = cells;
    if (c != null) {
      return c;
    }
    boolean[] n = findNulls();
    Object values;
    if (store.kind().lane() == Lane.TEXT) {
      TextSink texts = new TextSink(rows());
      read(0, rows(), null, 0, 1, 0, texts);
      batch.count(texts.size());
      values = texts;
    } else {
      LaneArray array = batch.numbers(store.kind().lane());
      read(0, rows(), null, 0, 1, 0, array.sink());
      values = array.array();
    }
    c = new ArrayColumn(field, batch, rows(), n.length == 0 ? null : n, values);
    cells = c;
    return c;
  }

  @Override
  public long getLong(int row) {
    requireIntegral("getLong");
    return cells().getLong(row);
  }

  @Override
  public double getDouble(int row) {
    requireNumber("getDouble");
    return cells().getDouble(row);
  }

  @Override
  public String getString(int row) {
    if (field.type() != ColumnType.STRING) {
      throw misread("getString");
    }
    List<String> texts = dictionary();
    if (texts == null) {
      return cells().getString(row);
    }
    int[] c = codes;
    int code = (c == null ? decodeCodes() : c)[Objects.checkIndex(row, rows())];
    return code < 0 ? "" : texts.get(code);
  }

  private synchronized int[] decodeCodes() {
    int[] c = codes;
    if (c == null) {
      c = new int[rows()];
      batch.count(4L * c.length);
      copyCodes(0, c.length, c, 0);
      codes = c;
    }
    return c;
  }
}
