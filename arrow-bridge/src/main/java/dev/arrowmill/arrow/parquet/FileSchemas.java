package dev.arrowmill.arrow.parquet;

import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.TableFormatException;
import dev.arrowmill.arrow.UnsupportedColumnException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds the schemas of several files to that of the first, and knows their folders' columns. */
final class FileSchemas {
  private final Collection<ParquetSource.Entry> files;
  private final ParquetSource.Entry first;
  private final PartitionColumns partitions;

  FileSchemas(Collection<ParquetSource.Entry> files) {
    this.files = files;
    this.first = files.iterator().next();
    this.partitions =
        new PartitionColumns(files.stream().map(ParquetSource.Entry::file).toList(), ownColumns());
  }

  PartitionColumns partitions() {
    return partitions;
  }

  private List<String> ownColumns() {
    return first.footer().fields().stream().map(ParquetField::name).toList();
  }

  List<String> columns() {
    List<String> names = new ArrayList<>(ownColumns());
    names.addAll(partitions.names());
    return names;
  }

  ColumnSchema schema(List<String> columns) {
    List<ColumnField> fields = new ArrayList<>();
    for (String name : columns) {
      ColumnField partition = partitions.find(name);
      ColumnField field = partition != null ? partition : own(name);
      fields.add(field);
    }
    return ColumnSchema.of(fields);
  }

  private ColumnField own(String name) {
    ColumnField field = supported(name);
    files.forEach(e -> requireSame(e, field));
    return field;
  }

  private ColumnField supported(String name) {
    ParquetField field = find(first, name);
    String file = first.file().path();
    if (field == null) {
      throw new IllegalArgumentException(file + ": no column " + name + "; there are " + columns());
    }
    if (field.type() == null) {
      throw new UnsupportedColumnException(file, name, field.parquetType());
    }
    return new ColumnField(name, field.type());
  }

  static @Nullable ParquetField find(ParquetSource.Entry e, String name) {
    for (ParquetField f : e.footer().fields()) {
      if (f.name().equals(name)) {
        return f;
      }
    }
    return null;
  }

  private void requireSame(ParquetSource.Entry e, ColumnField expected) {
    ParquetField f = find(e, expected.name());
    if (f != null && f.type() == expected.type()) {
      return;
    }
    String found =
        f == null
            ? "missing"
            : (f.type() == null ? f.parquetType() : f.type() + " (" + f.parquetType() + ")");
    throw new TableFormatException(
        e.file().path(),
        "column "
            + expected.name()
            + " is "
            + found
            + ", expected "
            + expected.type()
            + " as in "
            + first.file().path(),
        "read files of one schema, write this one again, or exclude the column");
  }
}
