package dev.arrowmill.data.op;

import dev.arrowmill.arrow.Columns;
import dev.arrowmill.data.Batch;
import org.jspecify.annotations.Nullable;

/**
 * A run of elements between two stages. Who gets it owns it: close it, or hand it on through {@link
 * #range} or {@link #keep}, which use it up. Not thread-safe. Internal.
 */
public abstract class Chunk implements AutoCloseable {
  /** Number of elements. */
  abstract int size();

  /** Bytes that are kept from being reused, those of other chunks of the same memory included. */
  abstract long bytes();

  /** The elements {@code from} to {@code from + count}; uses this chunk up. */
  abstract Chunk range(int from, int count);

  /** These elements in this order; uses this chunk up. */
  abstract Chunk keep(int[] elements);

  /** A copy on the heap that needs no close. */
  abstract Chunk detach();

  /** The elements as rows, borrowed. */
  abstract Columns columns(String operator);

  /** The layout of these elements in a store. */
  abstract Layout layout(Arrangement arrangement);

  /**
   * Writes elements into a store.
   *
   * @param places row of the store for each element, from {@code at} on; null for rows that follow
   *     each other from row {@code at}
   */
  abstract void write(int from, int count, Store to, int @Nullable [] places, int at);

  /** Elements as a batch that needs no close. */
  Batch batch(int from, int count, Arrangement arrangement) {
    Store store = Store.allocate(layout(arrangement), count);
    write(from, count, store, null, 0);
    return new Batch(store, 0, count, arrangement.label());
  }

  @Override
  public abstract void close();

  static int[] slice(int[] rows, int from, int count) {
    return java.util.Arrays.copyOfRange(rows, from, from + count);
  }
}
