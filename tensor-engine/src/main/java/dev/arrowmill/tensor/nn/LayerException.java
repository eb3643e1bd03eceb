package dev.arrowmill.tensor.nn;

/**
 * A layer got an input that does not fit: what the op said, the layer's path, and the line of code
 * outside of the engine that started the call.
 */
public final class LayerException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String path;

  LayerException(Module layer, IllegalArgumentException cause) {
    super(cause.getMessage() + "\n  in " + layer.path() + " (" + layer + ")\n  " + caller(), cause);
    path = layer.path();
  }

  /** The layer's path, such as {@code Sequential.2}. */
  public String path() {
    return path;
  }

  private static String caller() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames
                    .filter(f -> !f.getClassName().startsWith("dev.arrowmill.tensor."))
                    .filter(f -> !f.getClassName().startsWith("java."))
                    .findFirst()
                    .map(f -> "at " + f.getFileName() + ":" + f.getLineNumber())
                    .orElse("at the engine's own code"));
  }
}
