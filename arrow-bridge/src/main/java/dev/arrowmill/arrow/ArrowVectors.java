package dev.arrowmill.arrow;

import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.util.AutoCloseables;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * A copy of any batch as Arrow vectors: int64, float64, bool, utf8, date32, timestamp[us, UTC] and
 * lists of these, all nullable; a column with a {@link Column#dictionary} stays encoded, with int32
 * codes. Owns its memory. Not thread-safe.
 */
public final class ArrowVectors implements AutoCloseable {
  private final VectorSchemaRoot root;
  private final MapDictionaryProvider dictionaries = new MapDictionaryProvider();
  private final List<FieldVector> entries = new ArrayList<>();

  private ArrowVectors(VectorSchemaRoot root) {
    this.root = root;
  }

  /**
   * Copies all rows.
   *
   * @throws IllegalArgumentException if a date does not fit 32 bits
   */
  public static ArrowVectors of(Columns from, BufferAllocator allocator) {
    return of(from, new VectorFill(allocator, true));
  }

  /** As {@link #of(Columns, BufferAllocator)}, with encoded columns as plain text. */
  public static ArrowVectors plain(Columns from, BufferAllocator allocator) {
    return of(from, new VectorFill(allocator, false));
  }

  private static ArrowVectors of(Columns from, VectorFill fill) {
    List<FieldVector> vectors = new ArrayList<>();
    try {
      for (int c = 0; c < from.schema().size(); c++) {
        vectors.add(fill.vector(from.column(c), from.rows()));
      }
      VectorSchemaRoot root = new VectorSchemaRoot(vectors);
      root.setRowCount(from.rows());
      ArrowVectors all = new ArrowVectors(root);
      for (Dictionary d : fill.dictionaries()) {
        all.dictionaries.put(d);
        all.entries.add(d.getVector());
      }
      return all;
    } catch (RuntimeException e) {
      vectors.forEach(FieldVector::close);
      fill.dictionaries().forEach(d -> d.getVector().close());
      throw e;
    }
  }

  /** The Arrow field that {@link #plain} makes of a column. */
  public static Field field(ColumnField column) {
    return VectorFill.field(column);
  }

  /** A batch that owns its memory, copied from any other. */
  public static ColumnBatch copyOf(Columns from, BufferAllocator allocator, String source) {
    ArrowVectors all = of(from, allocator);
    try {
      return ColumnBatch.of(all.root, all.dictionaries, source);
    } finally {
      all.entries.forEach(FieldVector::close);
    }
  }

  /** The vectors, borrowed. */
  public VectorSchemaRoot root() {
    return root;
  }

  /** The dictionaries of the encoded columns, borrowed. */
  public MapDictionaryProvider dictionaries() {
    return dictionaries;
  }

  @Override
  public void close() {
    AutoCloseables.closeNoChecked(() -> entries.forEach(FieldVector::close));
    root.close();
  }
}
