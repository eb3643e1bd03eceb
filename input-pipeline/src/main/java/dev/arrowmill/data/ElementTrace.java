package dev.arrowmill.data;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where in a pipeline an exception comes from: a suppressed exception of it, so that its own type
 * and message stay. {@link #of} finds it.
 */
public final class ElementTrace extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String operator;
  private final @Nullable String source;
  private final long row;

  /**
   * @param operator what threw, e.g. {@code map[x]}
   * @param source the file of the element, if it is known
   * @param row the row's number in the part of the file that it was read from; -1 where not known
   */
  public ElementTrace(String operator, @Nullable String source, long row) {
    super(text(operator, source, row), null, false, false);
    this.operator = operator;
    this.source = source;
    this.row = row;
  }

  private static String text(String operator, @Nullable String source, long row) {
    return "in "
        + operator
        + (row < 0 ? "" : ", row " + row)
        + (source == null ? "" : " of " + source);
  }

  public String operator() {
    return operator;
  }

  /** The file or table that the element was read from. */
  public Optional<String> source() {
    return Optional.ofNullable(source);
  }

  public long row() {
    return row;
  }

  /** Where an exception of an iterator comes from. */
  public static Optional<ElementTrace> of(Throwable failure) {
    for (Throwable s : failure.getSuppressed()) {
      if (s instanceof ElementTrace t) {
        return Optional.of(t);
      }
    }
    return Optional.empty();
  }

  /** Internal: says where an exception comes from, unless that is known. */
  public void addTo(Throwable failure) {
    if (of(failure).isEmpty()) {
      failure.addSuppressed(this);
    }
  }
}
