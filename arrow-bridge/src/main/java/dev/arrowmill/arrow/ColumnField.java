package dev.arrowmill.arrow;

/** The name and type of a column. */
public record ColumnField(String name, ColumnType type) {
  @Override
  public String toString() {
    return name + ": " + type;
  }
}
