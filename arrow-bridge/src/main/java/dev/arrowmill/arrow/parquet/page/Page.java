package dev.arrowmill.arrow.parquet.page;

import dev.arrowmill.arrow.parquet.meta.Damaged;
import dev.arrowmill.arrow.parquet.meta.Encoding;
import dev.arrowmill.arrow.parquet.meta.Leaf;
import dev.arrowmill.arrow.parquet.meta.PageHeader;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * One data page. Reads go through cursors: a reader that goes on where the last one stopped finds
 * its cursor parked here, so that reading in order decodes nothing twice. Thread-safe.
 */
public final class Page extends Shared {
  private static final int PARKED = 4;

  private final PageBytes bytes;
  private final Leaf.Store store;
  private final @Nullable Dictionary dictionary;
  private final AtomicReferenceArray<@Nullable PageCursor> parked =
      new AtomicReferenceArray<>(PARKED);
  private volatile @Nullable Layout layout;

  /** Where levels and values lie. */
  private record Layout(byte[] data, int rep, int repEnd, int def, int defEnd, int end) {}

  /** Takes over one hold of the dictionary, which pages of ids need. */
  public Page(PageBytes bytes, Leaf.Store store, @Nullable Dictionary dictionary) {
    this.bytes = bytes;
    this.store = store;
    this.dictionary = dictionary;
    if (dictionary == null && encoding().isDictionary() && bytes.header().values() > 0) {
      throw new Damaged("a page needs a dictionary and there is none");
    }
  }

  /** Number of values, nulls included: the number of rows, unless there are lists. */
  public int values() {
    return bytes.header().values();
  }

  /** The dictionary, if the values are numbers of its entries. */
  public @Nullable Dictionary dictionary() {
    return encoding().isDictionary() ? dictionary : null;
  }

  private Encoding encoding() {
    return bytes.header().encoding();
  }

  /** Bytes that this page holds. */
  public long held() {
    return bytes.held();
  }

  /** A cursor before a value; {@link #park} it after use. */
  public PageCursor cursor(int value) {
    for (int i = 0; i < PARKED; i++) {
      PageCursor c = parked.get(i);
      if (c != null && c.position() == value && parked.compareAndSet(i, c, null)) {
        return c;
      }
    }
    PageCursor c = open();
    c.skip(value);
    return c;
  }

  /** Keeps a cursor for whoever reads on. */
  public void park(PageCursor c) {
    if (c.position() >= values()) {
      return;
    }
    for (int i = 0; i < PARKED; i++) {
      if (parked.compareAndSet(i, null, c)) {
        return;
      }
    }
    parked.set(c.position() & (PARKED - 1), c);
  }

  private PageCursor open() {
    Layout l = layout();
    HybridReader def = definitions();
    Dictionary d = dictionary();
    if (d != null) {
      // A page whose values are all null may have no byte for their width.
      int width = l.defEnd() < l.end() ? l.data()[l.defEnd()] & 0xff : 0;
      int from = Math.min(l.end(), l.defEnd() + 1);
      HybridReader ids = new HybridReader(l.data(), from, l.end(), width);
      return new PageCursor(store, def, d, ids, null);
    }
    Values v =
        values() == 0 || (def != null && l.defEnd() == l.end())
            ? new NoValues()
            : Decoders.of(store, encoding(), l.data(), l.defEnd(), l.end(), values());
    return new PageCursor(store, def, null, null, v);
  }

  /** Definition levels from the first value on; null where every value is there. */
  @Nullable HybridReader definitions() {
    Layout l = layout();
    return store.maxDef() == 0
        ? null
        : levels(l.data(), l.def(), l.defEnd(), store.maxDef(), levelEncoding(true));
  }

  /** Repetition levels from the first value on. */
  HybridReader repetitions() {
    Layout l = layout();
    return levels(l.data(), l.rep(), l.repEnd(), store.maxRep(), levelEncoding(false));
  }

  private Encoding levelEncoding(boolean def) {
    PageHeader h = bytes.header();
    return h.isV2() ? Encoding.RLE : def ? h.defEncoding() : h.repEncoding();
  }

  private HybridReader levels(byte[] data, int from, int end, int max, Encoding e) {
    int width = Integer.SIZE - Integer.numberOfLeadingZeros(max);
    if (e == Encoding.RLE) {
      return new HybridReader(data, from, end, width);
    }
    byte[] turned = BitPacked.turn(data, from, values(), width);
    return HybridReader.packed(turned, 0, turned.length - BufferPool.SLACK, width, values());
  }

  private Layout layout() {
    Layout l = layout;
    if (l == null) {
      PageBytes.Plain p = bytes.plain();
      l = bytes.header().isV2() ? second(p) : first(p);
      layout = l;
    }
    return l;
  }

  private Layout second(PageBytes.Plain p) {
    PageHeader h = bytes.header();
    int def = p.from() + h.repBytes();
    return new Layout(p.bytes(), p.from(), def, def, def + h.defBytes(), p.end());
  }

  private Layout first(PageBytes.Plain p) {
    PageHeader h = bytes.header();
    int rep = p.from();
    int repEnd = rep;
    if (store.maxRep() > 0) {
      rep += h.repEncoding() == Encoding.RLE ? 4 : 0;
      repEnd = levelsEnd(p, p.from(), store.maxRep(), h.repEncoding());
    }
    int def = repEnd;
    int defEnd = def;
    if (store.maxDef() > 0) {
      def += h.defEncoding() == Encoding.RLE ? 4 : 0;
      defEnd = levelsEnd(p, repEnd, store.maxDef(), h.defEncoding());
    }
    return new Layout(p.bytes(), rep, repEnd, def, defEnd, p.end());
  }

  private int levelsEnd(PageBytes.Plain p, int from, int max, Encoding e) {
    long size;
    if (e == Encoding.BIT_PACKED) {
      size = BitPacked.size(values(), Integer.SIZE - Integer.numberOfLeadingZeros(max));
    } else if (e == Encoding.RLE && p.end() - from >= 4) {
      byte[] b = p.bytes();
      size =
          4L
              + ((b[from] & 0xffL)
                  | (b[from + 1] & 0xffL) << 8
                  | (b[from + 2] & 0xffL) << 16
                  | (b[from + 3] & 0xffL) << 24);
    } else {
      throw new Damaged("levels in encoding " + e + " in a page of " + (p.end() - from) + " bytes");
    }
    if (size > p.end() - from) {
      throw new Damaged("levels of " + size + " bytes where " + (p.end() - from) + " are left");
    }
    return from + (int) size;
  }

  @Override
  void free() {
    bytes.release();
    if (dictionary != null) {
      dictionary.release();
    }
    layout = null;
    for (int i = 0; i < PARKED; i++) {
      parked.set(i, null);
    }
  }
}
