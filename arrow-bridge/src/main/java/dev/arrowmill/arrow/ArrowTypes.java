package dev.arrowmill.arrow;

import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/** Arrow's types as column types. Thread-safe. */
public final class ArrowTypes {
  private ArrowTypes() {}

  /**
   * The column type of a field, null where there is none.
   *
   * @param field as a schema message has it: encoded fields have the type of their values
   */
  public static @Nullable ColumnType columnType(Field field) {
    ColumnType list = list(field);
    return list != null ? list : scalar(field.getType());
  }

  private static @Nullable ColumnType list(Field field) {
    ArrowType type = field.getType();
    boolean one = field.getChildren().size() == 1 && field.getDictionary() == null;
    boolean lists =
        type instanceof ArrowType.List
            || type instanceof ArrowType.LargeList
            || type instanceof ArrowType.ListView
            || (type instanceof ArrowType.FixedSizeList f && f.getListSize() > 0);
    ColumnType element = one && lists ? scalar(field.getChildren().get(0).getType()) : null;
    return element == null ? null : element.list();
  }

  private static @Nullable ColumnType scalar(ArrowType type) {
    return switch (type.getTypeID()) {
      case Bool -> ColumnType.BOOLEAN;
      case Int -> integer((ArrowType.Int) type);
      case Duration -> ColumnType.LONG;
      case FloatingPoint -> ColumnType.DOUBLE;
      case Decimal -> ((ArrowType.Decimal) type).getBitWidth() >= 128 ? ColumnType.DOUBLE : null;
      case Utf8, LargeUtf8, Utf8View -> ColumnType.STRING;
      case Date -> ColumnType.DATE;
      case Timestamp -> ColumnType.TIMESTAMP;
      default -> null;
    };
  }

  private static ColumnType integer(ArrowType.Int type) {
    return type.getBitWidth() == 64 && !type.getIsSigned() ? ColumnType.DOUBLE : ColumnType.LONG;
  }

  /** The type in Arrow's words, e.g. {@code List<Int(32, true)>}. */
  public static String describe(Field field) {
    String children =
        field.getChildren().stream()
            .map(c -> c.getType().toString())
            .collect(Collectors.joining(", "));
    return field.getType() + (children.isEmpty() ? "" : "<" + children + ">");
  }
}
