package dev.arrowmill.arrow.parquet.page;

import dev.arrowmill.arrow.parquet.meta.Damaged;
import dev.arrowmill.arrow.parquet.meta.Lane;
import dev.arrowmill.arrow.parquet.meta.Leaf;
import org.jspecify.annotations.Nullable;

/** A place in a page, between two values. Not thread-safe. */
public final class PageCursor {
  private final Leaf.Store store;
  private final @Nullable HybridReader def;
  private final @Nullable Dictionary dictionary;
  private final @Nullable HybridReader ids;
  private final @Nullable Values values;
  private int position;

  /** Either a dictionary and ids, or values. */
  PageCursor(
      Leaf.Store store,
      @Nullable HybridReader def,
      @Nullable Dictionary dictionary,
      @Nullable HybridReader ids,
      @Nullable Values values) {
    this.store = store;
    this.def = def;
    this.dictionary = dictionary;
    this.ids = ids;
    this.values = values;
  }

  /** How many values of the page lie before. */
  public int position() {
    return position;
  }

  void skip(int count) {
    if (count == 0) {
      return;
    }
    Scratch s = Scratch.get();
    for (int done = 0; done < count; done += Values.RUN) {
      int n = Math.min(Values.RUN, count - done);
      int present = present(n, s);
      if (ids != null) {
        ids.skip(present);
      } else if (values != null) {
        values.skip(present);
      }
      position += n;
    }
  }

  /** Reads levels; returns how many of the next values are there. */
  private int present(int n, Scratch s) {
    if (def == null) {
      return n;
    }
    if (def.run() >= n) {
      boolean all = def.runValue() == store.maxDef();
      def.skip(n);
      return all ? n : 0;
    }
    def.read(s.levels, 0, n);
    int present = 0;
    for (int i = 0; i < n; i++) {
      present += s.levels[i] == store.maxDef() ? 1 : 0;
    }
    return present;
  }

  /**
   * Reads values into the rows of one column of a matrix.
   *
   * @param count how many
   * @param places the row of each, -1 to leave it out; null for one after the other
   * @param at where in {@code places} the first one's row is; without places, the first row
   * @param width values per row
   * @param column the column's number
   */
  public void read(int count, int @Nullable [] places, int at, int width, int column, Sink to) {
    if (places == null && strided(count, at * width + column, width, to)) {
      return;
    }
    Scratch s = Scratch.get();
    for (int done = 0; done < count; done += Values.RUN) {
      int n = Math.min(Values.RUN, count - done);
      slots(s.slots, n, places, at + done, width, column);
      run(n, s, to);
    }
  }

  /** The short way for dictionary ids without nulls among them. */
  private boolean strided(int count, int at, int stride, Sink to) {
    if (ids == null || dictionary == null || count == 0) {
      return false;
    }
    if (def != null && (def.run() < count || def.runValue() != store.maxDef())) {
      return false;
    }
    try {
      if (!to.takesStrided(at + (long) (count - 1) * stride)
          || !to.strided(dictionary, ids, at, stride, count)) {
        return false;
      }
    } catch (ArrayIndexOutOfBoundsException e) {
      throw new Damaged("an entry outside a dictionary of " + dictionary.size());
    }
    if (def != null) {
      def.skip(count);
    }
    position += count;
    return true;
  }

  private static void slots(
      int[] slots, int n, int @Nullable [] places, int at, int width, int column) {
    if (places == null) {
      for (int i = 0; i < n; i++) {
        slots[i] = (at + i) * width + column;
      }
    } else {
      // A negative place gives a negative slot, as the column is less than the width.
      for (int i = 0; i < n; i++) {
        slots[i] = places[at + i] * width + column;
      }
    }
  }

  /** Reads values to the slots of the scratch. */
  void run(int n, Scratch s, Sink to) {
    int present = present(n, s);
    if (present == 0) {
      to.nulls(s.slots, n);
    } else if (present < n) {
      s.split(n, store.maxDef());
      to.nulls(s.nullSlots, n - present);
    }
    position += n;
    if (present > 0) {
      values(present, s, to);
    }
  }

  private void values(int n, Scratch s, Sink to) {
    if (ids == null || dictionary == null) {
      if (values != null) {
        lane(values, store.kind().lane(), n, s, to);
      }
      return;
    }
    ids.read(s.ints, 0, n);
    try {
      to.ids(dictionary, s.ints, s.slots, n);
    } catch (ArrayIndexOutOfBoundsException e) {
      dictionary.check(s.ints, n);
      throw e;
    }
  }

  private static void lane(Values values, Lane lane, int n, Scratch s, Sink to) {
    switch (lane) {
      case INT -> {
        values.ints(s.ints, n);
        to.ints(s.ints, s.slots, n);
      }
      case LONG -> {
        values.longs(s.longs, n);
        to.longs(s.longs, s.slots, n);
      }
      case FLOAT -> {
        values.floats(s.floats, n);
        to.floats(s.floats, s.slots, n);
      }
      case DOUBLE -> {
        values.doubles(s.doubles, n);
        to.doubles(s.doubles, s.slots, n);
      }
      case TEXT -> {
        values.slices(s.slices, n);
        to.slices(s.slices, s.slots, n);
      }
    }
  }

  /** Reads values without nulls one after the other, from slot 0 on. */
  static void all(Values values, Lane lane, int count, Sink to) {
    // Not the thread's: a dictionary is decoded in the middle of a run.
    Scratch s = new Scratch();
    for (int done = 0; done < count; done += Values.RUN) {
      int n = Math.min(Values.RUN, count - done);
      slots(s.slots, n, null, done, 1, 0);
      lane(values, lane, n, s, to);
    }
  }
}
