package dev.arrowmill.arrow.c;

import dev.arrowmill.arrow.ArrowCheck;
import dev.arrowmill.arrow.ArrowVectors;
import dev.arrowmill.arrow.ColumnBatch;
import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.Columns;
import dev.arrowmill.arrow.ReaderBatches;
import dev.arrowmill.arrow.TableFormatException;
import dev.arrowmill.arrow.UnsupportedColumnException;
import org.apache.arrow.c.ArrowArray;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.ArrowSchema;
import org.apache.arrow.c.CDataDictionaryProvider;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * Batches to and from other libraries of the same process, through the structs of Arrow's C Data
 * Interface and C Stream Interface. The structs are given by their addresses, as e.g. pyarrow's
 * {@code _export_to_c} and {@code _import_from_c} take them.
 *
 * <p>What is exported lives until the other side calls the struct's release callback, whatever
 * becomes of the batch. What is imported is checked, owned by the returned batch and released once,
 * when that is closed or the import fails. Thread-safe.
 */
public final class ArrowInterop {
  private ArrowInterop() {}

  /**
   * Fills two empty structs. An Arrow batch without encoded columns is shared, any other copied.
   *
   * @param allocator accounts for the structs' private data, and the copy
   * @param array address of an {@code ArrowArray}
   * @param schema address of an {@code ArrowSchema}
   */
  public static void exportBatch(
      Columns batch, BufferAllocator allocator, long array, long schema) {
    ArrowArray toArray = ArrowArray.wrap(array);
    ArrowSchema toSchema = ArrowSchema.wrap(schema);
    if (batch instanceof ColumnBatch b && isPlain(b)) {
      Data.exportVectorSchemaRoot(allocator, b.root(), null, toArray, toSchema);
      return;
    }
    try (ArrowVectors copy = ArrowVectors.of(batch, allocator)) {
      Data.exportVectorSchemaRoot(allocator, copy.root(), copy.dictionaries(), toArray, toSchema);
    }
  }

  private static boolean isPlain(ColumnBatch batch) {
    return batch.root().getFieldVectors().stream().allMatch(ArrowInterop::isPlain);
  }

  private static boolean isPlain(FieldVector v) {
    return v.getField().getDictionary() == null
        && v.getChildrenFromFields().stream().allMatch(ArrowInterop::isPlain);
  }

  /**
   * Moves a batch out of two structs, which are released afterwards, also on failure.
   *
   * @param array address of an {@code ArrowArray}
   * @param schema address of an {@code ArrowSchema}
   * @param source what messages call the origin
   * @throws TableFormatException if the structs hold no valid batch
   * @throws UnsupportedColumnException for a column whose type has no column type
   */
  public static ColumnBatch importBatch(
      long array, long schema, BufferAllocator allocator, String source) {
    try (CDataDictionaryProvider dictionaries = new CDataDictionaryProvider()) {
      requireFilled(array, schema, source);
      VectorSchemaRoot root =
          Data.importVectorSchemaRoot(
              allocator, ArrowArray.wrap(array), ArrowSchema.wrap(schema), dictionaries);
      return checked(root, dictionaries, source);
    } catch (TableFormatException | UnsupportedColumnException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new TableFormatException(
          source, "is no batch of the C Data Interface (" + e + ")", "check the exporter", e);
    } finally {
      release(array, schema);
    }
  }

  private static void requireFilled(long array, long schema, String source) {
    if (ArrowArray.wrap(array).snapshot().release == 0
        || ArrowSchema.wrap(schema).snapshot().release == 0) {
      throw new TableFormatException(
          source, "its struct is empty or was released", "export it first, and import it once");
    }
  }

  /** What the import has taken is marked as released already. */
  private static void release(long array, long schema) {
    // Wrapped anew: the import closes the wrappers that it was given.
    ArrowArray a = ArrowArray.wrap(array);
    if (a.snapshot().release != 0) {
      a.release();
    }
    ArrowSchema s = ArrowSchema.wrap(schema);
    if (s.snapshot().release != 0) {
      s.release();
    }
  }

  private static ColumnBatch checked(
      VectorSchemaRoot root, CDataDictionaryProvider dictionaries, String source) {
    try {
      for (FieldVector v : root.getFieldVectors()) {
        ArrowCheck.check(v, dictionaries, source, "column " + v.getName());
      }
    } catch (RuntimeException e) {
      root.close();
      throw e;
    }
    return ColumnBatch.of(root, dictionaries, source);
  }

  /**
   * Fills an empty stream struct, which takes over the batches and closes them. Encoded columns
   * become plain text.
   *
   * @param batches batches of {@code schema}
   * @param stream address of an {@code ArrowArrayStream}
   */
  public static void exportStream(
      ColumnSchema schema, ColumnBatches batches, BufferAllocator allocator, long stream) {
    Data.exportArrayStream(
        allocator, new BatchReader(schema, batches, allocator), ArrowArrayStream.wrap(stream));
  }

  /**
   * Takes over a stream struct; closing the batches releases it.
   *
   * @param stream address of an {@code ArrowArrayStream}
   * @param source what messages call the origin
   * @throws TableFormatException here or while iterating, if the stream fails or is not valid
   */
  public static ColumnBatches importStream(long stream, BufferAllocator allocator, String source) {
    ArrowArrayStream from = ArrowArrayStream.wrap(stream);
    if (from.snapshot().release == 0) {
      throw new TableFormatException(
          source, "its struct is empty or was released", "export it first, and import it once");
    }
    return ReaderBatches.of(Data.importArrayStream(allocator, from), source);
  }
}
