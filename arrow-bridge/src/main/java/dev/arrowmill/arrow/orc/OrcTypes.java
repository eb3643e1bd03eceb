package dev.arrowmill.arrow.orc;

import dev.arrowmill.arrow.ColumnType;
import org.apache.orc.TypeDescription;
import org.jspecify.annotations.Nullable;

/** ORC's types as column types. */
final class OrcTypes {
  private OrcTypes() {}

  static @Nullable ColumnType of(TypeDescription type) {
    if (type.getCategory() != TypeDescription.Category.LIST) {
      return scalar(type);
    }
    ColumnType element = scalar(type.getChildren().get(0));
    return element == null ? null : element.list();
  }

  private static @Nullable ColumnType scalar(TypeDescription type) {
    return switch (type.getCategory()) {
      case BOOLEAN -> ColumnType.BOOLEAN;
      case BYTE, SHORT, INT, LONG -> ColumnType.LONG;
      case FLOAT, DOUBLE, DECIMAL -> ColumnType.DOUBLE;
      case STRING, VARCHAR, CHAR -> ColumnType.STRING;
      case DATE -> ColumnType.DATE;
      case TIMESTAMP, TIMESTAMP_INSTANT -> ColumnType.TIMESTAMP;
      default -> null;
    };
  }
}
