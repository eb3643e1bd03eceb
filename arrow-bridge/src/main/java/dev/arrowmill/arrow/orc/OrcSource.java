package dev.arrowmill.arrow.orc;

import dev.arrowmill.arrow.BatchSource;
import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
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
import org.apache.orc.StripeInformation;
import org.apache.orc.TypeDescription;

/**
 * ORC files in the order of their names; a split is a stripe. Only the columns asked for are read.
 * Timestamps without a zone are read as if they were UTC. Immutable and thread-safe.
 */
public final class OrcSource implements BatchSource {
  private final Map<String, OrcTable> tables = new LinkedHashMap<>();
  private final List<Split> splits = new ArrayList<>();
  private final OrcTable first;
  private final SourceIdentity identity;

  private OrcSource(List<InputFile> files) {
    List<SourceIdentity.Stamp> stamps = new ArrayList<>();
    for (InputFile f : files) {
      OrcTable table = OrcTable.read(f);
      tables.put(f.path(), table);
      StringBuilder rows = new StringBuilder(table.schema().toString());
      for (int i = 0; i < table.stripes().size(); i++) {
        StripeInformation s = table.stripes().get(i);
        rows.append(' ').append(s.getNumberOfRows()).append('@').append(s.getOffset());
        if (s.getNumberOfRows() > 0) {
          splits.add(new Split(f.path(), i, s.getNumberOfRows()));
        }
      }
      stamps.add(new SourceIdentity.Stamp(f.name(), f.bytes(), rows.toString()));
    }
    first = tables.values().iterator().next();
    identity = SourceIdentity.of(stamps, rows());
  }

  /**
   * Files, globs and directories.
   *
   * @throws TableFormatException if there is no such file, or one is not whole ORC
   * @throws IllegalStateException if orc-core is not on the class path
   */
  public static OrcSource of(String... paths) {
    List<InputFile> files = InputFiles.list(List.of(paths));
    try {
      return new OrcSource(files);
    } catch (NoClassDefFoundError e) {
      throw new IllegalStateException(
          "orc: orc-core is not on the class path (" + e.getMessage() + "); add Spark's jars", e);
    }
  }

  @Override
  public List<String> columns() {
    return List.copyOf(first.schema().getFieldNames());
  }

  @Override
  public ColumnSchema schema(List<String> columns) {
    List<ColumnField> fields = new ArrayList<>();
    for (String name : columns) {
      int i = first.schema().getFieldNames().indexOf(name);
      if (i < 0) {
        throw new IllegalArgumentException(
            first.file().path() + ": no column " + name + "; there are " + columns());
      }
      TypeDescription type = first.schema().getChildren().get(i);
      ColumnType column = OrcTypes.of(type);
      if (column == null) {
        throw new UnsupportedColumnException(first.file().path(), name, type.toString());
      }
      ColumnField field = new ColumnField(name, column);
      tables.values().forEach(t -> requireSame(t, field));
      fields.add(field);
    }
    return ColumnSchema.of(fields);
  }

  private void requireSame(OrcTable table, ColumnField expected) {
    int i = table.schema().getFieldNames().indexOf(expected.name());
    TypeDescription type = i < 0 ? null : table.schema().getChildren().get(i);
    if (type == null || OrcTypes.of(type) != expected.type()) {
      throw new TableFormatException(
          table.file().path(),
          "column "
              + expected.name()
              + " is "
              + (type == null ? "missing" : type)
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
      throw new IllegalArgumentException("orc: no columns to read; there are " + columns());
    }
    for (Split s : request.splits()) {
      if (!splits.contains(s)) {
        throw new IllegalArgumentException("orc: " + s + " is no split of this source");
      }
    }
    return new OrcBatches(tables, request, schema(request.columns()), allocator);
  }

  @Override
  public String toString() {
    return "OrcSource " + identity;
  }
}
