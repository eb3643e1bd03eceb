package dev.arrowmill.spark.internal;

/** Another training task went away; Spark retries the stage. */
public final class WorkerLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WorkerLostException(int worker, int sequence, Throwable cause) {
    super(
        "all-reduce: worker " + worker + " went away before message " + sequence + ": " + cause,
        cause);
  }
}
