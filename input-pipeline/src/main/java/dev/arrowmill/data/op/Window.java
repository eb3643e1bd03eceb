package dev.arrowmill.data.op;

import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.data.Batch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Elements gathered for one shuffle, each with its place. An input that ends early leaves places
 * empty; the others close up.
 */
abstract class Window {
  final int[] places;

  Window(int[] places) {
    this.places = places;
  }

  /** The kind of window for these elements: packed at once where only batches follow. */
  static Window of(Chunk first, int[] places, Arrangement arrangement, boolean packed) {
    if (first instanceof BatchChunk) {
      return new OfBatches(places);
    }
    return packed || first instanceof StoreChunk
        ? new OfStore(places, Store.allocate(first.layout(arrangement), places.length))
        : new OfColumns(places, first.columns("shuffle").schema());
  }

  /** Adds {@code count} elements, of which the first is the window's number {@code at}. */
  abstract void add(Chunk chunk, int from, int count, int at);

  /** The elements in the order of their places. */
  abstract Chunk shuffled(int count);

  /** For each place that is taken, in order: the number of its element. */
  final int[] order(int count) {
    int[] elementAt = new int[places.length];
    Arrays.fill(elementAt, -1);
    for (int i = 0; i < count; i++) {
      elementAt[places[i]] = i;
    }
    return count == places.length
        ? elementAt
        : Arrays.stream(elementAt).filter(e -> e >= 0).toArray();
  }

  /** Rows written straight to their place: shuffle and pack in one pass. */
  private static final class OfStore extends Window {
    private final Store store;

    OfStore(int[] places, Store store) {
      super(places);
      this.store = store;
    }

    @Override
    void add(Chunk chunk, int from, int count, int at) {
      chunk.write(from, count, store, places, at);
    }

    @Override
    Chunk shuffled(int count) {
      Chunk all = StoreChunk.of(store);
      if (count == places.length) {
        return all;
      }
      int[] taken = Arrays.copyOf(places, count);
      Arrays.sort(taken);
      return all.keep(taken);
    }
  }

  /** Rows kept as columns, every type exact. */
  private static final class OfColumns extends Window {
    private final HeapColumns all;

    OfColumns(int[] places, ColumnSchema schema) {
      super(places);
      this.all = new HeapColumns(schema, places.length);
    }

    @Override
    void add(Chunk chunk, int from, int count, int at) {
      all.append(chunk.columns("shuffle").slice(from, count));
    }

    @Override
    Chunk shuffled(int count) {
      return ColumnsChunk.of(all, null).keep(order(count));
    }
  }

  private static final class OfBatches extends Window {
    private final List<Batch> batches = new ArrayList<>();

    OfBatches(int[] places) {
      super(places);
    }

    @Override
    void add(Chunk chunk, int from, int count, int at) {
      batches.addAll(((BatchChunk) chunk).batches().subList(from, from + count));
    }

    @Override
    Chunk shuffled(int count) {
      return new BatchChunk(batches).keep(order(count));
    }
  }
}
