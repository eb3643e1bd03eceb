package dev.arrowmill.arrow.parquet.direct;

import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.ColumnRange;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.OwnedColumns;
import dev.arrowmill.arrow.TableFormatException;
import dev.arrowmill.arrow.file.InputFile;
import dev.arrowmill.arrow.file.InputFiles;
import dev.arrowmill.arrow.file.RangeReader;
import dev.arrowmill.arrow.parquet.meta.Damaged;
import dev.arrowmill.arrow.parquet.meta.FileMeta;
import dev.arrowmill.arrow.parquet.page.BufferPool;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Batches of some row groups of one file. Iterating reads bytes and page headers only; damage is
 * found at the latest when a column is read.
 */
public final class DirectBatches implements ColumnBatches {
  private final InputFile file;
  private final ColumnSchema schema;
  private final List<ColumnRange> where;
  private final int batchRows;
  private final Deque<Integer> groups;
  private final BufferPool pool;
  private final RangeReader in;
  private final FileMeta meta;
  private long firstRow;
  private @Nullable GroupReader group;
  private boolean closed;

  /**
   * Opens the file.
   *
   * @param stamp the footer's checksum when the file was listed
   * @param groups row groups, in the order in which they are to be read
   * @param firstRow where to begin in the first of them
   * @throws TableFormatException if the file is another than it was
   */
  public DirectBatches(
      InputFile file,
      String stamp,
      ColumnSchema schema,
      List<Integer> groups,
      long firstRow,
      List<ColumnRange> where,
      int batchRows,
      BufferAllocator allocator) {
    this.file = file;
    this.schema = schema;
    this.groups = new ArrayDeque<>(groups);
    this.firstRow = firstRow;
    this.where = where;
    this.batchRows = batchRows;
    this.pool = new BufferPool(allocator);
    this.in = InputFiles.open(file);
    try {
      this.meta = FileMeta.read(file.path(), in);
      if (!meta.stamp().equals(stamp)) {
        throw new TableFormatException(
            file.path(), "has changed since it was listed", "open the source again");
      }
    } catch (RuntimeException e) {
      in.close();
      throw e;
    }
  }

  @Override
  public boolean hasNext() {
    try {
      while (!closed && (group == null || !group.hasNext())) {
        if (!openNext()) {
          return false;
        }
      }
      return !closed;
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private boolean openNext() {
    closeGroup();
    Integer number = groups.poll();
    if (number == null) {
      return false;
    }
    long first = firstRow;
    firstRow = 0;
    try {
      List<RowRanges.Range> ranges =
          RowRanges.of(meta, meta.groups().get(number), first, where, in);
      if (!ranges.isEmpty()) {
        group = new GroupReader(file.path(), meta, number, schema, in, pool, ranges, batchRows);
      }
      return true;
    } catch (IOException e) {
      throw InputFiles.unreadable(file.path(), e);
    } catch (Damaged e) {
      throw new TableFormatException(
          file.path(), "row group " + number + " has " + e.getMessage(), "write it again", e);
    }
  }

  private void closeGroup() {
    if (group != null) {
      group.close();
      group = null;
    }
  }

  @Override
  public OwnedColumns next() {
    if (!hasNext() || group == null) {
      throw new NoSuchElementException(file.path());
    }
    try {
      return group.next();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      closeGroup();
      pool.close();
      in.close();
    }
  }
}
