package dev.arrowmill.arrow;

import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.jspecify.annotations.Nullable;

/**
 * A batch that owns Arrow memory. Closing it gives the memory back to the allocator it came from;
 * {@link #slice}, {@link #select} and {@link #root} borrow and die with it.
 *
 * <p>Reading from several threads is safe as long as none of them closes the batch.
 */
public final class ColumnBatch implements OwnedColumns {
  private final VectorSchemaRoot root;
  private final String source;
  private final ColumnSchema schema;
  private final ArrowColumn[] columns;
  private final int rows;
  private long firstRow = -1;
  private boolean closed;

  private ColumnBatch(
      VectorSchemaRoot root,
      @Nullable DictionaryProvider dictionaries,
      String source,
      @Nullable ColumnSchema expected) {
    this.root = root;
    this.source = source;
    this.rows = root.getRowCount();
    ArrowColumns factory = new ArrowColumns(this::checkOpen, dictionaries, source);
    List<ColumnField> fields = new ArrayList<>();
    List<ArrowColumn> all = new ArrayList<>();
    for (FieldVector v : root.getFieldVectors()) {
      ArrowColumn c = factory.of(v, isText(expected, v.getName()));
      all.add(c);
      fields.add(c.field());
    }
    this.columns = all.toArray(new ArrowColumn[0]);
    this.schema = ColumnSchema.of(fields);
    if (expected != null && !expected.equals(schema)) {
      throw new TableFormatException(
          source,
          "its columns are " + schema + ", expected " + expected,
          "give files of one schema");
    }
  }

  private static boolean isText(@Nullable ColumnSchema expected, String name) {
    return expected != null
        && expected
            .find(name)
            .filter(f -> f.type() == ColumnType.STRING || f.type() == ColumnType.STRING_LIST)
            .isPresent();
  }

  /** Takes ownership of the vectors. */
  public static ColumnBatch of(VectorSchemaRoot root) {
    return of(root, null, "Arrow batch");
  }

  /**
   * Takes ownership of the vectors; on failure they are closed.
   *
   * @param dictionaries where dictionary-encoded columns find their text; it is read now, stays the
   *     caller's, and may be closed afterwards
   * @param source what messages call the origin, e.g. a file name
   * @throws UnsupportedColumnException for a column whose type has no column type
   */
  public static ColumnBatch of(
      VectorSchemaRoot root, @Nullable DictionaryProvider dictionaries, String source) {
    return of(root, dictionaries, source, null);
  }

  /**
   * As {@link #of(VectorSchemaRoot, DictionaryProvider, String)}, for a batch whose columns are
   * known: bytes are read as text where {@code expected} says STRING.
   *
   * @throws TableFormatException if the vectors are not of the expected names and types
   */
  public static ColumnBatch of(
      VectorSchemaRoot root,
      @Nullable DictionaryProvider dictionaries,
      String source,
      @Nullable ColumnSchema expected) {
    try {
      return new ColumnBatch(root, dictionaries, source, expected);
    } catch (RuntimeException e) {
      root.close();
      throw e;
    }
  }

  /** The vectors, borrowed. */
  public VectorSchemaRoot root() {
    checkOpen();
    return root;
  }

  @Override
  public String source() {
    return source;
  }

  /** Bytes of Arrow memory that this batch holds; 0 when closed. */
  @Override
  public long bytes() {
    return closed ? 0 : root.getFieldVectors().stream().mapToLong(FieldVector::getBufferSize).sum();
  }

  /** The same batch, knowing the number of its first row within its split. */
  public ColumnBatch startingAt(long row) {
    firstRow = row;
    return this;
  }

  @Override
  public long firstRow() {
    return firstRow;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public ColumnSchema schema() {
    return schema;
  }

  @Override
  public Column column(int i) {
    checkOpen();
    return columns[i];
  }

  public boolean isClosed() {
    return closed;
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException(
          "batch of " + source + ": used after close; copy what must live longer");
    }
  }

  /** Gives the memory back; a second call does nothing. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      root.close();
    }
  }
}
