package dev.arrowmill.arrow.text;

import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.arrow.TableFormatException;
import dev.arrowmill.arrow.file.InputFile;
import dev.arrowmill.arrow.record.RecordReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of one CSV file. */
final class CsvReader implements RecordReader {
  private final CsvRecords records;
  private final CsvNulls nulls;
  private final ColumnSchema schema;
  private final int width;

  /** The column of each field, -1 for none. */
  private final int[] columns;

  private final NumberText number = new NumberText();

  CsvReader(InputFile file, CsvOptions options, List<String> names, ColumnSchema schema) {
    this.schema = schema;
    this.nulls = new CsvNulls(options.nulls());
    this.records = new CsvRecords(file, options.delimiter());
    try {
      List<String> here = options.header() ? header(records, file) : names;
      this.width = here.size();
      this.columns = new int[width];
      Arrays.fill(columns, -1);
      for (int c = 0; c < schema.size(); c++) {
        int field = here.indexOf(schema.field(c).name());
        if (field < 0) {
          throw new TableFormatException(
              file.path(),
              "has no column " + schema.field(c).name() + "; its header is " + here,
              "read files of one header, or exclude the column");
        }
        columns[field] = c;
      }
    } catch (RuntimeException e) {
      records.close();
      throw e;
    }
  }

  /** The names in the first record; none in an empty file. */
  static List<String> header(CsvRecords records, InputFile file) {
    List<String> names = new ArrayList<>();
    if (records.next()) {
      Set<String> seen = new HashSet<>();
      for (int i = 0; i < records.fields(); i++) {
        String name = records.text(i);
        if (name.isEmpty() || !seen.add(name)) {
          throw new TableFormatException(
              file.path(),
              name.isEmpty()
                  ? "line 1: column " + (i + 1) + " has no name"
                  : "line 1: column name appears twice: " + name,
              "mend the header, or give names");
        }
        names.add(name);
      }
    }
    return names;
  }

  @Override
  public boolean read(@Nullable HeapColumns to) {
    if (!records.next()) {
      return false;
    }
    if (records.fields() != width) {
      throw records.wrong(
          "has " + records.fields() + " fields, expected " + width, "mend the line");
    }
    if (to != null) {
      int row = to.addRow();
      for (int f = 0; f < width; f++) {
        if (columns[f] >= 0 && !nulls.isNull(records, f)) {
          set(to, row, columns[f], f);
        }
      }
    }
    return true;
  }

  private void set(HeapColumns to, int row, int column, int field) {
    byte[] bytes = records.bytes();
    ColumnType type = schema.field(column).type();
    if (type == ColumnType.STRING) {
      to.setString(row, column, records.text(field));
      return;
    }
    int start = records.start(field);
    int end = records.end(field);
    while (start < end && bytes[start] == ' ') {
      start++;
    }
    while (end > start && bytes[end - 1] == ' ') {
      end--;
    }
    switch (type) {
      case LONG -> {
        require(number.isLong(bytes, start, end), column, field);
        to.setLong(row, column, number.longValue());
      }
      case DOUBLE -> {
        require(number.isDouble(bytes, start, end), column, field);
        to.setDouble(row, column, number.doubleValue());
      }
      case BOOLEAN -> {
        boolean yes = NumberText.is(bytes, start, end, "true");
        require(yes || NumberText.is(bytes, start, end, "false"), column, field);
        to.setLong(row, column, yes ? 1 : 0);
      }
      default -> {
        String text = records.text(field).strip();
        OptionalLong value = type == ColumnType.DATE ? TimeText.days(text) : TimeText.micros(text);
        require(value.isPresent(), column, field);
        to.setLong(row, column, value.orElse(0));
      }
    }
  }

  private void require(boolean fits, int column, int field) {
    if (!fits) {
      String text = records.text(field);
      String shown = text.length() > 40 ? text.substring(0, 40) + "..." : text;
      throw records.wrong(
          "column "
              + schema.field(column).name()
              + ": \""
              + shown
              + "\" is no "
              + schema.field(column).type(),
          "mend it, name it as a null, or give a schema with another type");
    }
  }

  @Override
  public void close() {
    records.close();
  }
}
