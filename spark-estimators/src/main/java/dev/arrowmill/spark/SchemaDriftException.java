package dev.arrowmill.spark;

/** The table to score has other columns than the one trained on; the message names each. */
public final class SchemaDriftException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public SchemaDriftException(String problems) {
    super(
        "the table does not fit the model: "
            + problems
            + "; add, cast or rename the columns, or train again");
  }
}
