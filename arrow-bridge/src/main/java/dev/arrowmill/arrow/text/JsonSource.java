package dev.arrowmill.arrow.text;

import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.TableFormatException;
import dev.arrowmill.arrow.file.InputFile;
import dev.arrowmill.arrow.file.InputFiles;
import dev.arrowmill.arrow.record.RecordField;
import dev.arrowmill.arrow.record.RecordReader;
import dev.arrowmill.arrow.record.RecordSource;
import java.util.List;

/**
 * Files of JSON objects, one per line or otherwise apart, in the order of their names; those ending
 * in {@code .gz} are gunzipped. A missing field is null, a field that is no column is passed over.
 * Lists of numbers, booleans or texts are list columns; objects within objects are not supported
 * and named when asked for.
 */
public final class JsonSource extends RecordSource {
  private JsonSource(List<InputFile> files, List<RecordField> fields) {
    super("json", files, fields);
  }

  /** Files, globs and directories, with {@link JsonOptions#DEFAULT}. */
  public static JsonSource of(String... paths) {
    return of(List.of(paths), JsonOptions.DEFAULT);
  }

  /**
   * Files, globs and directories.
   *
   * @throws TableFormatException if there is no such file, or the sample holds no object, no JSON,
   *     or a column of more than one type
   */
  public static JsonSource of(List<String> paths, JsonOptions options) {
    List<InputFile> files = InputFiles.list(paths);
    ColumnSchema schema = options.schema();
    if (schema != null) {
      return new JsonSource(
          files,
          schema.fields().stream()
              .map(f -> new RecordField(f.name(), f.type(), f.type().toString()))
              .toList());
    }
    List<RecordField> fields = JsonSample.fields(files.get(0), options.sampleRows());
    if (fields.isEmpty()) {
      throw new TableFormatException(files.get(0).path(), "is empty: no columns", "give a schema");
    }
    return new JsonSource(files, fields);
  }

  @Override
  protected RecordReader reader(InputFile file, ColumnSchema schema) {
    return new JsonReader(file, schema);
  }
}
