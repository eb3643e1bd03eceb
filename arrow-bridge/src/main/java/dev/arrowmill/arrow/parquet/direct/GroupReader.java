package dev.arrowmill.arrow.parquet.direct;

import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.TableFormatException;
import dev.arrowmill.arrow.UnsupportedColumnException;
import dev.arrowmill.arrow.file.RangeReader;
import dev.arrowmill.arrow.parquet.meta.ChunkMeta;
import dev.arrowmill.arrow.parquet.meta.Damaged;
import dev.arrowmill.arrow.parquet.meta.FileMeta;
import dev.arrowmill.arrow.parquet.meta.GroupMeta;
import dev.arrowmill.arrow.parquet.meta.Leaf;
import dev.arrowmill.arrow.parquet.meta.PageIndex;
import dev.arrowmill.arrow.parquet.page.BufferPool;
import dev.arrowmill.arrow.parquet.page.Codec;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The batches of one row group. Not thread-safe. */
final class GroupReader implements AutoCloseable {
  /** All columns together read ahead about this much. */
  private static final int AHEAD = 16 << 20;

  private static final int LEAST_WINDOW = 32 << 10;
  private static final int MOST_WINDOW = 1 << 20;

  private final String file;
  private final ColumnSchema schema;
  private final BufferPool pool;
  private final int batchRows;
  private final Deque<RowRanges.Range> ranges;
  private final List<ColumnStream> streams = new ArrayList<>();
  private long row = -1;

  /** Opens the chunks of the schema's columns; on failure nothing is held. */
  GroupReader(
      String file,
      FileMeta meta,
      int number,
      ColumnSchema schema,
      RangeReader in,
      BufferPool pool,
      List<RowRanges.Range> ranges,
      int batchRows)
      throws IOException {
    this.file = file;
    this.schema = schema;
    this.pool = pool;
    this.batchRows = batchRows;
    this.ranges = new ArrayDeque<>(ranges);
    GroupMeta group = meta.groups().get(number);
    boolean gaps = ranges.size() != 1 || ranges.get(0).from() > 0;
    int window = Math.max(LEAST_WINDOW, Math.min(MOST_WINDOW, AHEAD / schema.size()));
    for (String name : schema.names()) {
      Place place = new Place(file, number, name);
      try {
        streams.add(stream(meta, group, place, in, window, gaps));
      } catch (Damaged e) {
        throw place.damaged(e);
      }
    }
  }

  private ColumnStream stream(
      FileMeta meta, GroupMeta group, Place place, RangeReader in, int window, boolean gaps)
      throws IOException {
    Leaf leaf = leaf(meta, place);
    Leaf.Store store = leaf.store();
    if (store == null) {
      throw new UnsupportedColumnException(file, leaf.name(), leaf.parquetType());
    }
    ChunkMeta chunk = group.chunks().get(store.index());
    chunk.check(leaf, store, group.rows(), meta.end());
    long end = Math.min(meta.end(), chunk.start() + chunk.bytes() + meta.slack());
    ChunkReader reader =
        new ChunkReader(in, pool, Codec.of(chunk.codec()), chunk.start(), end, window);
    PageIndex.Offsets index =
        gaps ? PageIndex.offsets(in, chunk, group.rows(), meta.end()) : PageIndex.Offsets.NONE;
    return new ColumnStream(reader, store, pool, place, group.rows(), index);
  }

  private static Leaf leaf(FileMeta meta, Place place) {
    for (Leaf leaf : meta.leaves()) {
      if (leaf.name().equals(place.column())) {
        return leaf;
      }
    }
    throw new TableFormatException(
        place.file(), "column " + place.column() + " is missing", "read files of one schema");
  }

  boolean hasNext() {
    return !ranges.isEmpty();
  }

  DirectBatch next() {
    RowRanges.Range range = ranges.getFirst();
    long from = Math.max(row, range.from());
    long to = Math.min(range.to(), from + batchRows);
    DirectBatch batch = new DirectBatch(file, schema, pool, streams, from, to);
    row = to;
    if (to == range.to()) {
      ranges.removeFirst();
    }
    return batch;
  }

  @Override
  public void close() {
    streams.forEach(ColumnStream::close);
  }
}
