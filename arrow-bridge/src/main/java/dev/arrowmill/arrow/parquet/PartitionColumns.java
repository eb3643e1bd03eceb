package dev.arrowmill.arrow.parquet;

import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnRange;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.file.InputFile;
import dev.arrowmill.arrow.file.PartitionValue;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Columns that the folders of files spell out, as in {@code day=2024-01-02/part-0.parquet}. A
 * column is LONG, DOUBLE or DATE where all its values are, else STRING. Immutable.
 */
final class PartitionColumns {
  private final Map<String, ColumnType> types = new LinkedHashMap<>();

  /** The columns of all files, but for names that the files themselves have. */
  PartitionColumns(Collection<InputFile> files, List<String> taken) {
    for (InputFile file : files) {
      for (PartitionValue p : file.partitions()) {
        if (!taken.contains(p.key())) {
          types.merge(p.key(), typeOf(p.value()), PartitionColumns::common);
        }
      }
    }
    types.replaceAll((key, type) -> type == ColumnType.BOOLEAN ? ColumnType.STRING : type);
  }

  List<String> names() {
    return List.copyOf(types.keySet());
  }

  @Nullable ColumnField find(String name) {
    ColumnType type = types.get(name);
    return type == null ? null : new ColumnField(name, type);
  }

  /** BOOLEAN stands for a value that says nothing. */
  private static ColumnType typeOf(@Nullable String value) {
    if (value == null) {
      return ColumnType.BOOLEAN;
    }
    if (value.matches("-?\\d{1,18}")) {
      return ColumnType.LONG;
    }
    if (value.matches("-?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d{1,3})?")) {
      return ColumnType.DOUBLE;
    }
    return day(value) == null ? ColumnType.STRING : ColumnType.DATE;
  }

  private static ColumnType common(ColumnType a, ColumnType b) {
    if (a == b || b == ColumnType.BOOLEAN) {
      return a;
    }
    if (a == ColumnType.BOOLEAN) {
      return b;
    }
    boolean numbers = isNumber(a) && isNumber(b);
    return numbers ? ColumnType.DOUBLE : ColumnType.STRING;
  }

  private static boolean isNumber(ColumnType t) {
    return t == ColumnType.LONG || t == ColumnType.DOUBLE;
  }

  private static @Nullable Long day(String value) {
    try {
      return value.length() == 10 ? LocalDate.parse(value).toEpochDay() : null;
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  /** The value of a column in a file: Long, Double, String or null. */
  @Nullable Object value(InputFile file, ColumnField field) {
    for (PartitionValue p : file.partitions()) {
      String text = p.value();
      if (p.key().equals(field.name()) && text != null) {
        return switch (field.type()) {
          case LONG -> Long.valueOf(text);
          case DOUBLE -> Double.valueOf(text);
          case DATE -> day(text);
          default -> text;
        };
      }
    }
    return null;
  }

  /** Whether rows of a file may be wanted, by its folders alone. */
  boolean mayMatch(InputFile file, List<ColumnRange> where) {
    for (ColumnRange range : where) {
      ColumnField field = find(range.column());
      if (field != null && !matches(value(file, field), range)) {
        return false;
      }
    }
    return true;
  }

  private static boolean matches(@Nullable Object value, ColumnRange range) {
    SortedSet<String> texts = range.texts();
    if (value instanceof String s) {
      return texts == null || texts.contains(s);
    }
    if (value instanceof Number n) {
      return texts != null || (n.doubleValue() >= range.min() && n.doubleValue() <= range.max());
    }
    return false;
  }
}
