package dev.arrowmill.arrow.text;

import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.TableFormatException;
import dev.arrowmill.arrow.file.InputFile;
import dev.arrowmill.arrow.file.InputFiles;
import dev.arrowmill.arrow.record.RecordField;
import dev.arrowmill.arrow.record.RecordReader;
import dev.arrowmill.arrow.record.RecordSource;
import java.util.List;

/**
 * CSV files by RFC 4180, in UTF-8, in the order of their names; those ending in {@code .gz} are
 * gunzipped. A byte order mark and blank lines are passed over, lines may end with CR, LF or both.
 * A row with too few or too many fields is an error, and so is a value that does not fit its type.
 */
public final class CsvSource extends RecordSource {
  private final CsvOptions options;
  private final List<String> names;

  private CsvSource(List<InputFile> files, CsvOptions options, List<RecordField> fields) {
    super("csv", files, fields);
    this.options = options;
    this.names =
        options.names().isEmpty()
            ? fields.stream().map(RecordField::name).toList()
            : options.names();
  }

  /** Files, globs and directories, with {@link CsvOptions#DEFAULT}. */
  public static CsvSource of(String... paths) {
    return of(List.of(paths), CsvOptions.DEFAULT);
  }

  /**
   * Files, globs and directories.
   *
   * @throws TableFormatException if there is no such file, or the first has no columns
   * @throws IllegalArgumentException if the schema has list columns, or others than the names
   */
  public static CsvSource of(List<String> paths, CsvOptions options) {
    List<InputFile> files = InputFiles.list(paths);
    List<RecordField> fields =
        options.schema() == null
            ? found(files.get(0), options)
            : given(options.schema(), options.names());
    return new CsvSource(files, options, fields);
  }

  private static List<RecordField> found(InputFile first, CsvOptions options) {
    List<RecordField> fields = CsvSample.fields(first, options);
    if (fields.isEmpty()) {
      throw new TableFormatException(first.path(), "is empty: no columns", "give a schema");
    }
    return fields;
  }

  private static List<RecordField> given(ColumnSchema schema, List<String> names) {
    for (ColumnField f : schema.fields()) {
      if (f.type().isList()) {
        throw new IllegalArgumentException("csv: column " + f.name() + " cannot be " + f.type());
      }
      if (!names.isEmpty() && !names.contains(f.name())) {
        throw new IllegalArgumentException(
            "csv: column " + f.name() + " is in the schema, but the names are " + names);
      }
    }
    return schema.fields().stream()
        .map(f -> new RecordField(f.name(), f.type(), f.type().toString()))
        .toList();
  }

  @Override
  protected RecordReader reader(InputFile file, ColumnSchema schema) {
    return new CsvReader(file, options, names, schema);
  }
}
