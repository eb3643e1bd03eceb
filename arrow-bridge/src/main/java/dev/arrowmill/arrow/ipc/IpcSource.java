package dev.arrowmill.arrow.ipc;

import dev.arrowmill.arrow.BatchSource;
import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ReadRequest;
import dev.arrowmill.arrow.SourceIdentity;
import dev.arrowmill.arrow.Split;
import dev.arrowmill.arrow.TableFormatException;
import dev.arrowmill.arrow.UnsupportedColumnException;
import dev.arrowmill.arrow.file.InputFile;
import dev.arrowmill.arrow.file.InputFiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Arrow IPC files, of the file or the stream format, in the order of their names; a split is a
 * record batch. Bodies may be compressed with LZ4 or Zstandard.
 *
 * <p>Local files are mapped into memory and plain buffers read where they lie; of others only the
 * buffers of the asked columns are read. What a file claims is checked when the source is made
 * (messages) and when a batch is loaded (buffers, offsets, codes). A file must not be overwritten
 * in place while it is read; replacing it by another is harmless.
 */
public final class IpcSource implements BatchSource {
  private final Map<String, IpcFile> files = new LinkedHashMap<>();
  private final List<Split> splits = new ArrayList<>();
  private final IpcFile first;
  private final SourceIdentity identity;

  private IpcSource(List<InputFile> found) {
    for (InputFile f : found) {
      IpcFile read = IpcFile.read(f);
      files.put(f.path(), read);
      for (int i = 0; i < read.batches().size(); i++) {
        long rows = read.batches().get(i).rows();
        if (rows > 0) {
          splits.add(new Split(f.path(), i, rows));
        }
      }
    }
    first = files.values().iterator().next();
    identity = SourceIdentity.of(files.values().stream().map(IpcSource::stamp).toList(), rows());
  }

  /**
   * Files, globs and directories, local or of a Hadoop file system.
   *
   * @throws TableFormatException if there is no such file, or one is not a whole Arrow file
   */
  public static IpcSource of(String... paths) {
    return new IpcSource(InputFiles.list(List.of(paths)));
  }

  private static SourceIdentity.Stamp stamp(IpcFile f) {
    List<Long> rows = f.batches().stream().map(IpcFile.Batch::rows).toList();
    int schema = f.fields().hashCode() * 31 + f.metadata().hashCode();
    return new SourceIdentity.Stamp(
        f.file().name(), f.file().bytes(), rows + " " + Integer.toHexString(schema));
  }

  /** Key and value metadata of the first file's schema. */
  public Map<String, String> metadata() {
    return Map.copyOf(first.metadata());
  }

  @Override
  public List<String> columns() {
    return first.fields().stream().map(IpcField::name).toList();
  }

  @Override
  public ColumnSchema schema(List<String> columns) {
    List<ColumnField> fields = new ArrayList<>();
    for (String name : columns) {
      IpcField field = find(first, name);
      if (field == null) {
        throw new IllegalArgumentException(
            first.file().path() + ": no column " + name + "; there are " + columns());
      }
      if (field.type() == null) {
        throw new UnsupportedColumnException(first.file().path(), name, field.typeName());
      }
      ColumnField expected = new ColumnField(name, field.type());
      files.values().forEach(f -> requireSame(f, expected));
      fields.add(expected);
    }
    return ColumnSchema.of(fields);
  }

  private static @Nullable IpcField find(IpcFile file, String name) {
    for (IpcField f : file.fields()) {
      if (f.name().equals(name)) {
        return f;
      }
    }
    return null;
  }

  private void requireSame(IpcFile file, ColumnField expected) {
    IpcField f = find(file, expected.name());
    if (f == null || f.type() != expected.type()) {
      throw new TableFormatException(
          file.file().path(),
          "column "
              + expected.name()
              + " is "
              + (f == null ? "missing" : f.typeName())
              + ", but "
              + expected.type()
              + " in "
              + first.file().path(),
          "read files of one schema, or exclude the column");
    }
  }

  @Override
  public List<Split> splits() {
    return List.copyOf(splits);
  }

  @Override
  public SourceIdentity identity() {
    return identity;
  }

  @Override
  public ColumnBatches open(ReadRequest request, BufferAllocator allocator) {
    if (request.columns().isEmpty()) {
      throw new IllegalArgumentException("arrow: no columns to read; there are " + columns());
    }
    for (Split s : request.splits()) {
      IpcFile f = files.get(s.file());
      if (f == null || s.rowGroup() < 0 || s.rowGroup() >= f.batches().size()) {
        throw new IllegalArgumentException("arrow: " + s + " is no split of this source");
      }
    }
    return new IpcBatches(files, request, schema(request.columns()), allocator);
  }

  @Override
  public String toString() {
    return "IpcSource " + identity;
  }
}
