package dev.arrowmill.arrow.ipc;

import dev.arrowmill.arrow.BatchSlice;
import dev.arrowmill.arrow.ColumnBatch;
import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.DecodedDictionaries;
import dev.arrowmill.arrow.OwnedColumns;
import dev.arrowmill.arrow.ReadRequest;
import dev.arrowmill.arrow.Split;
import dev.arrowmill.arrow.TableFormatException;
import dev.arrowmill.arrow.file.InputFiles;
import dev.arrowmill.arrow.file.RangeReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/** The record batches of some splits, one after the other; one file is open at a time. */
final class IpcBatches implements ColumnBatches {
  /** Opens the bodies of the messages of one file. */
  interface Bodies {
    Body open(IpcBlock block, BufferAllocator allocator);
  }

  private final Map<String, IpcFile> files;
  private final ReadRequest request;
  private final ColumnSchema schema;
  private final BufferAllocator allocator;
  private final Deque<OwnedColumns> ready = new ArrayDeque<>();
  private int next;
  private boolean closed;
  private @Nullable IpcFile open;
  private @Nullable RangeReader reader;
  private @Nullable IpcDictionaries dictionaries;

  IpcBatches(
      Map<String, IpcFile> files,
      ReadRequest request,
      ColumnSchema schema,
      BufferAllocator allocator) {
    this.files = files;
    this.request = request;
    this.schema = schema;
    this.allocator = allocator;
  }

  @Override
  public boolean hasNext() {
    try {
      while (!closed && ready.isEmpty() && next < request.splits().size()) {
        int from = next == 0 ? Math.toIntExact(request.firstRow()) : 0;
        Split split = request.splits().get(next++);
        ready.addAll(BatchSlice.cut(whole(split), from, request.batchRows()));
      }
      return !ready.isEmpty();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  @Override
  public OwnedColumns next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no more batches");
    }
    return ready.removeFirst();
  }

  private ColumnBatch whole(Split split) {
    try {
      return batch(split);
    } catch (IndexOutOfBoundsException | NullPointerException | ClassCastException e) {
      throw new TableFormatException(
          split.file(),
          "record batch " + split.rowGroup() + " cannot be read (" + e + ")",
          "write the file again",
          e);
    }
  }

  private ColumnBatch batch(Split split) {
    IpcFile file = files.get(split.file());
    if (file == null) {
      throw new IllegalStateException("splits are checked when the source is opened");
    }
    IpcDictionaries known = use(file);
    IpcFile.Batch b = file.batches().get(split.rowGroup());
    DecodedDictionaries words = known.after(b.dictionaries());
    var header = (RecordBatch) b.block().message().header(new RecordBatch());
    List<Field> fields = file.fields().stream().map(IpcField::stored).toList();
    Map<String, FieldVector> vectors;
    try (Body body = known.body(b.block())) {
      BatchLoader loader =
          new BatchLoader(
              split.file(),
              "record batch " + split.rowGroup(),
              header,
              b.block().message().version(),
              body,
              b.block().bodyBytes(),
              allocator);
      vectors = loader.load(fields, Set.copyOf(schema.names()), words);
    }
    List<FieldVector> ordered = new ArrayList<>();
    schema.names().forEach(n -> ordered.add(vectors.get(n)));
    VectorSchemaRoot root = new VectorSchemaRoot(ordered);
    root.setRowCount(Math.toIntExact(b.rows()));
    return ColumnBatch.of(root, words, split.file(), schema).startingAt(0);
  }

  private IpcDictionaries use(IpcFile file) {
    IpcDictionaries known = dictionaries;
    if (file == open && known != null) {
      return known;
    }
    closeFile();
    RangeReader ranges = InputFiles.open(file.file());
    open = file;
    reader = ranges;
    Set<Long> wanted = new HashSet<>();
    for (IpcField f : file.fields()) {
      if (schema.indexOf(f.name()) >= 0) {
        wanted.addAll(f.dictionaries());
      }
    }
    known =
        new IpcDictionaries(
            file, wanted, (block, to) -> Body.open(file.file(), block, ranges, to), allocator);
    dictionaries = known;
    return known;
  }

  private void closeFile() {
    if (dictionaries != null) {
      dictionaries.close();
      dictionaries = null;
    }
    if (reader != null) {
      reader.close();
      reader = null;
    }
    open = null;
  }

  @Override
  public void close() {
    closed = true;
    ready.forEach(OwnedColumns::close);
    ready.clear();
    closeFile();
  }
}
