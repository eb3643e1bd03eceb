package dev.arrowmill.arrow.record;

import dev.arrowmill.arrow.BatchSource;
import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ReadRequest;
import dev.arrowmill.arrow.SourceIdentity;
import dev.arrowmill.arrow.Split;
import dev.arrowmill.arrow.UnsupportedColumnException;
import dev.arrowmill.arrow.file.InputFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Files of records of unknown number; a split is a file, and a seek reads over what lies before.
 * Immutable and thread-safe.
 */
public abstract class RecordSource implements BatchSource {
  private final String format;
  private final Map<String, InputFile> files = new LinkedHashMap<>();
  private final List<RecordField> fields;
  private final SourceIdentity identity;

  /**
   * @param format what messages call the kind of source, e.g. {@code csv}
   * @param files at least one
   */
  protected RecordSource(String format, List<InputFile> files, List<RecordField> fields) {
    this.format = format;
    this.fields = List.copyOf(fields);
    List<SourceIdentity.Stamp> stamps = new ArrayList<>();
    for (InputFile f : files) {
      this.files.put(f.path(), f);
      stamps.add(new SourceIdentity.Stamp(f.name(), f.bytes(), fields.toString()));
    }
    this.identity = SourceIdentity.of(stamps, -1);
  }

  /**
   * A reader of one file.
   *
   * @param schema the columns asked for, which {@link RecordReader#read} fills
   */
  protected abstract RecordReader reader(InputFile file, ColumnSchema schema);

  /** The files, in order. */
  public final List<InputFile> files() {
    return List.copyOf(files.values());
  }

  @Override
  public final List<String> columns() {
    return fields.stream().map(RecordField::name).toList();
  }

  @Override
  public final ColumnSchema schema(List<String> columns) {
    List<ColumnField> out = new ArrayList<>();
    for (String name : columns) {
      RecordField field =
          fields.stream()
              .filter(f -> f.name().equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          first() + ": no column " + name + "; there are " + columns()));
      if (field.type() == null) {
        throw new UnsupportedColumnException(first(), name, field.typeName());
      }
      out.add(new ColumnField(name, field.type()));
    }
    return ColumnSchema.of(out);
  }

  private String first() {
    return files.keySet().iterator().next();
  }

  @Override
  public final List<Split> splits() {
    return files.keySet().stream().map(f -> new Split(f, 0, -1)).toList();
  }

  /** -1: not known without reading. */
  @Override
  public final long rows() {
    return -1;
  }

  @Override
  public final SourceIdentity identity() {
    return identity;
  }

  @Override
  public final ColumnBatches open(ReadRequest request, BufferAllocator allocator) {
    if (request.columns().isEmpty()) {
      throw new IllegalArgumentException(format + ": no columns to read; there are " + columns());
    }
    for (Split s : request.splits()) {
      if (!files.containsKey(s.file()) || s.rowGroup() != 0) {
        throw new IllegalArgumentException(format + ": " + s + " is no split of this source");
      }
    }
    ColumnSchema schema = schema(request.columns());
    List<InputFile> chosen = new ArrayList<>();
    request.splits().forEach(s -> chosen.add(files.get(s.file())));
    return new RecordBatches(chosen, file -> reader(file, schema), schema, request, allocator);
  }

  @Override
  public final String toString() {
    return format + " " + identity;
  }
}
