package dev.arrowmill.data.op;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.Columns;
import dev.arrowmill.data.Batch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of a store: a run of them, or a selection. */
final class StoreChunk extends Chunk {
  private final Store store;
  private final @Nullable AutoCloseable owner;
  private final int start;
  private final int count;
  private final int @Nullable [] rows;

  private StoreChunk(
      Store store, @Nullable AutoCloseable owner, int start, int count, int @Nullable [] rows) {
    this.store = store;
    this.owner = owner;
    this.start = start;
    this.count = count;
    this.rows = rows;
  }

  static StoreChunk of(Store store) {
    return of(store, null);
  }

  /** All rows; closing the chunk closes {@code owner}. */
  static StoreChunk of(Store store, @Nullable AutoCloseable owner) {
    return new StoreChunk(store, owner, 0, store.rows(), null);
  }

  Store store() {
    return store;
  }

  /** The same rows of some tensor components. */
  Chunk select(ColumnPatterns patterns) {
    return new StoreChunk(store.select(patterns.choose(store.names())), owner, start, count, rows);
  }

  /** The elements with one more component, or with one replaced. */
  Chunk with(String name, Column values) {
    return joined(name, values, false);
  }

  /** The elements with one more component before the others. */
  Chunk withFirst(String name, Column values) {
    return joined(name, values, true);
  }

  private Chunk joined(String name, Column values, boolean first) {
    if (store.layout().isTable()) {
      Columns rows = columns("dataset");
      return ColumnsChunk.of(
          first ? AddedColumn.first(rows, values) : AddedColumn.of(rows, name, values), owner);
    }
    List<String> others = store.names().stream().filter(n -> !n.equals(name)).toList();
    Store old = dense().select(others);
    Store added = Store.component(name, values);
    return StoreChunk.of(Store.join(first ? List.of(added, old) : List.of(old, added)), owner);
  }

  /** These elements alone, one after the other. */
  Store dense() {
    if (rows == null && start == 0 && count == store.rows()) {
      return store;
    }
    Store out = Store.allocate(store.layout(), count);
    write(0, count, out, null, 0);
    return out;
  }

  @Override
  int size() {
    return count;
  }

  @Override
  long bytes() {
    return store.layout().bytesPerRow() * count;
  }

  @Override
  Chunk range(int from, int n) {
    return rows == null
        ? new StoreChunk(store, owner, start + from, n, null)
        : new StoreChunk(store, owner, 0, n, slice(rows, from, n));
  }

  @Override
  Chunk keep(int[] elements) {
    int[] chosen = new int[elements.length];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = rows == null ? start + elements[i] : rows[elements[i]];
    }
    return new StoreChunk(store, owner, 0, chosen.length, chosen);
  }

  @Override
  Chunk detach() {
    Closing.close(owner);
    return new StoreChunk(store, null, start, count, rows);
  }

  @Override
  Columns columns(String operator) {
    Columns all = new StoreColumns(store);
    return rows == null ? all.slice(start, count) : new SelectedColumns(all, rows);
  }

  @Override
  Layout layout(Arrangement arrangement) {
    return store.layout();
  }

  @Override
  void write(int from, int n, Store to, int @Nullable [] places, int at) {
    to.copy(store, rows, rows == null ? start + from : from, n, places, at);
  }

  @Override
  Batch batch(int from, int n, Arrangement arrangement) {
    return rows == null
        ? new Batch(store, start + from, n, arrangement.label())
        : super.batch(from, n, arrangement);
  }

  @Override
  public void close() {
    Closing.close(owner);
  }
}
