package dev.arrowmill.tensor.emit;

/** How a slot's array is walked over a space of rows x columns; {@code at} is its offset. */
public enum Access {
  /** Element (r, c) lies at {@code at + r * columns + c}. */
  FULL,
  /** One element at {@code at}. */
  SCALAR,
  /** One element per column, at {@code at + c}; the same for each row. */
  ROW,
  /** One element per row, at {@code at + r}; the same for each column. */
  COLUMN;

  /** Whether neighbouring columns are neighbouring elements. */
  boolean isRun() {
    return this == FULL || this == ROW;
  }

  /** Where element (r, c) lies. */
  int position(int at, int r, int c, int columns) {
    return switch (this) {
      case FULL -> at + r * columns + c;
      case SCALAR -> at;
      case ROW -> at + c;
      case COLUMN -> at + r;
    };
  }
}
