package dev.arrowmill.spark.internal;

/** Another training task went away; Spark retries the stage. */
public final class WorkerLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WorkerLostException(int worker, int sequence) {
    super("all-reduce: worker " + worker + " went away before its message " + sequence);
  }
}
