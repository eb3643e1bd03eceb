package dev.arrowmill.arrow.parquet.direct;

import dev.arrowmill.arrow.file.InputFiles;
import dev.arrowmill.arrow.parquet.meta.Damaged;
import dev.arrowmill.arrow.parquet.meta.Leaf;
import dev.arrowmill.arrow.parquet.meta.PageHeader;
import dev.arrowmill.arrow.parquet.meta.PageIndex;
import dev.arrowmill.arrow.parquet.page.BufferPool;
import dev.arrowmill.arrow.parquet.page.Dictionary;
import dev.arrowmill.arrow.parquet.page.ListShape;
import dev.arrowmill.arrow.parquet.page.Page;
import dev.arrowmill.arrow.parquet.page.PageBytes;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The pages of one column chunk in order of their rows. Not thread-safe. */
final class ColumnStream implements AutoCloseable {
  private final ChunkReader chunk;
  private final Leaf.Store store;
  private final BufferPool pool;
  private final Place place;
  private final long rows;
  private final PageIndex.Offsets index;
  private final Deque<PlacedPage> held = new ArrayDeque<>();
  private @Nullable Dictionary dictionary;
  private boolean begun;
  private long seen;

  /**
   * Pages of a chunk.
   *
   * @param rows rows of the row group
   * @param index where pages begin, to pass over many at once; may be empty
   */
  ColumnStream(
      ChunkReader chunk,
      Leaf.Store store,
      BufferPool pool,
      Place place,
      long rows,
      PageIndex.Offsets index) {
    this.chunk = chunk;
    this.store = store;
    this.pool = pool;
    this.place = place;
    this.rows = rows;
    this.index = index;
  }

  Leaf.Store store() {
    return store;
  }

  Place place() {
    return place;
  }

  /** The pages that hold some rows, each with one more hold. Rows must ascend from call to call. */
  PlacedPage[] take(long from, long to) {
    try {
      while (!held.isEmpty() && held.peekFirst().end() <= from) {
        held.removeFirst().page().release();
      }
      load(from, to);
    } catch (Damaged e) {
      throw place.damaged(e);
    } catch (IOException e) {
      throw InputFiles.unreadable(place.file(), e);
    }
    PlacedPage[] out =
        held.stream().filter(p -> p.first() < to || isList()).toArray(PlacedPage[]::new);
    for (PlacedPage p : out) {
      p.page().retain();
    }
    return out;
  }

  private boolean isList() {
    return store.maxRep() > 0;
  }

  private void load(long from, long to) throws IOException {
    if (!begun) {
      begun = true;
      first(from);
    }
    jump(from);
    // The last list of a page may go on in the next: it ends where another row begins.
    while (seen < to || (isList() && seen == to && !chunk.atEnd())) {
      if (chunk.atEnd()) {
        throw new Damaged("its pages end after " + seen + " of " + rows + " rows");
      }
      next(from);
    }
    if (seen > rows) {
      throw new Damaged("its pages hold more than the " + rows + " rows of the row group");
    }
  }

  /** The dictionary comes first, if there is one. */
  private void first(long from) throws IOException {
    while (!chunk.atEnd() && dictionary == null) {
      PageHeader h = chunk.header(false);
      if (!h.isDictionary()) {
        data(h, from);
        return;
      }
      dictionary = dictionary(h);
    }
  }

  private Dictionary dictionary(PageHeader h) throws IOException {
    PageBytes bytes = chunk.body(h);
    try {
      return new Dictionary(bytes, store, pool);
    } catch (RuntimeException e) {
      bytes.release();
      throw e;
    }
  }

  /** Passes over pages by the index. */
  private void jump(long from) {
    int page = from <= seen ? -1 : index.pageOf(from);
    if (page >= 0 && index.firstRow(page) > seen) {
      chunk.seek(index.offset(page));
      seen = index.firstRow(page);
    }
  }

  private void next(long from) throws IOException {
    PageHeader h = chunk.header(seen < from);
    if (h.isDictionary()) {
      throw new Damaged("a second dictionary");
    }
    data(h, from);
  }

  private void data(PageHeader h, long from) throws IOException {
    boolean countable = !isList() || h.rows() >= 0;
    int known = isList() ? h.rows() : h.values();
    if (!h.isData() || h.values() == 0 || (countable && seen + known <= from)) {
      chunk.skip(h.bytes());
      seen += h.isData() && h.values() > 0 ? known : 0;
      return;
    }
    Page page = page(h);
    try {
      int n = isList() ? ListShape.rowsOf(page, seen == 0) : known;
      seen += n;
      if (seen > from) {
        page.retain();
        held.addLast(new PlacedPage(page, seen - n, n));
      }
    } finally {
      page.release();
    }
  }

  private Page page(PageHeader h) throws IOException {
    PageBytes bytes = chunk.body(h);
    try {
      Dictionary d = h.encoding().isDictionary() ? dictionary : null;
      Page page = new Page(bytes, store, d);
      if (d != null) {
        d.retain();
      }
      return page;
    } catch (RuntimeException e) {
      bytes.release();
      throw e;
    }
  }

  @Override
  public void close() {
    held.forEach(p -> p.page().release());
    held.clear();
    if (dictionary != null) {
      dictionary.release();
      dictionary = null;
    }
    chunk.close();
  }
}
