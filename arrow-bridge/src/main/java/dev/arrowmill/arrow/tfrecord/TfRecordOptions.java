package dev.arrowmill.arrow.tfrecord;

import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.file.Packing;
import org.jspecify.annotations.Nullable;

/**
 * How TFRecord files are read.
 *
 * @param schema the features' types; int64 lists may be LONG, DOUBLE, BOOLEAN, DATE or TIMESTAMP;
 *     null to find them
 * @param packing the compression of all files; null to tell it by their names
 * @param sampleRows how many Examples of the first file are looked at to find types, at least 1
 */
public record TfRecordOptions(
    @Nullable ColumnSchema schema, @Nullable Packing packing, int sampleRows) {
  /** Types from the first 1,000 Examples, compression by the files' names. */
  public static final TfRecordOptions DEFAULT = new TfRecordOptions(null, null, 1_000);

  public TfRecordOptions {
    if (sampleRows < 1) {
      throw new IllegalArgumentException("tfrecord: sampleRows is " + sampleRows + ", below 1");
    }
  }

  public TfRecordOptions withSchema(ColumnSchema value) {
    return new TfRecordOptions(value, packing, sampleRows);
  }

  public TfRecordOptions withPacking(Packing value) {
    return new TfRecordOptions(schema, value, sampleRows);
  }

  public TfRecordOptions withSampleRows(int value) {
    return new TfRecordOptions(schema, packing, value);
  }
}
