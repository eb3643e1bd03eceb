package dev.arrowmill.arrow.ipc;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import net.jpountz.lz4.LZ4FrameInputStream;
import org.apache.arrow.flatbuf.BodyCompression;
import org.apache.arrow.flatbuf.BodyCompressionMethod;
import org.apache.arrow.flatbuf.CompressionType;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.util.MemoryUtil;
import org.jspecify.annotations.Nullable;

/**
 * Undoes the compression of one buffer of a record batch: eight bytes of plain length, -1 for bytes
 * that are not compressed, then an LZ4 frame or a Zstandard frame. Thread-safe.
 */
enum BufferCodec {
  LZ4(255) {
    @Override
    void require(ArrowBuf from, long at, long count, long length) throws IOException {
      if (length > LIKELY_RATIO * count && count(from, at, count, length) != length) {
        throw new IOException("a frame of another length than " + length);
      }
    }

    @Override
    InputStream stream(byte[] bytes) throws IOException {
      return new LZ4FrameInputStream(new ByteArrayInputStream(bytes));
    }

    @Override
    void decode(ArrowBuf from, long at, long count, ArrowBuf to, long length) throws IOException {
      byte[] bytes = new byte[Math.toIntExact(count)];
      from.getBytes(at, bytes);
      byte[] chunk = new byte[(int) Math.min(CHUNK, length + 1)];
      long done = 0;
      try (InputStream in = stream(bytes)) {
        for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
          if (n > length - done) {
            throw new IOException("more than the " + length + " bytes that were said");
          }
          to.setBytes(done, chunk, 0, n);
          done += n;
        }
      }
      if (done != length) {
        throw new IOException(done + " bytes instead of " + length);
      }
    }
  },
  ZSTD(1 << 16) {
    @Override
    void require(ArrowBuf from, long at, long count, long length) throws IOException {
      byte[] head = new byte[(int) Math.min(ZSTD_HEADER, count)];
      from.getBytes(at, head);
      long said = Zstd.getFrameContentSize(head);
      if (said != length && (said > 0 || count(from, at, count, length) != length)) {
        throw new IOException("a frame of " + said + " bytes instead of " + length);
      }
    }

    @Override
    InputStream stream(byte[] bytes) throws IOException {
      return new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(bytes));
    }

    @Override
    void decode(ArrowBuf from, long at, long count, ArrowBuf to, long length) throws IOException {
      long n = Zstd.decompressUnsafe(to.memoryAddress(), length, from.memoryAddress() + at, count);
      if (Zstd.isError(n) || n != length) {
        throw new IOException(
            Zstd.isError(n) ? Zstd.getErrorName(n) : n + " bytes instead of " + length);
      }
    }
  };

  private static final int CHUNK = 1 << 18;
  private static final long LIKELY_RATIO = 8;
  private static final int ZSTD_HEADER = 18;
  private static final int PREFIX = 8;

  private final long mostRatio;

  BufferCodec(long mostRatio) {
    this.mostRatio = mostRatio;
  }

  /** The codec that a record batch names, null for none. */
  static @Nullable BufferCodec of(@Nullable BodyCompression compression) {
    if (compression == null) {
      return null;
    }
    if (compression.method() != BodyCompressionMethod.BUFFER) {
      throw new IllegalArgumentException("compression method " + compression.method());
    }
    return switch (compression.codec()) {
      case CompressionType.LZ4_FRAME -> LZ4;
      case CompressionType.ZSTD -> ZSTD;
      default -> throw new IllegalArgumentException("compression codec " + compression.codec());
    };
  }

  /**
   * The plain bytes in memory of their own, or a part of the same memory where they are plain
   * already.
   *
   * @throws IOException if the bytes are damaged
   */
  ArrowBuf plain(ArrowBuf from, BufferAllocator allocator) throws IOException {
    long count = from.capacity() - PREFIX;
    if (count < 0) {
      throw new IOException("a compressed buffer of " + from.capacity() + " bytes");
    }
    long length = MemoryUtil.getLong(from.memoryAddress());
    if (length == -1) {
      from.getReferenceManager().retain();
      return from.slice(PREFIX, count);
    }
    if (length < 0 || length > mostRatio * count) {
      throw new IOException(count + " compressed bytes are said to hold " + length);
    }
    require(from, PREFIX, count, length);
    ArrowBuf to = allocator.buffer(length);
    try {
      decode(from, PREFIX, count, to, length);
      return to.slice(0, length);
    } catch (IOException | RuntimeException e) {
      to.close();
      throw e;
    }
  }

  abstract InputStream stream(byte[] bytes) throws IOException;

  /** The true length of a frame, counted up to a little more than expected. */
  final long count(ArrowBuf from, long at, long count, long length) throws IOException {
    byte[] bytes = new byte[Math.toIntExact(count)];
    from.getBytes(at, bytes);
    byte[] chunk = new byte[CHUNK];
    long sum = 0;
    try (InputStream in = stream(bytes)) {
      for (int n = in.read(chunk); n >= 0 && sum <= length; n = in.read(chunk)) {
        sum += n;
      }
    }
    return sum;
  }

  /** Compares the claimed length with the compressed bytes before memory is asked for it. */
  void require(ArrowBuf from, long at, long count, long length) throws IOException {}

  abstract void decode(ArrowBuf from, long at, long count, ArrowBuf to, long length)
      throws IOException;
}
