package dev.arrowmill.spark.tune;

/** A journal that cannot be gone on with: it is damaged, or belongs to another search. */
public final class TuneJournalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TuneJournalException(String message) {
    super(message);
  }

  TuneJournalException(String message, Throwable cause) {
    super(message, cause);
  }
}
