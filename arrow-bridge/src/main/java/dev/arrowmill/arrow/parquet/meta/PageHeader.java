package dev.arrowmill.arrow.parquet.meta;

import org.jspecify.annotations.Nullable;

/** The header of one page. Not thread-safe while it is read, then immutable. */
public final class PageHeader {
  private static final int DATA = 0;
  private static final int DICTIONARY = 2;
  private static final int DATA_V2 = 3;

  private int kind = -1;
  private int plainBytes = -1;
  private int bytes = -1;
  private @Nullable Integer crc;
  private int values = -1;
  private int rows = -1;
  private int encoding = -1;
  private int defEncoding = -1;
  private int repEncoding = -1;
  private int defBytes;
  private int repBytes;
  private boolean compressed = true;
  private int size;

  private PageHeader() {}

  /**
   * Parses the header at {@code from}.
   *
   * @return null if it does not end before {@code end}
   */
  public static @Nullable PageHeader parse(byte[] bytes, int from, int end) {
    ThriftReader in = new ThriftReader(bytes, from, end);
    PageHeader h = new PageHeader();
    try {
      in.struct(id -> h.field(in, id));
    } catch (Damaged e) {
      if (e.isEarly()) {
        return null;
      }
      throw e;
    }
    h.size = in.position() - from;
    h.check();
    return h;
  }

  private void field(ThriftReader in, int id) {
    switch (id) {
      case 1 -> kind = in.i32();
      case 2 -> plainBytes = in.i32();
      case 3 -> bytes = in.i32();
      case 4 -> crc = in.i32();
      case 5 -> in.struct(f -> data(in, f));
      case 7 -> in.struct(f -> dictionary(in, f));
      case 8 -> in.struct(f -> dataV2(in, f));
      default -> in.skip();
    }
  }

  private void data(ThriftReader in, int id) {
    switch (id) {
      case 1 -> values = in.i32();
      case 2 -> encoding = in.i32();
      case 3 -> defEncoding = in.i32();
      case 4 -> repEncoding = in.i32();
      default -> in.skip();
    }
  }

  private void dictionary(ThriftReader in, int id) {
    switch (id) {
      case 1 -> values = in.i32();
      case 2 -> encoding = in.i32();
      default -> in.skip();
    }
  }

  private void dataV2(ThriftReader in, int id) {
    switch (id) {
      case 1 -> values = in.i32();
      case 3 -> rows = in.i32();
      case 4 -> encoding = in.i32();
      case 5 -> defBytes = in.i32();
      case 6 -> repBytes = in.i32();
      case 7 -> compressed = in.bool();
      default -> in.skip();
    }
  }

  private void check() {
    if (plainBytes < 0 || bytes < 0) {
      throw new Damaged("a page of " + bytes + " bytes, uncompressed " + plainBytes);
    }
    boolean known = kind == DATA || kind == DATA_V2 || kind == DICTIONARY;
    if (known && values < 0) {
      throw new Damaged("a page of " + values + " values");
    }
    if (kind == DATA_V2) {
      long levels = (long) defBytes + repBytes;
      if (defBytes < 0 || repBytes < 0 || levels > bytes || levels > plainBytes) {
        throw new Damaged("levels of " + levels + " bytes in a page of " + bytes);
      }
    }
  }

  /** Size of the header itself. */
  public int size() {
    return size;
  }

  public boolean isDictionary() {
    return kind == DICTIONARY;
  }

  /** Whether the page holds rows; others than these and dictionaries are passed over. */
  public boolean isData() {
    return kind == DATA || kind == DATA_V2;
  }

  public boolean isV2() {
    return kind == DATA_V2;
  }

  /** Size of what follows the header in the file. */
  public int bytes() {
    return bytes;
  }

  /** Size once decompressed. */
  public int plainBytes() {
    return plainBytes;
  }

  /** Checksum of what follows the header, null where there is none. */
  public @Nullable Integer crc() {
    return crc;
  }

  /** Number of values, nulls included. */
  public int values() {
    return values;
  }

  /** Number of rows that begin in the page, -1 where the header does not say. */
  public int rows() {
    return rows;
  }

  public Encoding encoding() {
    return Encoding.of(encoding);
  }

  public Encoding defEncoding() {
    return Encoding.of(defEncoding);
  }

  public Encoding repEncoding() {
    return Encoding.of(repEncoding);
  }

  public int defBytes() {
    return defBytes;
  }

  public int repBytes() {
    return repBytes;
  }

  /** Whether the values are compressed, if the column is. */
  public boolean compressed() {
    return compressed;
  }
}
