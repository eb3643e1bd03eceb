package dev.arrowmill.arrow.ipc;

import dev.arrowmill.arrow.ArrowVectors;
import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.Columns;
import dev.arrowmill.arrow.HeapColumns;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Writes one Arrow file: columns of any batch, and matrices from row-major arrays without an
 * intermediate copy. Buffers lie at multiples of 64 bytes, so that the file can be mapped.
 *
 * <p>The file appears under its name when {@link #finish} is called, whole; closing the writer
 * before that leaves nothing. Text columns that have a dictionary in the first batch are written
 * with one dictionary for the whole file. Not thread-safe.
 */
public final class IpcWriter implements AutoCloseable {
  private final IpcOutput out;
  private final ColumnSchema columns;
  private final List<MatrixField> matrices;
  private final Map<String, String> metadata;
  private final BufferAllocator allocator;
  private final Map<String, WrittenDictionary> encoded = new HashMap<>();
  private @Nullable Schema schema;
  private long rows;

  private IpcWriter(
      IpcOutput out,
      ColumnSchema columns,
      List<MatrixField> matrices,
      Map<String, String> metadata,
      BufferAllocator allocator) {
    this.out = out;
    this.columns = columns;
    this.matrices = List.copyOf(matrices);
    this.metadata = Map.copyOf(metadata);
    this.allocator = allocator;
  }

  /**
   * Begins a file of columns.
   *
   * @throws UncheckedIOException if it cannot be written there
   */
  public static IpcWriter create(Path file, ColumnSchema columns, BufferAllocator allocator) {
    return create(file, columns, List.of(), Map.of(), allocator);
  }

  /**
   * Begins a file of columns followed by matrices.
   *
   * @param metadata keys and values of the schema
   * @param allocator for the vectors of one batch at a time; matrices need none
   * @throws IllegalArgumentException if a name appears twice or there is no column at all
   * @throws UncheckedIOException if it cannot be written there
   */
  public static IpcWriter create(
      Path file,
      ColumnSchema columns,
      List<MatrixField> matrices,
      Map<String, String> metadata,
      BufferAllocator allocator) {
    List<ColumnField> all = new ArrayList<>(columns.fields());
    matrices.forEach(m -> all.add(new ColumnField(m.name(), ColumnType.DOUBLE_LIST)));
    if (ColumnSchema.of(all).size() == 0) {
      throw new IllegalArgumentException("arrow: " + file + " would have no columns");
    }
    return new IpcWriter(new IpcOutput(file), columns, matrices, metadata, allocator);
  }

  /** Rows written so far. */
  public long rows() {
    return rows;
  }

  /** Writes all rows of a batch, as one record batch. */
  public void write(Columns batch) {
    write(batch, batch.rows(), List.of());
  }

  /**
   * Writes one record batch.
   *
   * @param batch the columns; may be null where the file has matrices only
   * @param count its number of rows, at least 1
   * @param values rows of each matrix, in the order of the fields
   * @throws IllegalArgumentException if schema or numbers differ from what was announced
   * @throws UncheckedIOException if the disk is full or gone
   */
  public void write(@Nullable Columns batch, int count, List<MatrixRows> values) {
    require(batch, count, values);
    if (schema == null) {
      begin(batch);
    }
    List<ArrowVectors> open = new ArrayList<>();
    try (IpcBody body = new IpcBody()) {
      for (ColumnField f : columns.fields()) {
        if (batch != null) {
          add(batch, f.name(), body, open);
        }
      }
      for (int i = 0; i < values.size(); i++) {
        body.add(matrices.get(i), values.get(i), count);
      }
      out.batch(count, body);
    } finally {
      open.forEach(ArrowVectors::close);
    }
    rows += count;
  }

  private void require(@Nullable Columns batch, int count, List<MatrixRows> values) {
    ColumnSchema given = batch == null ? ColumnSchema.of() : batch.schema();
    if (!given.equals(columns)) {
      throw new IllegalArgumentException("arrow: the batch has " + given + ", the file " + columns);
    }
    if (count < 1 || (batch != null && batch.rows() != count)) {
      throw new IllegalArgumentException(
          "arrow: " + count + " rows, the batch has " + (batch == null ? 0 : batch.rows()));
    }
    if (values.size() != matrices.size()) {
      throw new IllegalArgumentException(
          "arrow: " + values.size() + " matrices given, the file has " + matrices.size());
    }
  }

  private void add(Columns batch, String name, IpcBody body, List<ArrowVectors> open) {
    Column c = batch.column(name);
    WrittenDictionary dictionary = encoded.get(name);
    if (dictionary != null) {
      body.add(dictionary.encode(c, batch.rows()));
      return;
    }
    ArrowVectors vectors = ArrowVectors.plain(batch.select(List.of(name)), allocator);
    open.add(vectors);
    body.add(vectors.root());
  }

  private Schema begin(@Nullable Columns first) {
    Columns example = first == null ? new HeapColumns(columns, 1) : first;
    List<Field> fields = new ArrayList<>();
    for (ColumnField f : columns.fields()) {
      if (example.column(f.name()).dictionary() != null) {
        encoded.put(f.name(), new WrittenDictionary());
        DictionaryEncoding encoding =
            new DictionaryEncoding(columns.indexOf(f.name()), false, new ArrowType.Int(32, true));
        fields.add(
            new Field(f.name(), new FieldType(true, ArrowType.Utf8.INSTANCE, encoding), null));
      } else {
        fields.add(ArrowVectors.field(f));
      }
    }
    for (MatrixField m : matrices) {
      fields.add(
          new Field(
              m.name(),
              FieldType.notNullable(new ArrowType.FixedSizeList(m.width())),
              List.of(new Field("item", FieldType.notNullable(m.type().arrow()), null))));
    }
    Schema s = new Schema(fields, metadata);
    out.schema(s);
    schema = s;
    return s;
  }

  /**
   * Writes what is left and puts the file in its place, over one that was there.
   *
   * @throws UncheckedIOException if the disk is full or gone
   */
  public void finish() {
    Schema s = schema == null ? begin(null) : schema;
    encoded.forEach((name, d) -> dictionary(columns.indexOf(name), d));
    out.finish(s);
  }

  private void dictionary(long id, WrittenDictionary d) {
    HeapColumns words =
        new HeapColumns(
            ColumnSchema.of(new ColumnField("dictionary", ColumnType.STRING)), d.words().size());
    d.words().forEach(w -> words.setString(words.addRow(), 0, w));
    try (ArrowVectors vectors = ArrowVectors.plain(words, allocator);
        IpcBody body = new IpcBody()) {
      body.add(vectors.root());
      out.dictionary(id, words.rows(), body);
    }
  }

  /** Removes what was written, unless it was finished. */
  @Override
  public void close() {
    out.close();
  }
}
