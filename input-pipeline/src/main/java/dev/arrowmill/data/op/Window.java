package dev.arrowmill.data.op;

import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.data.Batch;
import dev.arrowmill.data.op.ArrowMemory.Lease;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Elements gathered for one shuffle, each with its place. An input that ends early leaves places
 * empty; the others close up. Close it when it could not be finished.
 */
abstract class Window implements AutoCloseable {
  final int[] places;
  private @Nullable Lease lease;
  long helpNanos;

  Window(int[] places, @Nullable Lease lease) {
    this.places = places;
    this.lease = lease;
  }

  /** The kind of window for these elements: packed at once where only batches follow. */
  static Window of(Chunk first, int[] places, Context context, String stage) {
    if (first instanceof BatchChunk) {
      return new OfBatches(places);
    }
    Layout layout = first.layout(context.session().arrangement());
    Lease lease = context.memory().lease(stage, layout.bytesPerRow() * places.length);
    return context.packed() || first instanceof StoreChunk
        ? new OfStore(places, lease, Store.allocate(layout, places.length), context.workers())
        : new OfColumns(
            places, lease, new HeapColumns(first.columns("shuffle").schema(), places.length));
  }

  /** Adds the cursor's next {@code count} elements; the first is the window's number {@code at}. */
  abstract void add(Cursor input, int count, int at);

  /** The elements in the order of their places, owning the window's memory. */
  abstract Chunk shuffled(int count);

  final @Nullable Lease handOver() {
    Lease l = lease;
    lease = null;
    return l;
  }

  @Override
  public void close() {
    Closing.close(handOver());
  }

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

  /** Rows written straight to their place: shuffle and pack in one pass, by several threads. */
  private static final class OfStore extends Window {
    private final Store store;
    private final Workers workers;
    private final List<Cursor.Loan> loans = new ArrayList<>();
    private final List<Runnable> writes = new ArrayList<>();

    OfStore(int[] places, Lease lease, Store store, Workers workers) {
      super(places, lease);
      this.store = store;
      this.workers = workers;
    }

    @Override
    void add(Cursor input, int count, int at) {
      int from = input.position();
      if (workers.active() == 1) {
        input.chunk().write(from, count, store, places, at);
        return;
      }
      Cursor.Loan loan = input.lend();
      loans.add(loan);
      writes.add(() -> loan.chunk().write(from, count, store, places, at));
    }

    @Override
    Chunk shuffled(int count) {
      if (!writes.isEmpty()) {
        helpNanos = workers.runAll(writes);
      }
      giveBack();
      Chunk all = StoreChunk.of(store, handOver());
      if (count == places.length) {
        return all;
      }
      int[] taken = Arrays.copyOf(places, count);
      Arrays.sort(taken);
      return all.keep(taken);
    }

    private void giveBack() {
      writes.clear();
      loans.forEach(Cursor.Loan::close);
      loans.clear();
    }

    @Override
    public void close() {
      giveBack();
      super.close();
    }
  }

  /** Rows kept as columns, every type exact. */
  private static final class OfColumns extends Window {
    private final HeapColumns all;

    OfColumns(int[] places, Lease lease, HeapColumns all) {
      super(places, lease);
      this.all = all;
    }

    @Override
    void add(Cursor input, int count, int at) {
      all.append(input.chunk().columns("shuffle").slice(input.position(), count));
    }

    @Override
    Chunk shuffled(int count) {
      return ColumnsChunk.of(all, handOver()).keep(order(count));
    }
  }

  private static final class OfBatches extends Window {
    private final List<Batch> batches = new ArrayList<>();

    OfBatches(int[] places) {
      super(places, null);
    }

    @Override
    void add(Cursor input, int count, int at) {
      int from = input.position();
      batches.addAll(((BatchChunk) input.chunk()).batches().subList(from, from + count));
    }

    @Override
    Chunk shuffled(int count) {
      return new BatchChunk(batches).keep(order(count));
    }
  }
}
