package dev.arrowmill.data.op;

import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.data.Batch;
import java.util.ArrayList;
import java.util.List;

/** Elements of several chunks of one kind, joined to one on the heap. */
abstract class Gather {
  private int size;

  /** An empty one for elements like these. */
  static Gather of(Chunk first, int capacity) {
    if (first instanceof BatchChunk) {
      return new OfBatches();
    }
    return first instanceof StoreChunk s
        ? new OfStores(s)
        : new OfColumns(first.columns("dataset").schema(), capacity);
  }

  /** A copy of some elements that needs no close. */
  static Chunk copy(Chunk from, int first, int count) {
    Gather g = of(from, count);
    g.add(from, first, count);
    return g.chunk();
  }

  /** Whether elements of the chunk can be added: the same kind, the same columns or shapes. */
  abstract boolean fits(Chunk chunk);

  abstract void append(Chunk chunk, int from, int count);

  /** All elements so far, needing no close. */
  abstract Chunk chunk();

  final void add(Chunk chunk, int from, int count) {
    append(chunk, from, count);
    size += count;
  }

  final int size() {
    return size;
  }

  private static final class OfColumns extends Gather {
    private final HeapColumns all;

    OfColumns(ColumnSchema schema, int capacity) {
      this.all = new HeapColumns(schema, capacity);
    }

    @Override
    boolean fits(Chunk chunk) {
      return chunk instanceof ColumnsChunk c && c.all().schema().equals(all.schema());
    }

    @Override
    void append(Chunk chunk, int from, int count) {
      all.append(chunk.columns("dataset").slice(from, count));
    }

    @Override
    Chunk chunk() {
      return ColumnsChunk.of(all, null);
    }
  }

  /** Parts of stores are shared until the whole is asked for. */
  private static final class OfStores extends Gather {
    private final Layout layout;
    private final List<StoreChunk> pieces = new ArrayList<>();

    OfStores(StoreChunk first) {
      this.layout = first.store().layout();
    }

    @Override
    boolean fits(Chunk chunk) {
      return chunk instanceof StoreChunk s && s.store().layout().sameAs(layout);
    }

    @Override
    void append(Chunk chunk, int from, int count) {
      pieces.add((StoreChunk) chunk.range(from, count));
    }

    @Override
    Chunk chunk() {
      if (pieces.size() == 1) {
        return pieces.get(0);
      }
      Store all = Store.allocate(layout, size());
      int at = 0;
      for (StoreChunk piece : pieces) {
        piece.write(0, piece.size(), all, null, at);
        at += piece.size();
      }
      return StoreChunk.of(all);
    }
  }

  private static final class OfBatches extends Gather {
    private final List<Batch> batches = new ArrayList<>();

    @Override
    boolean fits(Chunk chunk) {
      return chunk instanceof BatchChunk;
    }

    @Override
    void append(Chunk chunk, int from, int count) {
      batches.addAll(((BatchChunk) chunk).batches().subList(from, from + count));
    }

    @Override
    Chunk chunk() {
      return new BatchChunk(List.copyOf(batches));
    }
  }
}
