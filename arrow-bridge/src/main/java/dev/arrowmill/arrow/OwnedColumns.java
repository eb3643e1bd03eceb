package dev.arrowmill.arrow;

/**
 * A batch that owns its memory, off-heap or on: closing it gives everything back, and what was
 * borrowed from it dies with it.
 *
 * <p>Columns may be decoded only when they are read: then a damaged page is a {@link
 * TableFormatException} at that read. Several threads may read different rows at the same time as
 * long as none of them closes the batch.
 */
public interface OwnedColumns extends Columns, AutoCloseable {
  /** Where the rows came from, e.g. a file name. */
  String source();

  /**
   * The number of the first row within its split: rows that a reader left out, because no row of
   * theirs can match, are gaps between batches. -1 where there is no split, or no row is ever left
   * out.
   */
  long firstRow();

  /** Bytes that this batch keeps from being reused; 0 when closed. */
  long bytes();

  /** Gives the memory back; a second call does nothing. */
  @Override
  void close();
}
