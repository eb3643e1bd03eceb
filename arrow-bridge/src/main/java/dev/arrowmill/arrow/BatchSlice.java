package dev.arrowmill.arrow;

import java.util.ArrayList;
import java.util.List;

/**
 * A run of rows of an owned batch, without a copy. The batch is closed when all its slices are:
 * each keeps all of it.
 */
public final class BatchSlice implements OwnedColumns {
  private final Shared shared;
  private final Columns view;
  private final int start;
  private final long firstRow;
  private boolean closed;

  /** The batch and the number of its open slices. */
  private static final class Shared {
    private final OwnedColumns batch;
    private int open;

    Shared(OwnedColumns batch) {
      this.batch = batch;
    }

    synchronized void release() {
      if (--open == 0) {
        batch.close();
      }
    }
  }

  private BatchSlice(Shared shared, int start, int count) {
    this.shared = shared;
    this.view = shared.batch.slice(start, count);
    this.start = start;
    this.firstRow = shared.batch.firstRow() < 0 ? -1 : shared.batch.firstRow() + start;
    shared.open++;
  }

  /**
   * Cuts a batch, which becomes the slices', into runs of rows.
   *
   * @param from its first row of interest; if there is none the batch is closed
   * @param most the most rows of a run
   */
  public static List<OwnedColumns> cut(OwnedColumns batch, int from, int most) {
    List<OwnedColumns> out = new ArrayList<>();
    if (from == 0 && batch.rows() <= most && batch.rows() > 0) {
      out.add(batch);
      return out;
    }
    if (from >= batch.rows()) {
      batch.close();
      return out;
    }
    Shared shared = new Shared(batch);
    for (int at = from; at < batch.rows(); ) {
      int n = Math.min(most, batch.rows() - at);
      out.add(new BatchSlice(shared, at, n));
      at += n;
    }
    return out;
  }

  /** The batch this is a run of. */
  public OwnedColumns parent() {
    return shared.batch;
  }

  /** Where this begins in the {@link #parent}. */
  public int start() {
    return start;
  }

  @Override
  public String source() {
    return shared.batch.source();
  }

  @Override
  public long firstRow() {
    return firstRow;
  }

  /** All bytes of the parent: a slice keeps them. */
  @Override
  public long bytes() {
    return closed ? 0 : shared.batch.bytes();
  }

  @Override
  public int rows() {
    return view.rows();
  }

  @Override
  public ColumnSchema schema() {
    return view.schema();
  }

  @Override
  public Column column(int i) {
    if (closed) {
      throw new IllegalStateException(
          "batch of " + source() + ": used after close; copy what must live longer");
    }
    return view.column(i);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      shared.release();
    }
  }
}
