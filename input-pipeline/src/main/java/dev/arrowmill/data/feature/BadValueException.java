package dev.arrowmill.data.feature;

/** A value that its column's policy refuses; names column, row of the batch and value. */
public final class BadValueException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  BadValueException(String column, int row, String what) {
    super(
        "column "
            + column
            + ", row "
            + row
            + " of its batch: "
            + what
            + " is refused by the column's policy; clean the column or choose another policy");
  }
}
