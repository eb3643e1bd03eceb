package dev.arrowmill.arrow;

import org.jspecify.annotations.Nullable;

/**
 * A table that cannot be read: nothing there, not Parquet, cut short, or of another schema than its
 * neighbours. The message names the file, what is wrong and what to do.
 */
public final class TableFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String file;

  /**
   * @param file the file or pattern, as the caller knows it
   * @param problem what is wrong, with the values
   * @param fix what to do about it
   */
  public TableFormatException(String file, String problem, String fix) {
    this(file, problem, fix, null);
  }

  public TableFormatException(String file, String problem, String fix, @Nullable Throwable cause) {
    super(file + ": " + problem + "; " + fix, cause);
    this.file = file;
  }

  public String file() {
    return file;
  }
}
