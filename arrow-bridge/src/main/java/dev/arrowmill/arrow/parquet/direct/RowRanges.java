package dev.arrowmill.arrow.parquet.direct;

import dev.arrowmill.arrow.ColumnRange;
import dev.arrowmill.arrow.file.RangeReader;
import dev.arrowmill.arrow.parquet.meta.ChunkMeta;
import dev.arrowmill.arrow.parquet.meta.FileMeta;
import dev.arrowmill.arrow.parquet.meta.GroupMeta;
import dev.arrowmill.arrow.parquet.meta.Leaf;
import dev.arrowmill.arrow.parquet.meta.PageIndex;
import dev.arrowmill.arrow.parquet.meta.StatsFilter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which rows of a row group may match, by the bounds of its chunks and pages. */
final class RowRanges {
  private RowRanges() {}

  /** Rows {@code from} to {@code to}. */
  record Range(long from, long to) {}

  /** Ascending ranges of rows from {@code firstRow} on, that may match all of the wanted ranges. */
  static List<Range> of(
      FileMeta meta, GroupMeta group, long firstRow, List<ColumnRange> where, RangeReader in)
      throws IOException {
    List<Range> rows =
        firstRow < group.rows() ? List.of(new Range(firstRow, group.rows())) : List.of();
    for (ColumnRange wanted : where) {
      Leaf.Store store = store(meta, wanted.column());
      if (store != null && !rows.isEmpty()) {
        ChunkMeta chunk = group.chunks().get(store.index());
        boolean known = store.index() < meta.orders().size() && meta.orders().get(store.index());
        StatsFilter filter = new StatsFilter(wanted, store, known);
        rows =
            filter.mayMatch(chunk.stats(), group.rows())
                ? intersect(rows, pages(filter, chunk, group.rows(), in, meta.end()))
                : List.of();
      }
    }
    return rows;
  }

  private static Leaf.@Nullable Store store(FileMeta meta, String column) {
    for (Leaf leaf : meta.leaves()) {
      Leaf.Store s = leaf.store();
      if (leaf.name().equals(column) && s != null && s.maxRep() == 0) {
        return s;
      }
    }
    return null;
  }

  private static List<Range> pages(
      StatsFilter filter, ChunkMeta chunk, long rows, RangeReader in, long end) throws IOException {
    PageIndex.Offsets offsets = PageIndex.offsets(in, chunk, rows, end);
    PageIndex.Bounds bounds = PageIndex.bounds(in, chunk, end);
    int n = offsets.pages();
    if (n == 0 || bounds.allNull().size() != n) {
      return List.of(new Range(0, rows));
    }
    List<Range> out = new ArrayList<>();
    for (int p = 0; p < n; p++) {
      long from = offsets.firstRow(p);
      long to = p + 1 < n ? offsets.firstRow(p + 1) : rows;
      if (to > from && !bounds.allNull().get(p) && filter.mayMatch(bounds.page(p), to - from)) {
        add(out, from, to);
      }
    }
    return out;
  }

  private static void add(List<Range> out, long from, long to) {
    int last = out.size() - 1;
    if (last >= 0 && out.get(last).to() == from) {
      out.set(last, new Range(out.get(last).from(), to));
    } else {
      out.add(new Range(from, to));
    }
  }

  private static List<Range> intersect(List<Range> a, List<Range> b) {
    List<Range> out = new ArrayList<>();
    for (Range x : a) {
      for (Range y : b) {
        long from = Math.max(x.from(), y.from());
        long to = Math.min(x.to(), y.to());
        if (from < to) {
          add(out, from, to);
        }
      }
    }
    return out;
  }
}
