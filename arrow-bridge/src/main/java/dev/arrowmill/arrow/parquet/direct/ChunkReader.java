package dev.arrowmill.arrow.parquet.direct;

import dev.arrowmill.arrow.file.RangeReader;
import dev.arrowmill.arrow.parquet.meta.Damaged;
import dev.arrowmill.arrow.parquet.meta.PageHeader;
import dev.arrowmill.arrow.parquet.page.Buffer;
import dev.arrowmill.arrow.parquet.page.BufferPool;
import dev.arrowmill.arrow.parquet.page.Codec;
import dev.arrowmill.arrow.parquet.page.PageBytes;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a column chunk from front to back, a block at a time; pages that lie in a block are cut out
 * of it without a copy. Not thread-safe.
 */
final class ChunkReader implements AutoCloseable {
  private static final int MOST_HEADER = 16 << 20;
  private static final int SMALL = 16 << 10;

  private final RangeReader in;
  private final BufferPool pool;
  private final Codec codec;
  private final long end;
  private final int window;
  private long position;
  private @Nullable Buffer block;
  private int at;
  private int limit;

  /** Reads bytes {@code start} to {@code end} in blocks of about {@code window} bytes. */
  ChunkReader(RangeReader in, BufferPool pool, Codec codec, long start, long end, int window) {
    this.in = in;
    this.pool = pool;
    this.codec = codec;
    this.position = start;
    this.end = end;
    this.window = window;
  }

  boolean atEnd() {
    return position >= end;
  }

  /** The next page's header; its bytes follow by {@link #body} or {@link #skip}. */
  PageHeader header(boolean passing) throws IOException {
    int wanted = Math.min(passing ? SMALL : window, window);
    PageHeader h = limit > at ? PageHeader.parse(bytes(), at, limit) : null;
    while (h == null) {
      int have = limit - at;
      long left = end - position;
      if (have >= left || have >= MOST_HEADER) {
        throw new Damaged("a page header does not end");
      }
      fill((int) Math.min(left, Math.max(wanted, 2L * have)));
      h = PageHeader.parse(bytes(), at, limit);
    }
    advance(h.size());
    if (h.bytes() > end - position) {
      throw new Damaged(
          "a page of " + h.bytes() + " bytes where " + (end - position) + " are left");
    }
    return h;
  }

  private byte[] bytes() {
    return block == null ? new byte[0] : block.bytes();
  }

  /** Makes the next {@code size} bytes lie in one block. */
  private void fill(int size) throws IOException {
    Buffer next = pool.take(size);
    try {
      int have = limit - at;
      System.arraycopy(bytes(), at, next.bytes(), 0, have);
      in.read(position + have, next.bytes(), have, size - have);
    } catch (IOException | RuntimeException e) {
      next.release();
      throw e;
    }
    if (block != null) {
      block.release();
    }
    block = next;
    at = 0;
    limit = size;
  }

  private void advance(int n) {
    position += n;
    at += n;
  }

  /** The bytes of the page whose header was read. */
  PageBytes body(PageHeader h) throws IOException {
    codec.checkSize(h.bytes(), h.plainBytes());
    int size = h.bytes();
    Buffer b = block;
    if (b != null && size <= limit - at) {
      b.retain();
      PageBytes page = new PageBytes(h, b, at, codec, pool);
      advance(size);
      return page;
    }
    Buffer own = pool.take(size);
    try {
      int have = limit - at;
      System.arraycopy(bytes(), at, own.bytes(), 0, have);
      in.read(position + have, own.bytes(), have, size - have);
    } catch (IOException | RuntimeException e) {
      own.release();
      throw e;
    }
    skip(size);
    return new PageBytes(h, own, 0, codec, pool);
  }

  /** Passes over bytes. */
  void skip(long n) {
    seek(position + n);
  }

  /** Goes on at another place of the file. */
  void seek(long to) {
    long ahead = to - position;
    if (ahead >= 0 && ahead <= limit - at) {
      at += (int) ahead;
    } else {
      dropBlock();
    }
    position = to;
  }

  private void dropBlock() {
    if (block != null) {
      block.release();
      block = null;
    }
    at = 0;
    limit = 0;
  }

  @Override
  public void close() {
    dropBlock();
  }
}
