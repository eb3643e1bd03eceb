package dev.arrowmill.tensor.compile;

/** Why a program cannot be recorded; it runs eagerly then. */
final class Untraceable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Untraceable(String reason) {
    super(reason, null, false, false);
  }

  /** The first frame of user code, such as {@code at Train.java:42}. */
  static String caller() {
    return StackWalker.getInstance()
        .walk(
            s ->
                s.filter(f -> !f.getClassName().startsWith("dev.arrowmill.tensor."))
                    .findFirst()
                    .map(f -> "at " + f.getFileName() + ":" + f.getLineNumber())
                    .orElse("in the engine"));
  }
}
