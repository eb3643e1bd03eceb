package dev.arrowmill.arrow.tfrecord;

import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.TableFormatException;
import dev.arrowmill.arrow.file.InputFile;
import dev.arrowmill.arrow.file.InputFiles;
import dev.arrowmill.arrow.file.Packing;
import dev.arrowmill.arrow.record.RecordField;
import dev.arrowmill.arrow.record.RecordReader;
import dev.arrowmill.arrow.record.RecordSource;
import java.util.List;

/**
 * TFRecord files of {@code tf.train.Example} in the order of their names. A feature is a column:
 * int64 lists are LONG, float lists DOUBLE, bytes lists STRING (they must be UTF-8); features that
 * always have one value are scalars, others lists. A missing feature is null. Checksums are
 * checked.
 */
public final class TfRecordSource extends RecordSource {
  private final TfRecordOptions options;

  private TfRecordSource(List<InputFile> files, TfRecordOptions options, List<RecordField> fields) {
    super("tfrecord", files, fields);
    this.options = options;
  }

  /** Files, globs and directories, with {@link TfRecordOptions#DEFAULT}. */
  public static TfRecordSource of(String... paths) {
    return of(List.of(paths), TfRecordOptions.DEFAULT);
  }

  /**
   * Files, globs and directories.
   *
   * @throws TableFormatException if there is no such file, or the sample is damaged or empty
   */
  public static TfRecordSource of(List<String> paths, TfRecordOptions options) {
    List<InputFile> files = InputFiles.list(paths);
    ColumnSchema schema = options.schema();
    InputFile first = files.get(0);
    List<RecordField> fields =
        schema == null
            ? ExampleSample.fields(first, packing(first, options), options.sampleRows())
            : schema.fields().stream()
                .map(f -> new RecordField(f.name(), f.type(), f.type().toString()))
                .toList();
    if (fields.isEmpty()) {
      throw new TableFormatException(first.path(), "has no features", "give a schema");
    }
    return new TfRecordSource(files, options, fields);
  }

  private static Packing packing(InputFile file, TfRecordOptions options) {
    return options.packing() == null ? Packing.of(file.name()) : options.packing();
  }

  @Override
  protected RecordReader reader(InputFile file, ColumnSchema schema) {
    return new ExampleReader(file, packing(file, options), schema);
  }
}
