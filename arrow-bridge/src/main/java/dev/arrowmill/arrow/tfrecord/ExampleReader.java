package dev.arrowmill.arrow.tfrecord;

import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.arrow.file.InputFile;
import dev.arrowmill.arrow.file.Packing;
import dev.arrowmill.arrow.record.RecordReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of one file of Examples. */
final class ExampleReader implements RecordReader {
  private final Frames frames;
  private final ColumnSchema schema;
  private final Map<String, Integer> columns = new HashMap<>();

  ExampleReader(InputFile file, Packing packing, ColumnSchema schema) {
    this.schema = schema;
    for (int c = 0; c < schema.size(); c++) {
      columns.put(schema.field(c).name(), c);
    }
    this.frames = new Frames(file, packing);
  }

  @Override
  public boolean read(@Nullable HeapColumns to) {
    if (!frames.next()) {
      return false;
    }
    if (to != null) {
      int row = to.addRow();
      try {
        Example.visit(frames.bytes(), frames.length(), (name, value) -> set(to, row, name, value));
      } catch (IllegalArgumentException e) {
        throw frames.wrong("is no tf.train.Example: " + e.getMessage(), "write the file again");
      }
    }
    return true;
  }

  private void set(HeapColumns to, int row, String name, WireReader value) {
    Integer column = columns.get(name);
    if (column == null) {
      return;
    }
    Feature feature = Feature.parse(value);
    ColumnType kind = feature.kind();
    if (kind == null) {
      return;
    }
    ColumnType type = schema.field(column).type();
    requireKind(name, type, kind);
    try {
      if (type.isList()) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < feature.values().size(); i++) {
          values.add(feature.value(i));
        }
        to.set(row, column, values);
      } else if (feature.values().size() == 1) {
        scalar(to, row, column, type, feature.value(0));
      } else if (!feature.values().isEmpty()) {
        throw frames.wrong(
            "feature " + name + " has " + feature.values().size() + " values, expected one",
            "give a schema in which it is " + type.list());
      }
    } catch (Feature.NotText e) {
      throw frames.wrong(
          "feature " + name + " holds " + e.getMessage(),
          "exclude it, or store numbers as int64 or float lists");
    }
  }

  private static void scalar(HeapColumns to, int row, int column, ColumnType type, Object value) {
    if (type.isIntegral()) {
      to.setLong(row, column, (Long) value);
    } else if (type == ColumnType.DOUBLE) {
      to.setDouble(row, column, ((Number) value).doubleValue());
    } else {
      to.setString(row, column, (String) value);
    }
  }

  /** An int64 list may be read as reals, as booleans, dates and timestamps too. */
  private void requireKind(String name, ColumnType type, ColumnType kind) {
    ColumnType element = type.isList() ? type.element() : type;
    boolean fits =
        switch (kind) {
          case LONG -> element != ColumnType.STRING;
          case DOUBLE -> element == ColumnType.DOUBLE;
          default -> element == ColumnType.STRING;
        };
    if (!fits) {
      throw frames.wrong(
          "feature " + name + " is a list of " + kind + ", expected " + type,
          "write one kind per feature, or give a schema with another type");
    }
  }

  @Override
  public void close() {
    frames.close();
  }
}
