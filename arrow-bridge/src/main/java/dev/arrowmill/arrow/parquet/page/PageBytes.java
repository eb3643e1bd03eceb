package dev.arrowmill.arrow.parquet.page;

import dev.arrowmill.arrow.parquet.meta.Damaged;
import dev.arrowmill.arrow.parquet.meta.PageHeader;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** The bytes of a page as they were read; decompressed when they are first wanted. Thread-safe. */
public final class PageBytes {
  private final PageHeader header;
  private final Buffer block;
  private final int offset;
  private final Codec codec;
  private final BufferPool pool;
  private volatile @Nullable Plain plain;
  private @Nullable Buffer buffer;
  private boolean released;

  /** The decompressed content. */
  record Plain(byte[] bytes, int from, int end) {}

  /**
   * Takes over one hold of the block.
   *
   * @param block where the page's bytes lie, from {@code offset} on, as long as the header says
   */
  public PageBytes(PageHeader header, Buffer block, int offset, Codec codec, BufferPool pool) {
    this.header = header;
    this.block = block;
    this.offset = offset;
    this.codec = codec;
    this.pool = pool;
  }

  PageHeader header() {
    return header;
  }

  /** Bytes held: the page's part of what was read, and what it was decompressed to. */
  synchronized long held() {
    return released ? 0 : header.bytes() + (buffer == null ? 0L : buffer.bytes().length);
  }

  Plain plain() {
    Plain p = plain;
    return p != null ? p : open();
  }

  private synchronized Plain open() {
    Plain p = plain;
    if (p != null) {
      return p;
    }
    if (released) {
      throw new IllegalStateException("a page was read after its batch was closed");
    }
    checkSum();
    codec.checkSize(header.bytes(), header.plainBytes());
    p = codec == Codec.UNCOMPRESSED || !header.compressed() ? inPlace() : decompress();
    plain = p;
    return p;
  }

  private Plain inPlace() {
    if (header.bytes() != header.plainBytes()) {
      throw new Damaged(
          "an uncompressed page of " + header.bytes() + " bytes claims " + header.plainBytes());
    }
    return new Plain(block.bytes(), offset, offset + header.bytes());
  }

  private void checkSum() {
    Integer expected = header.crc();
    if (expected != null) {
      CRC32 crc = new CRC32();
      crc.update(block.bytes(), offset, header.bytes());
      if ((int) crc.getValue() != expected) {
        throw new Damaged("a page's checksum is wrong");
      }
    }
  }

  /** Levels of the second version's pages lie uncompressed before the values. */
  private Plain decompress() {
    int levels = header.isV2() ? header.defBytes() + header.repBytes() : 0;
    int size = header.plainBytes();
    Buffer to = pool.take(size);
    try {
      System.arraycopy(block.bytes(), offset, to.bytes(), 0, levels);
      if (size > levels) {
        codec.decompress(
            new Codec.Piece(block.bytes(), offset + levels, header.bytes() - levels),
            new Codec.Piece(to.bytes(), levels, size - levels));
      }
    } catch (RuntimeException e) {
      to.release();
      throw e;
    }
    buffer = to;
    return new Plain(to.bytes(), 0, size);
  }

  /** Forgets what was decompressed, once nobody reads it. */
  synchronized void dropPlain() {
    plain = null;
    if (buffer != null) {
      buffer.release();
      buffer = null;
    }
  }

  /** Gives the bytes back; not needed once a page or dictionary has taken them over. */
  public synchronized void release() {
    released = true;
    dropPlain();
    block.release();
  }
}
