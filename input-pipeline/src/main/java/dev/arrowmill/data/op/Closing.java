package dev.arrowmill.data.op;

import org.jspecify.annotations.Nullable;

/** Closing without checked exceptions. */
final class Closing {
  private Closing() {}

  static void close(@Nullable AutoCloseable resource) {
    if (resource == null) {
      return;
    }
    try {
      resource.close();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("dataset: closing " + resource + " failed", e);
    }
  }
}
