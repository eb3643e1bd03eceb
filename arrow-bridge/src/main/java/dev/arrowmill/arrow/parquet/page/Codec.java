package dev.arrowmill.arrow.parquet.page;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import dev.arrowmill.arrow.parquet.meta.Damaged;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import org.xerial.snappy.Snappy;

/**
 * Decompresses pages, whose sizes are known. Every claimed size is held against what the
 * compression can do, so that a lie costs no memory. Thread-safe.
 */
public enum Codec {
  UNCOMPRESSED(1),
  SNAPPY(24),
  GZIP(1_100),
  LZO(0),
  BROTLI(0),
  LZ4(260),
  ZSTD(50_000),
  LZ4_RAW(260);

  private static final int FREE = 4_096;

  /** The most bytes that one compressed byte can become. */
  private final int ratio;

  Codec(int ratio) {
    this.ratio = ratio;
  }

  /** The codec of a number of the footer, if it can be read. */
  public static Codec of(int number) {
    if (number < 0 || number >= values().length) {
      throw new Damaged("unknown compression " + number);
    }
    Codec c = values()[number];
    if (c.ratio == 0) {
      throw new Damaged("compression " + c + " is not read here");
    }
    return c;
  }

  /** Holds a claimed size against the compressed one. */
  public void checkSize(int compressed, int plain) {
    boolean possible =
        this == UNCOMPRESSED ? compressed == plain : plain <= FREE + (long) ratio * compressed;
    if (!possible) {
      throw new Damaged(
          "a page of " + compressed + " bytes, " + this + ", claims " + plain + " bytes");
    }
  }

  /** A piece of an array. */
  record Piece(byte[] bytes, int offset, int size) {}

  void decompress(Piece from, Piece to) {
    try {
      int n =
          switch (this) {
            case SNAPPY -> snappy(from, to);
            case GZIP -> gzip(from, to);
            case ZSTD -> zstd(from, to);
            case LZ4_RAW -> lz4(from, to);
            case LZ4 -> hadoopLz4(from, to);
            default -> throw new IllegalStateException(this + " needs no decompression");
          };
      if (n != to.size()) {
        throw new Damaged(this + " gives " + n + " bytes, the page claims " + to.size());
      }
    } catch (IOException | LZ4Exception | ZstdException | IndexOutOfBoundsException e) {
      throw new Damaged(this + " cannot be decompressed (" + e.getMessage() + ")");
    }
  }

  /** Snappy writes as much as its own header says: that is checked first. */
  private static int snappy(Piece from, Piece to) throws IOException {
    int size = Snappy.uncompressedLength(from.bytes(), from.offset(), from.size());
    if (size != to.size()) {
      throw new Damaged("SNAPPY claims " + size + " bytes, the page " + to.size());
    }
    return Snappy.uncompress(from.bytes(), from.offset(), from.size(), to.bytes(), to.offset());
  }

  /** May be several members one after the other. */
  private static int gzip(Piece from, Piece to) throws IOException {
    var source = new ByteArrayInputStream(from.bytes(), from.offset(), from.size());
    try (GZIPInputStream in = new GZIPInputStream(source, 1 << 14)) {
      int n = in.readNBytes(to.bytes(), to.offset(), to.size());
      return in.read() < 0 ? n : n + 1;
    }
  }

  private static int zstd(Piece from, Piece to) {
    long n =
        Zstd.decompressByteArray(
            to.bytes(), to.offset(), to.size(), from.bytes(), from.offset(), from.size());
    if (Zstd.isError(n)) {
      throw new Damaged("ZSTD cannot be decompressed (" + Zstd.getErrorName(n) + ")");
    }
    return (int) n;
  }

  private static int lz4(Piece from, Piece to) {
    return Lz4.decompress(from.bytes(), from.offset(), from.size(), to);
  }

  /** Hadoop's frames of two big-endian sizes and a block; old writers put a bare block. */
  private static int hadoopLz4(Piece from, Piece to) {
    int n = framedLz4(from, to);
    return n >= 0 ? n : lz4(from, to);
  }

  private static int framedLz4(Piece from, Piece to) {
    int at = from.offset();
    int end = at + from.size();
    int done = 0;
    while (at < end) {
      int plain = end - at < 8 ? -1 : bigEndian(from.bytes(), at);
      int size = plain < 0 ? -1 : bigEndian(from.bytes(), at + 4);
      at += 8;
      if (size < 0 || size > end - at || plain > to.size() - done) {
        return -1;
      }
      Piece part = new Piece(to.bytes(), to.offset() + done, plain);
      try {
        if (Lz4.decompress(from.bytes(), at, size, part) != plain) {
          return -1;
        }
      } catch (LZ4Exception e) {
        return -1;
      }
      at += size;
      done += plain;
    }
    return done;
  }

  private static int bigEndian(byte[] b, int at) {
    return b[at] << 24 | (b[at + 1] & 0xff) << 16 | (b[at + 2] & 0xff) << 8 | (b[at + 3] & 0xff);
  }

  private static final class Lz4 {
    private static final LZ4Factory FACTORY = LZ4Factory.fastestInstance();

    static int decompress(byte[] from, int offset, int size, Piece to) {
      return FACTORY
          .safeDecompressor()
          .decompress(from, offset, size, to.bytes(), to.offset(), to.size());
    }
  }
}
