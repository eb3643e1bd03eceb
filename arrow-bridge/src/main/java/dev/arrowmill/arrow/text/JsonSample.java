package dev.arrowmill.arrow.text;

import com.fasterxml.jackson.core.JsonToken;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.file.InputFile;
import dev.arrowmill.arrow.record.RecordField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds names and types in the first objects of a file. */
final class JsonSample {
  /**
   * What is known of a field.
   *
   * @param type null where only nulls were seen, or what follows is true
   * @param list whether there was a list; with no type, an empty one
   * @param nested the type in JSON's words where there is no column type
   */
  private record Seen(@Nullable ColumnType type, boolean list, @Nullable String nested) {}

  private final JsonRecords records;
  private final Map<String, Seen> fields = new LinkedHashMap<>();

  private JsonSample(JsonRecords records) {
    this.records = records;
  }

  /**
   * The fields in the order in which they appear; a field with nulls only is text, one with empty
   * lists only a list of integers.
   */
  static List<RecordField> fields(InputFile file, int rows) {
    try (JsonRecords records = new JsonRecords(file)) {
      JsonSample sample = new JsonSample(records);
      for (int i = 0; i < rows && records.next(); i++) {
        sample.object();
      }
      List<RecordField> out = new ArrayList<>();
      sample.fields.forEach((name, seen) -> out.add(field(name, seen)));
      return out;
    }
  }

  private static RecordField field(String name, Seen seen) {
    if (seen.nested() != null) {
      return new RecordField(name, null, seen.nested());
    }
    ColumnType element = seen.type() == null ? ColumnType.STRING : seen.type();
    ColumnType type = element;
    if (seen.list()) {
      type = seen.type() == null ? ColumnType.LONG_LIST : element.list();
    }
    return new RecordField(name, type, type.toString());
  }

  private void object() {
    for (String name = records.field(); name != null; name = records.field()) {
      Seen now = value(records.token());
      Seen before = fields.get(name);
      fields.put(name, before == null ? now : merge(name, before, now));
    }
  }

  private Seen value(@Nullable JsonToken token) {
    if (token == JsonToken.START_OBJECT) {
      records.skip();
      return new Seen(null, false, "object");
    }
    if (token != JsonToken.START_ARRAY) {
      return new Seen(scalar(token), false, null);
    }
    ColumnType element = null;
    String nested = null;
    for (JsonToken t = records.token(); t != JsonToken.END_ARRAY; t = records.token()) {
      if (t == null) {
        break;
      }
      if (t == JsonToken.START_OBJECT || t == JsonToken.START_ARRAY) {
        nested = t == JsonToken.START_OBJECT ? "array of objects" : "array of arrays";
        records.skip();
      } else {
        element = widest("an array", element, scalar(t));
      }
    }
    return nested != null ? new Seen(null, true, nested) : new Seen(element, true, null);
  }

  private @Nullable ColumnType scalar(@Nullable JsonToken token) {
    if (token == null) {
      return null;
    }
    return switch (token) {
      case VALUE_TRUE, VALUE_FALSE -> ColumnType.BOOLEAN;
      case VALUE_NUMBER_INT -> records.isLong() ? ColumnType.LONG : ColumnType.DOUBLE;
      case VALUE_NUMBER_FLOAT -> ColumnType.DOUBLE;
      case VALUE_STRING -> ColumnType.STRING;
      default -> null;
    };
  }

  private Seen merge(String name, Seen a, Seen b) {
    if (a.nested() != null || b.nested() != null) {
      return a.nested() != null ? a : b;
    }
    boolean onlyNull = (a.type() == null && !a.list()) || (b.type() == null && !b.list());
    if (a.list() != b.list() && !onlyNull) {
      throw records.wrong(
          "column " + name + " is a list here and none there, or the other way round",
          "write it as one of both, or give a schema without it");
    }
    return new Seen(widest("column " + name, a.type(), b.type()), a.list() || b.list(), null);
  }

  private @Nullable ColumnType widest(String what, @Nullable ColumnType a, @Nullable ColumnType b) {
    if (a == null || b == null || a == b) {
      return a == null ? b : a;
    }
    boolean numbers =
        (a == ColumnType.LONG || a == ColumnType.DOUBLE)
            && (b == ColumnType.LONG || b == ColumnType.DOUBLE);
    if (!numbers) {
      throw records.wrong(
          what + " has values of " + a + " and of " + b,
          "write one type per column, or give a schema without it");
    }
    return ColumnType.DOUBLE;
  }
}
