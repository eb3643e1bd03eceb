package dev.arrowmill.arrow.parquet.meta;

import dev.arrowmill.arrow.file.RangeReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The page index of a column chunk: bounds of each page, and where each begins. */
public final class PageIndex {
  private static final int MOST_BYTES = 64 << 20;

  private PageIndex() {}

  /**
   * Where pages begin.
   *
   * @param offsets in the file
   * @param rows first rows within the row group
   */
  public record Offsets(List<Long> offsets, List<Long> rows) {
    public static final Offsets NONE = new Offsets(List.of(), List.of());

    public int pages() {
      return offsets.size();
    }

    public long offset(int page) {
      return offsets.get(page);
    }

    public long firstRow(int page) {
      return rows.get(page);
    }

    /** The page that holds a row, -1 without an index. */
    public int pageOf(long row) {
      int low = 0;
      int high = pages() - 1;
      while (low < high) {
        int middle = (low + high + 1) >>> 1;
        if (rows.get(middle) <= row) {
          low = middle;
        } else {
          high = middle - 1;
        }
      }
      return high;
    }
  }

  /** Bounds of each page; {@code allNull} where a page has none. */
  public record Bounds(
      List<Boolean> allNull, List<byte[]> mins, List<byte[]> maxs, List<Long> nulls) {
    /** The bounds of one page. */
    public Stats page(int i) {
      return new Stats(mins.get(i), maxs.get(i), nulls.isEmpty() ? -1 : nulls.get(i), false);
    }
  }

  /**
   * Reads where pages begin; {@link Offsets#NONE} where the file does not say.
   *
   * @param end where the footer begins
   */
  public static Offsets offsets(RangeReader in, ChunkMeta chunk, long rows, long end)
      throws IOException {
    ChunkMeta.Range range = chunk.offsetIndex();
    if (range.length() == 0) {
      return Offsets.NONE;
    }
    List<Long> offsets = new ArrayList<>();
    List<Long> firstRows = new ArrayList<>();
    ThriftReader t = open(in, range, end);
    t.struct(
        id -> {
          if (id == 1) {
            t.list(() -> location(t, offsets, firstRows));
          } else {
            t.skip();
          }
        });
    check(chunk, rows, offsets, firstRows);
    return new Offsets(offsets, firstRows);
  }

  private static void location(ThriftReader t, List<Long> offsets, List<Long> firstRows) {
    long[] found = {-1, -1};
    t.struct(
        id -> {
          switch (id) {
            case 1 -> found[0] = t.i64();
            case 3 -> found[1] = t.i64();
            default -> t.skip();
          }
        });
    offsets.add(found[0]);
    firstRows.add(found[1]);
  }

  private static void check(ChunkMeta chunk, long rows, List<Long> offsets, List<Long> firstRows) {
    long at = chunk.start() - 1;
    long row = -1;
    for (int i = 0; i < offsets.size(); i++) {
      boolean ascends = offsets.get(i) > at && firstRows.get(i) >= Math.max(row, 0);
      if (!ascends
          || offsets.get(i) >= chunk.start() + chunk.bytes()
          || firstRows.get(i) > rows
          || (i == 0 && firstRows.get(i) != 0)) {
        throw new Damaged(
            "a page index whose page "
                + i
                + " begins at byte "
                + offsets.get(i)
                + " with row "
                + firstRows.get(i));
      }
      at = offsets.get(i);
      row = firstRows.get(i);
    }
  }

  /** Reads bounds of pages; empty lists where the file has none. */
  public static Bounds bounds(RangeReader in, ChunkMeta chunk, long end) throws IOException {
    Bounds b =
        new Bounds(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    ChunkMeta.Range range = chunk.columnIndex();
    if (range.length() == 0) {
      return b;
    }
    ThriftReader t = open(in, range, end);
    t.struct(
        id -> {
          switch (id) {
            case 1 -> t.list(() -> b.allNull().add(t.boolElement()));
            case 2 -> t.list(() -> b.mins().add(t.binary()));
            case 3 -> t.list(() -> b.maxs().add(t.binary()));
            case 5 -> t.list(() -> b.nulls().add(t.i64()));
            default -> t.skip();
          }
        });
    int n = b.allNull().size();
    if (b.mins().size() != n
        || b.maxs().size() != n
        || (!b.nulls().isEmpty() && b.nulls().size() != n)) {
      throw new Damaged("a page index of unequal lists");
    }
    return b;
  }

  private static ThriftReader open(RangeReader in, ChunkMeta.Range range, long end)
      throws IOException {
    if (range.length() < 0
        || range.length() > MOST_BYTES
        || range.offset() < 4
        || range.offset() > end - range.length()) {
      throw new Damaged(
          "a page index of " + range.length() + " bytes at byte " + range.offset() + " of " + end);
    }
    byte[] bytes = in.read(range.offset(), range.length());
    return new ThriftReader(bytes, 0, bytes.length);
  }
}
