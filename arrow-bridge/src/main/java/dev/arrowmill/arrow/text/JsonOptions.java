package dev.arrowmill.arrow.text;

import dev.arrowmill.arrow.ColumnSchema;
import org.jspecify.annotations.Nullable;

/**
 * How JSON files are read.
 *
 * @param schema the columns' types, of which dates and timestamps are text by ISO 8601; null to
 *     find them
 * @param sampleRows how many objects of the first file are looked at to find types, at least 1
 */
public record JsonOptions(@Nullable ColumnSchema schema, int sampleRows) {
  /** Types from the first 1,000 objects. */
  public static final JsonOptions DEFAULT = new JsonOptions(null, 1_000);

  public JsonOptions {
    if (sampleRows < 1) {
      throw new IllegalArgumentException("json: sampleRows is " + sampleRows + ", below 1");
    }
  }

  public JsonOptions withSchema(ColumnSchema value) {
    return new JsonOptions(value, sampleRows);
  }

  public JsonOptions withSampleRows(int value) {
    return new JsonOptions(schema, value);
  }
}
