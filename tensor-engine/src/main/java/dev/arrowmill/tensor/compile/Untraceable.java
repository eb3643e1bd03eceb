package dev.arrowmill.tensor.compile;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Trace;

/** Why a program cannot be recorded; it runs eagerly then. */
final class Untraceable extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final StackWalker WALKER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  Untraceable(String reason) {
    super(reason, null, false, false);
  }

  /** Whether the method of Tensor that is running was called from outside of the engine. */
  static boolean isCalledByUser() {
    return WALKER.walk(
        s ->
            s.map(StackWalker.StackFrame::getDeclaringClass)
                .filter(c -> c != Tensor.class && !Trace.class.isAssignableFrom(c))
                .filter(c -> c != Untraceable.class)
                .findFirst()
                .map(c -> !isEngine(c))
                .orElse(false));
  }

  private static boolean isEngine(Class<?> c) {
    return c.getName().startsWith("dev.arrowmill.tensor.")
        && c.getProtectionDomain() == Tensor.class.getProtectionDomain();
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
