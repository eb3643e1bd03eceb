package dev.arrowmill.tensor.autograd;

/** The first NaN or infinity that an op made of finite inputs, with where it happened. */
public final class AnomalyException extends ArithmeticException {
  private static final long serialVersionUID = 1L;

  private final String op;
  private final long batch;
  private final long row;

  AnomalyException(String message, String op, long batch, long row) {
    super(message);
    this.op = op;
    this.batch = batch;
    this.row = row;
  }

  /** The op that made it, such as {@code log}, or {@code gradient of log}. */
  public String op() {
    return op;
  }

  /** The batch as {@link Anomaly#batch} was told, or -1. */
  public long batch() {
    return batch;
  }

  /** The source row as {@link Anomaly#batch} was told, else the index in dimension 0, or -1. */
  public long row() {
    return row;
  }
}
