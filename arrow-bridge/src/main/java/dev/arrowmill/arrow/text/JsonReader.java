package dev.arrowmill.arrow.text;

import com.fasterxml.jackson.core.JsonToken;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.arrow.file.InputFile;
import dev.arrowmill.arrow.record.RecordReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The rows of one file of JSON objects. */
final class JsonReader implements RecordReader {
  private final JsonRecords records;
  private final ColumnSchema schema;
  private final Map<String, Integer> columns = new HashMap<>();

  /** The last record in which each column was seen. */
  private final long[] seen;

  private long record;

  JsonReader(InputFile file, ColumnSchema schema) {
    this.schema = schema;
    this.seen = new long[schema.size()];
    Arrays.fill(seen, -1);
    for (int c = 0; c < schema.size(); c++) {
      columns.put(schema.field(c).name(), c);
    }
    this.records = new JsonRecords(file);
  }

  @Override
  public boolean read(@Nullable HeapColumns to) {
    if (!records.next()) {
      return false;
    }
    if (to == null) {
      records.skip();
    } else {
      int row = to.addRow();
      for (String name = records.field(); name != null; name = records.field()) {
        Integer column = columns.get(name);
        JsonToken token = records.token();
        if (column == null) {
          records.skip();
        } else {
          set(to, row, column, token);
        }
      }
    }
    record++;
    return true;
  }

  private void set(HeapColumns to, int row, int column, @Nullable JsonToken token) {
    if (seen[column] == record) {
      throw records.wrong(
          "column " + schema.field(column).name() + " appears twice in one object", "mend it");
    }
    seen[column] = record;
    if (token == JsonToken.VALUE_NULL) {
      return;
    }
    ColumnType type = schema.field(column).type();
    switch (type) {
      case LONG -> to.setLong(row, column, toLong(column));
      case DOUBLE -> to.setDouble(row, column, toDouble(column, token));
      case STRING -> to.setString(row, column, toText(column, token));
      case BOOLEAN, DATE, TIMESTAMP -> to.setLong(row, column, toIntegral(type, column, token));
      default -> to.set(row, column, list(type.element(), column, token));
    }
  }

  private List<@Nullable Object> list(ColumnType element, int column, @Nullable JsonToken begin) {
    require(begin == JsonToken.START_ARRAY, column);
    List<@Nullable Object> out = new ArrayList<>();
    for (JsonToken t = records.token(); t != JsonToken.END_ARRAY; t = records.token()) {
      require(t != null, column);
      if (t == JsonToken.VALUE_NULL) {
        out.add(null);
      } else if (element == ColumnType.DOUBLE) {
        out.add(toDouble(column, t));
      } else if (element == ColumnType.STRING) {
        out.add(toText(column, t));
      } else if (t == JsonToken.VALUE_TRUE || t == JsonToken.VALUE_FALSE) {
        out.add(t == JsonToken.VALUE_TRUE ? 1L : 0L);
      } else {
        out.add(toLong(column));
      }
    }
    return out;
  }

  private long toLong(int column) {
    require(records.isLong(), column);
    return records.longValue();
  }

  private double toDouble(int column, @Nullable JsonToken token) {
    require(token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT, column);
    return records.doubleValue();
  }

  private String toText(int column, @Nullable JsonToken token) {
    require(token == JsonToken.VALUE_STRING, column);
    return records.text();
  }

  private long toIntegral(ColumnType type, int column, @Nullable JsonToken token) {
    if (type == ColumnType.BOOLEAN) {
      require(token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE, column);
      return token == JsonToken.VALUE_TRUE ? 1 : 0;
    }
    String text = toText(column, token);
    OptionalLong value = type == ColumnType.DATE ? TimeText.days(text) : TimeText.micros(text);
    require(value.isPresent(), column);
    return value.orElse(0);
  }

  private void require(boolean fits, int column) {
    if (!fits) {
      String text = records.text();
      throw records.wrong(
          "column "
              + schema.field(column).name()
              + ": "
              + (text.length() > 40 ? text.substring(0, 40) + "..." : text)
              + " is no "
              + schema.field(column).type(),
          "mend it, or give a schema with another type");
    }
  }

  @Override
  public void close() {
    records.close();
  }
}
