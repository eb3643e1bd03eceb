package dev.arrowmill.arrow.parquet.meta;

/** The bytes are not what the format allows; whoever knows the file and column says so. */
public final class Damaged extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean early;

  private Damaged(String message, boolean early) {
    super(message, null, false, false);
    this.early = early;
  }

  public Damaged(String message) {
    this(message, false);
  }

  /** The bytes ended before the value did. */
  static Damaged early(String message) {
    return new Damaged(message, true);
  }

  boolean isEarly() {
    return early;
  }
}
