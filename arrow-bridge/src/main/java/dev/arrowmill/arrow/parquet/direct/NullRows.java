package dev.arrowmill.arrow.parquet.direct;

import dev.arrowmill.arrow.parquet.meta.Leaf;
import dev.arrowmill.arrow.parquet.page.NullReader;
import org.jspecify.annotations.Nullable;

/** Finds the nulls of a run of rows by their definition levels alone. */
final class NullRows {
  private NullRows() {}

  /** Which of {@code rows} rows from {@code first} on are null; null if none is. */
  static boolean @Nullable [] of(PlacedPage[] pages, Leaf.Store store, long first, int rows) {
    if (store.maxDef() == 0) {
      return null;
    }
    boolean[] nulls = null;
    for (PlacedPage p : pages) {
      int skip = (int) Math.max(0, first - p.first());
      int to = (int) Math.max(0, p.first() - first);
      int n = Math.min(p.rows() - skip, rows - to);
      if (!NullReader.allThere(p.page(), store.maxDef(), skip, n)) {
        nulls = nulls == null ? new boolean[rows] : nulls;
        NullReader.read(p.page(), store.maxDef(), skip, n, nulls, to);
      }
    }
    return nulls;
  }
}
