package dev.arrowmill.arrow.parquet.direct;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.parquet.meta.Damaged;
import dev.arrowmill.arrow.parquet.meta.Lane;
import dev.arrowmill.arrow.parquet.meta.Leaf;
import dev.arrowmill.arrow.parquet.page.LaneArray;
import dev.arrowmill.arrow.parquet.page.ListShape;
import dev.arrowmill.arrow.parquet.page.Sink;
import dev.arrowmill.arrow.parquet.page.TextSink;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A column of lists, decoded as a whole when it is first read. */
final class ListColumn extends PagedColumn {
  private volatile @Nullable Lists lists;

  private record Lists(ListShape shape, ArrayColumn elements) {}

  ListColumn(
      ColumnField field, DirectBatch batch, PlacedPage[] pages, Leaf.Store store, Place place) {
    super(field, batch, pages, store, place);
  }

  private Lists lists() {
    batch.checkOpen();
    Lists l = lists;
    return l != null ? l : decode();
  }

  private synchronized Lists decode() {
    Lists l = lists;
    if (l == null) {
      try {
        l = read();
      } catch (Damaged e) {
        throw place.damaged(e);
      }
      lists = l;
    }
    return l;
  }

  private Lists read() {
    long before = pages.length == 0 ? 0 : batch.firstRow() - pages[0].first();
    batch.count(9L * rows());
    ListShape shape = new ListShape(store, rows(), before);
    for (PlacedPage p : pages) {
      shape.measure(p.page());
    }
    int n = shape.elements();
    shape.rewind(before);
    requireRoom(n);
    boolean[] absent = new boolean[n];
    boolean text = store.kind().lane() == Lane.TEXT;
    LaneArray array = text ? null : LaneArray.of(store.kind().lane(), n);
    Sink sink = array == null ? new TextSink(n) : array.sink();
    for (PlacedPage p : pages) {
      shape.read(p.page(), sink, absent);
    }
    if (sink instanceof TextSink t) {
      batch.count(t.size() - 8L * n);
    }
    ColumnField element = new ColumnField(field.name(), field.type().element());
    Object values = array == null ? sink : array.array();
    return new Lists(shape, new ArrayColumn(element, batch, n, absent, values));
  }

  /** Levels are cheap to lie with: a few bytes may claim billions of elements. */
  private void requireRoom(int elements) {
    long bytes = 9L * elements;
    if (bytes > Runtime.getRuntime().maxMemory() / 2) {
      throw new Damaged(elements + " list elements in one batch; read smaller batches");
    }
    batch.count(bytes);
  }

  @Override
  public boolean isNull(int row) {
    return lists().shape().nulls()[Objects.checkIndex(row, rows())];
  }

  @Override
  public int listStart(int row) {
    return lists().shape().starts()[Objects.checkIndex(row, rows())];
  }

  @Override
  public int listEnd(int row) {
    return lists().shape().ends()[Objects.checkIndex(row, rows())];
  }

  @Override
  public Column elements() {
    return lists().elements();
  }

  @Override
  public long getLong(int row) {
    throw misread("getLong");
  }

  @Override
  public double getDouble(int row) {
    throw misread("getDouble");
  }

  @Override
  public String getString(int row) {
    throw misread("getString");
  }
}
