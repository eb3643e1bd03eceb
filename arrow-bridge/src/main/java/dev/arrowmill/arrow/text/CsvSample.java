package dev.arrowmill.arrow.text;

import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.file.InputFile;
import dev.arrowmill.arrow.record.RecordField;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** Finds names and types in the first rows of a file: the narrowest type that all values fit. */
final class CsvSample {
  private static final List<ColumnType> ORDER =
      List.of(
          ColumnType.BOOLEAN,
          ColumnType.LONG,
          ColumnType.DOUBLE,
          ColumnType.DATE,
          ColumnType.TIMESTAMP);

  private final NumberText number = new NumberText();
  private final List<EnumSet<ColumnType>> possible = new ArrayList<>();
  private final List<Boolean> anyValue = new ArrayList<>();

  private CsvSample() {}

  /** The fields of a file; a column without a value is text. */
  static List<RecordField> fields(InputFile file, CsvOptions options) {
    try (CsvRecords records = new CsvRecords(file, options.delimiter())) {
      List<String> names = options.header() ? CsvReader.header(records, file) : options.names();
      CsvSample sample = new CsvSample();
      CsvNulls nulls = new CsvNulls(options.nulls());
      for (int i = 0; i < options.sampleRows() && records.next(); i++) {
        sample.add(records, nulls);
      }
      return sample.fields(names, options.header() || !names.isEmpty());
    }
  }

  private void add(CsvRecords records, CsvNulls nulls) {
    for (int f = 0; f < records.fields(); f++) {
      if (f == possible.size()) {
        possible.add(EnumSet.copyOf(ORDER));
        anyValue.add(false);
      }
      if (!nulls.isNull(records, f)) {
        anyValue.set(f, true);
        narrow(possible.get(f), records, f);
      }
    }
  }

  private void narrow(EnumSet<ColumnType> types, CsvRecords records, int f) {
    if (types.isEmpty()) {
      return;
    }
    String text = records.text(f).strip();
    byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    types.removeIf(
        t ->
            switch (t) {
              case BOOLEAN ->
                  !NumberText.is(bytes, 0, bytes.length, "true")
                      && !NumberText.is(bytes, 0, bytes.length, "false");
              case LONG -> !number.isLong(bytes, 0, bytes.length);
              case DOUBLE -> !number.isDouble(bytes, 0, bytes.length);
              case DATE -> TimeText.days(text).isEmpty();
              default -> TimeText.micros(text).isEmpty();
            });
  }

  private List<RecordField> fields(List<String> names, boolean named) {
    List<RecordField> out = new ArrayList<>();
    int width = named ? names.size() : possible.size();
    for (int f = 0; f < width; f++) {
      boolean seen = f < possible.size() && anyValue.get(f);
      ColumnType type =
          seen
              ? ORDER.stream()
                  .filter(possible.get(f)::contains)
                  .findFirst()
                  .orElse(ColumnType.STRING)
              : ColumnType.STRING;
      out.add(new RecordField(named ? names.get(f) : "c" + f, type, type.toString()));
    }
    return out;
  }
}
