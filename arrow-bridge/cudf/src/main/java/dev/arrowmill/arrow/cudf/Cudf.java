package dev.arrowmill.arrow.cudf;

import dev.arrowmill.tensor.cuda.CudaProbe;
import dev.arrowmill.tensor.cuda.CudaStatus;
import org.jspecify.annotations.Nullable;

/**
 * Asks whether cuDF can be used: the driver first, then the jar, then its libraries. Thread-safe.
 */
public final class Cudf {
  private static final String LOADER = "ai.rapids.cudf.NativeDepsLoader";

  private static volatile @Nullable CudfStatus found;

  private Cudf() {}

  /**
   * Never throws. The first call on a machine with a GPU unpacks and loads cuDF's libraries, which
   * takes seconds; without a GPU no class of cuDF is touched. Later calls return what the first
   * found.
   */
  public static CudfStatus probe() {
    CudfStatus status = found;
    if (status == null) {
      synchronized (Cudf.class) {
        status = found == null ? look(CudaProbe.probe()) : found;
        found = status;
      }
    }
    return status;
  }

  /** What follows from the driver's answer. */
  static CudfStatus look(CudaStatus cuda) {
    if (!cuda.available()) {
      return new CudfStatus(false, "no GPU for cuDF: " + cuda.reason());
    }
    try {
      Class<?> loader = Class.forName(LOADER);
      loader.getMethod("loadNativeDeps").invoke(null);
      boolean loaded = (Boolean) loader.getMethod("libraryLoaded").invoke(null);
      return loaded
          ? new CudfStatus(true, "cuDF on " + cuda.devices())
          : new CudfStatus(false, "cuDF's native libraries do not load on this machine");
    } catch (ClassNotFoundException e) {
      return new CudfStatus(
          false, "cuDF is not on the class path; add ai.rapids:cudf with the classifier cuda13");
    } catch (ReflectiveOperationException | LinkageError | OutOfMemoryError e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return new CudfStatus(false, "cuDF's native libraries do not load (" + cause + ")");
    }
  }

  /**
   * Returns where cuDF can be used.
   *
   * @throws IllegalStateException with the reason where it cannot
   */
  static void require() {
    CudfStatus status = probe();
    if (!status.available()) {
      throw new IllegalStateException(
          "cudf: " + status.reason() + "; read with ParquetSource instead");
    }
  }
}
