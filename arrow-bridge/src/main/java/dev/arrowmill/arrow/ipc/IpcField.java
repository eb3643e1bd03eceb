package dev.arrowmill.arrow.ipc;

import dev.arrowmill.arrow.ArrowTypes;
import dev.arrowmill.arrow.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.jspecify.annotations.Nullable;

/**
 * A column of a file.
 *
 * @param stored the field as record batches hold it: codes where it has a dictionary
 * @param type its column type, null where there is none
 * @param typeName its type in Arrow's words
 */
record IpcField(Field stored, @Nullable ColumnType type, String typeName) {
  String name() {
    return stored.getName();
  }

  /**
   * A field of a schema message, whose encoded fields have the type of their values.
   *
   * @param dictionaries gets the fields of the values by dictionary number
   */
  static IpcField of(Field message, Map<Long, Field> dictionaries) {
    Field stored = stored(message, dictionaries);
    return new IpcField(stored, ArrowTypes.columnType(message), ArrowTypes.describe(message));
  }

  private static Field stored(Field f, Map<Long, Field> dictionaries) {
    List<Field> children = new ArrayList<>();
    f.getChildren().forEach(c -> children.add(stored(c, dictionaries)));
    DictionaryEncoding encoding = f.getDictionary();
    if (encoding == null) {
      return new Field(name(f), f.getFieldType(), children);
    }
    Field values = new Field("dictionary", new FieldType(true, f.getType(), null), children);
    Field known = dictionaries.putIfAbsent(encoding.getId(), values);
    if (known != null && !known.equals(values)) {
      throw new IllegalArgumentException(
          "dictionary " + encoding.getId() + " has two types, " + known + " and " + values);
    }
    ArrowType index = encoding.getIndexType();
    FieldType type = new FieldType(f.isNullable(), index, encoding, f.getMetadata());
    return new Field(name(f), type, null);
  }

  private static String name(Field f) {
    return f.getName() == null ? "" : f.getName();
  }

  /** Numbers of the dictionaries of this column. */
  List<Long> dictionaries() {
    List<Long> out = new ArrayList<>();
    collect(stored, out);
    return out;
  }

  private static void collect(Field f, List<Long> out) {
    if (f.getDictionary() != null) {
      out.add(f.getDictionary().getId());
    }
    f.getChildren().forEach(c -> collect(c, out));
  }
}
