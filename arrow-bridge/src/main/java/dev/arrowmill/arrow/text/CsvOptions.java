package dev.arrowmill.arrow.text;

import dev.arrowmill.arrow.ColumnSchema;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How CSV files are read.
 *
 * @param delimiter between fields, an ASCII character
 * @param header whether the first record of each file is the columns' names
 * @param names the columns' names where there is no header; empty for {@code c0, c1, ...}
 * @param nulls unquoted fields that mean null
 * @param schema the columns' types; columns that it lacks are not read; null to find them
 * @param sampleRows how many rows of the first file are looked at to find types, at least 1
 */
public record CsvOptions(
    char delimiter,
    boolean header,
    List<String> names,
    Set<String> nulls,
    @Nullable ColumnSchema schema,
    int sampleRows) {
  /** Commas, a header, empty fields are null, types from the first 1,000 rows. */
  public static final CsvOptions DEFAULT =
      new CsvOptions(',', true, List.of(), Set.of(""), null, 1_000);

  public CsvOptions {
    names = List.copyOf(names);
    nulls = Set.copyOf(nulls);
    if (delimiter > 127 || delimiter == '"' || delimiter == '\n' || delimiter == '\r') {
      throw new IllegalArgumentException("csv: delimiter " + (int) delimiter + " cannot be used");
    }
    if (sampleRows < 1) {
      throw new IllegalArgumentException("csv: sampleRows is " + sampleRows + ", below 1");
    }
  }

  public CsvOptions withDelimiter(char value) {
    return new CsvOptions(value, header, names, nulls, schema, sampleRows);
  }

  /** Files without a header, whose columns are called so. */
  public CsvOptions withNames(List<String> value) {
    return new CsvOptions(delimiter, false, value, nulls, schema, sampleRows);
  }

  /** Files without a header, whose columns are called {@code c0, c1, ...}. */
  public CsvOptions withoutHeader() {
    return withNames(List.of());
  }

  public CsvOptions withNulls(Set<String> value) {
    return new CsvOptions(delimiter, header, names, value, schema, sampleRows);
  }

  public CsvOptions withSchema(ColumnSchema value) {
    return new CsvOptions(delimiter, header, names, nulls, value, sampleRows);
  }

  public CsvOptions withSampleRows(int value) {
    return new CsvOptions(delimiter, header, names, nulls, schema, value);
  }
}
