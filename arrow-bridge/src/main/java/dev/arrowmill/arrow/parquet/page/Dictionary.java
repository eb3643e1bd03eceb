package dev.arrowmill.arrow.parquet.page;

import dev.arrowmill.arrow.HeapLease;
import dev.arrowmill.arrow.parquet.meta.Damaged;
import dev.arrowmill.arrow.parquet.meta.Encoding;
import dev.arrowmill.arrow.parquet.meta.Lane;
import dev.arrowmill.arrow.parquet.meta.Leaf;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * The dictionary of a column chunk, decoded when it is first asked for, once for each type of
 * target. Thread-safe.
 */
public final class Dictionary extends Shared {
  private final PageBytes page;
  private final Leaf.Store store;
  private final BufferPool pool;
  private final List<HeapLease> leases = new ArrayList<>();
  private volatile @Nullable Object own;
  private volatile float @Nullable [] floats;
  private volatile double @Nullable [] doubles;
  private volatile long @Nullable [] longs;
  private volatile int @Nullable [] ints;
  private volatile @Nullable Texts texts;

  public Dictionary(PageBytes page, Leaf.Store store, BufferPool pool) {
    this.page = page;
    this.store = store;
    this.pool = pool;
    Encoding e = page.header().encoding();
    if (e != Encoding.PLAIN && e != Encoding.PLAIN_DICTIONARY) {
      throw new Damaged("a dictionary in encoding " + e);
    }
  }

  /** Number of entries. */
  public int size() {
    return page.header().values();
  }

  /** Ids outside the dictionary are damage. */
  void check(int[] ids, int count) {
    int size = size();
    for (int i = 0; i < count; i++) {
      if (ids[i] < 0 || ids[i] >= size) {
        throw new Damaged(
            "dictionary entry " + (ids[i] & 0xffffffffL) + " of a dictionary of " + size);
      }
    }
  }

  /** The entries in their lane: int[], long[], float[], double[] or {@link TextSink}. */
  private Object own() {
    Object o = own;
    return o != null ? o : decode();
  }

  private synchronized Object decode() {
    Object o = own;
    if (o != null) {
      return o;
    }
    PageBytes.Plain plain = page.plain();
    int n = size();
    if (n > (plain.end() - plain.from()) * 8L) {
      throw new Damaged("a dictionary of " + n + " entries in " + page.header().plainBytes());
    }
    Values values = Decoders.of(store, Encoding.PLAIN, plain.bytes(), plain.from(), plain.end(), n);
    o = store.kind().lane() == Lane.TEXT ? texts(values, n) : numbers(values, n);
    own = o;
    page.dropPlain();
    return o;
  }

  private Object numbers(Values values, int n) {
    LaneArray target = LaneArray.of(store.kind().lane(), n);
    leases.add(pool.lease(target.bytes()));
    PageCursor.all(values, store.kind().lane(), n, target.sink());
    return target.array();
  }

  private Object texts(Values values, int n) {
    TextSink sink = new TextSink(n);
    PageCursor.all(values, Lane.TEXT, n, sink);
    leases.add(pool.lease(sink.size()));
    return sink;
  }

  /** The number of entries, once room for them is counted. */
  private int counted(int bytesEach) {
    leases.add(pool.lease((long) bytesEach * size()));
    return size();
  }

  float[] floats() {
    float[] f = floats;
    return f != null ? f : makeFloats();
  }

  private synchronized float[] makeFloats() {
    Object o = own();
    float[] f = o instanceof float[] same ? same : new float[counted(4)];
    if (o instanceof int[] v) {
      for (int i = 0; i < f.length; i++) {
        f[i] = v[i];
      }
    } else if (o instanceof long[] v) {
      for (int i = 0; i < f.length; i++) {
        f[i] = (float) (double) v[i];
      }
    } else if (o instanceof double[] v) {
      for (int i = 0; i < f.length; i++) {
        f[i] = (float) v[i];
      }
    }
    floats = f;
    return f;
  }

  double[] doubles() {
    double[] d = doubles;
    return d != null ? d : makeDoubles();
  }

  private synchronized double[] makeDoubles() {
    Object o = own();
    double[] d = o instanceof double[] same ? same : new double[counted(8)];
    if (o instanceof int[] v) {
      for (int i = 0; i < d.length; i++) {
        d[i] = v[i];
      }
    } else if (o instanceof long[] v) {
      for (int i = 0; i < d.length; i++) {
        d[i] = v[i];
      }
    } else if (o instanceof float[] v) {
      for (int i = 0; i < d.length; i++) {
        d[i] = v[i];
      }
    }
    doubles = d;
    return d;
  }

  long[] longs() {
    long[] l = longs;
    return l != null ? l : makeLongs();
  }

  private synchronized long[] makeLongs() {
    Object o = own();
    long[] l = o instanceof long[] same ? same : new long[counted(8)];
    if (o instanceof int[] v) {
      for (int i = 0; i < l.length; i++) {
        l[i] = v[i];
      }
    }
    longs = l;
    return l;
  }

  /** The entries as ints, null where one does not fit. */
  int @Nullable [] ints() {
    int[] n = ints;
    return n != null ? n : makeInts();
  }

  private synchronized int @Nullable [] makeInts() {
    Object o = own();
    if (o instanceof int[] same) {
      ints = same;
      return same;
    }
    long[] v = (long[]) o;
    for (long value : v) {
      if (value != (int) value) {
        return null;
      }
    }
    int[] n = new int[counted(4)];
    for (int i = 0; i < n.length; i++) {
      n[i] = (int) v[i];
    }
    ints = n;
    return n;
  }

  void copy(int id, TextSink to, int slot) {
    ((TextSink) own()).copy(id, to, slot);
  }

  /** The entries of a text column; each becomes a string when it is first read. */
  public List<String> strings() {
    Texts t = texts;
    return t != null ? t : makeTexts();
  }

  private synchronized Texts makeTexts() {
    Texts t = texts;
    if (t == null) {
      t = new Texts((TextSink) own(), size());
      texts = t;
    }
    return t;
  }

  private static final class Texts extends AbstractList<String> implements RandomAccess {
    private final TextSink entries;
    private final @Nullable String[] known;

    Texts(TextSink entries, int size) {
      this.entries = entries;
      this.known = new @Nullable String[size];
    }

    @Override
    public String get(int i) {
      String s = known[i];
      if (s == null) {
        s = entries.text(i);
        known[i] = s;
      }
      return s;
    }

    @Override
    public int size() {
      return known.length;
    }
  }

  @Override
  synchronized void free() {
    page.release();
    leases.forEach(HeapLease::close);
    leases.clear();
  }
}
