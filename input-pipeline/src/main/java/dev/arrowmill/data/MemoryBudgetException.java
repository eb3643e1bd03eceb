package dev.arrowmill.data;

/**
 * A pipeline would hold more bytes than {@link Options#memoryBytes} allows. The message names the
 * stage, what it asked for and what is held.
 */
public final class MemoryBudgetException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  public MemoryBudgetException(String stage, long asked, long held, long limit) {
    super(
        stage
            + ": needs "
            + asked
            + " bytes, the pipeline holds "
            + held
            + " of at most "
            + limit
            + "; give options(memoryBytes) more, or use smaller windows and buffers");
  }
}
