package dev.arrowmill.arrow.parquet.page;

import dev.arrowmill.arrow.parquet.meta.Damaged;
import dev.arrowmill.arrow.parquet.meta.Leaf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where the lists of some rows begin and end, from the levels of their pages; then their elements.
 * A list may go on in the next page. Not thread-safe.
 */
public final class ListShape {
  private final Leaf.Store store;
  private final int rows;
  private final int[] starts;
  private final int[] ends;
  private final boolean[] nulls;
  private final int[] deep = new int[Values.RUN];
  private long row;
  private int elements;

  /** For {@code rows} rows whose first one begins {@code before} rows into the first page. */
  public ListShape(Leaf.Store store, int rows, long before) {
    this.store = store;
    this.rows = rows;
    this.starts = new int[rows];
    this.ends = new int[rows];
    this.nulls = new boolean[rows];
    this.row = -1 - before;
  }

  /**
   * How many rows begin in a page.
   *
   * @param first whether it is the first page of its column, with which a list must begin
   */
  public static int rowsOf(Page page, boolean first) {
    HybridReader rep = page.repetitions();
    int[] levels = new int[Math.min(Values.RUN, page.values())];
    int count = 0;
    for (int done = 0; done < page.values(); done += Values.RUN) {
      int n = Math.min(Values.RUN, page.values() - done);
      rep.read(levels, 0, n);
      if (first && done == 0 && levels[0] != 0) {
        throw new Damaged("its first list has no beginning");
      }
      for (int i = 0; i < n; i++) {
        count += levels[i] == 0 ? 1 : 0;
      }
    }
    return count;
  }

  /** Counts the lists and elements of the next page. */
  public void measure(Page page) {
    forEachRun(page, n -> {});
  }

  private interface Run {
    void accept(int count);
  }

  /** Gives every entry of a page its slot among the elements. */
  private void forEachRun(Page page, Run run) {
    Scratch s = Scratch.get();
    HybridReader rep = page.repetitions();
    HybridReader def = page.definitions();
    for (int done = 0; done < page.values(); done += Values.RUN) {
      int n = Math.min(Values.RUN, page.values() - done);
      rep.read(s.repetitions, 0, n);
      levels(def, n);
      for (int i = 0; i < n; i++) {
        s.slots[i] = entry(s.repetitions[i], deep[i]);
      }
      run.accept(n);
    }
  }

  private void levels(@Nullable HybridReader def, int n) {
    if (def == null) {
      Arrays.fill(deep, 0, n, store.maxDef());
    } else {
      def.read(deep, 0, n);
    }
  }

  private int entry(int rep, int def) {
    if (rep == 0) {
      row++;
      if (row >= 0 && row < rows) {
        nulls[(int) row] = def < store.listDef();
        starts[(int) row] = elements;
        ends[(int) row] = elements;
      }
    }
    if (def <= store.listDef() || row < 0 || row >= rows) {
      return -1;
    }
    if (elements == Integer.MAX_VALUE) {
      throw new Damaged("more than " + elements + " list elements in one batch");
    }
    ends[(int) row] = elements + 1;
    return elements++;
  }

  /** After all pages were measured: the number of elements. */
  public int elements() {
    if (row < rows - 1) {
      throw new Damaged("lists of " + (row + 1) + " rows where " + rows + " are wanted");
    }
    return elements;
  }

  /** Goes back to the beginning, to read what was measured. */
  public void rewind(long before) {
    row = -1 - before;
    elements = 0;
  }

  /**
   * Reads the elements of the next page.
   *
   * @param absent is told the slots of elements that are null
   */
  public void read(Page page, Sink to, boolean[] absent) {
    PageCursor cursor = page.cursor(0);
    Scratch s = Scratch.get();
    forEachRun(
        page,
        n -> {
          for (int i = 0; i < n; i++) {
            if (s.slots[i] >= 0 && deep[i] < store.maxDef()) {
              absent[s.slots[i]] = true;
            }
          }
          cursor.run(n, s, to);
        });
  }

  public int[] starts() {
    return starts;
  }

  public int[] ends() {
    return ends;
  }

  /** Which rows have no list. */
  public boolean[] nulls() {
    return nulls;
  }
}
