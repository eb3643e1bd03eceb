package dev.arrowmill.tensor.emit.ptx;

/** What a kernel did wrong. */
final class PtxFault extends AssertionError {
  private static final long serialVersionUID = 1L;

  PtxFault(String message) {
    super(message);
  }
}
