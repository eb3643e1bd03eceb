package dev.arrowmill.arrow.parquet.meta;

import java.util.ArrayList;
import java.util.List;

/**
 * What the footer says of one column chunk; nothing is checked before {@link #check}.
 *
 * <p>Not thread-safe while it is read, then immutable.
 */
public final class ChunkMeta {
  private int type = -1;
  private int codec;
  private long values = -1;
  private long bytes = -1;
  private long plainBytes;
  private long dataOffset = -1;
  private long dictionaryOffset = -1;
  private boolean external;
  private boolean encrypted;
  private boolean described;
  private final List<String> path = new ArrayList<>();
  private Stats stats = Stats.NONE;
  private long columnIndexOffset;
  private int columnIndexLength;
  private long offsetIndexOffset;
  private int offsetIndexLength;

  static ChunkMeta read(ThriftReader in) {
    ChunkMeta c = new ChunkMeta();
    in.struct(id -> c.chunk(in, id));
    return c;
  }

  private void chunk(ThriftReader in, int id) {
    switch (id) {
      case 1 -> external = !in.string().isEmpty();
      case 3 -> in.struct(f -> metadata(in, f));
      case 4 -> offsetIndexOffset = in.i64();
      case 5 -> offsetIndexLength = in.i32();
      case 6 -> columnIndexOffset = in.i64();
      case 7 -> columnIndexLength = in.i32();
      case 8 -> {
        encrypted = true;
        in.skip();
      }
      default -> in.skip();
    }
  }

  private void metadata(ThriftReader in, int id) {
    described = true;
    switch (id) {
      case 1 -> type = in.i32();
      case 3 -> in.list(() -> path.add(in.string()));
      case 4 -> codec = in.i32();
      case 5 -> values = in.i64();
      case 6 -> plainBytes = in.i64();
      case 7 -> bytes = in.i64();
      case 9 -> dataOffset = in.i64();
      case 11 -> dictionaryOffset = in.i64();
      case 12 -> stats = Stats.read(in);
      default -> in.skip();
    }
  }

  /** The compression's number; {@link #codecName} says what it is. */
  public int codec() {
    return codec;
  }

  /** Number of values, nulls included. */
  public long values() {
    return values;
  }

  /** Size of all pages and their headers in the file. */
  public long bytes() {
    return bytes;
  }

  /** Size of all pages uncompressed, as the footer claims. */
  public long plainBytes() {
    return plainBytes;
  }

  /** Where the first page's header is. */
  public long start() {
    // Some writers put 0, or an offset behind the data, where there is no dictionary.
    return dictionaryOffset > 0 && dictionaryOffset < dataOffset ? dictionaryOffset : dataOffset;
  }

  public Stats stats() {
    return stats;
  }

  /** Where the page index of the chunk is; a length of 0 means that there is none. */
  Range columnIndex() {
    return new Range(columnIndexOffset, columnIndexLength);
  }

  Range offsetIndex() {
    return new Range(offsetIndexOffset, offsetIndexLength);
  }

  /** Some bytes of the file. */
  record Range(long offset, int length) {}

  /**
   * Holds the chunk against the schema and the file.
   *
   * @param rows rows of the row group
   * @param end where the pages of the file must end
   */
  public void check(Leaf leaf, Leaf.Store store, long rows, long end) {
    require(!external, "is in another file");
    require(!encrypted, "is encrypted");
    require(described, "has no metadata");
    require(
        type == store.physical().ordinal(),
        "holds " + Physical.nameOf(type) + ", the schema says " + store.physical());
    String name = path.isEmpty() ? leaf.name() : path.get(0);
    require(
        leaf.name().equals(name) || leaf.name().startsWith(name + "."),
        "is described as column " + name);
    require(values >= 0, "has " + values + " values");
    require(
        store.maxRep() > 0 || values == rows,
        "has " + values + " values in a row group of " + rows + " rows");
    require(
        bytes >= 0 && start() >= 4 && start() <= end - bytes,
        "lies at bytes " + start() + " to " + start() + " + " + bytes + " of " + end);
    require(plainBytes >= 0, "has " + plainBytes + " bytes");
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new Damaged("the column chunk " + problem);
    }
  }
}
