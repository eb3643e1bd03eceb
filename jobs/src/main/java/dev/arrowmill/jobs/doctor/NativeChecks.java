package dev.arrowmill.jobs.doctor;

import dev.arrowmill.tensor.backend.Backends;
import dev.arrowmill.tensor.backend.SimdStatus;
import dev.arrowmill.tensor.cuda.CudaProbe;
import dev.arrowmill.tensor.cuda.CudaStatus;
import dev.arrowmill.tracking.Run;
import dev.arrowmill.tracking.Tracker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Libraries of machine code, each tried for real. */
final class NativeChecks {
  private NativeChecks() {}

  static Check simd() {
    SimdStatus status = Backends.status();
    String detail =
        status.on() ? status.lanes() + " float lanes, " + status.reason() : status.reason();
    return status.on() ? Check.on("simd", detail) : Check.off("simd", detail, status.flag());
  }

  static Check arrowDataset() {
    try {
      Class<?> loader = Class.forName("org.apache.arrow.dataset.jni.JniLoader");
      Object instance = loader.getMethod("get").invoke(null);
      loader.getMethod("ensureLoaded").invoke(instance);
      return Check.on("arrow-dataset", "native Parquet reader loads");
    } catch (ReflectiveOperationException | LinkageError e) {
      return Check.off(
          "arrow-dataset",
          "does not load (" + root(e) + "); Parquet is read by Spark's reader",
          "put org.apache.arrow:arrow-dataset on the class path (bin/arrowmill does)");
    }
  }

  static Check sqlite() {
    try {
      Path dir = Files.createTempDirectory("arrowmill-doctor");
      Path file = dir.resolve("probe.db");
      try (Tracker tracker = Tracker.open("sqlite:" + file);
          Run run = tracker.start("probe")) {
        run.param("probe", 1);
      }
      clean(dir);
      return Check.on("sqlite", "embedded tracking store works");
    } catch (IOException | RuntimeException | LinkageError e) {
      return Check.broken(
          "sqlite",
          "does not work: " + root(e),
          "use --tracking http(s)://HOST or none:, or another java.io.tmpdir");
    }
  }

  static Check gpu() {
    CudaStatus status = CudaProbe.probe();
    return status.available()
        ? Check.on("gpu", status.reason())
        : Check.off(
            "gpu",
            status.reason(),
            "install NVIDIA's driver; everything runs on the CPU without it");
  }

  private static void clean(Path dir) throws IOException {
    try (var files = Files.walk(dir)) {
      for (Path p : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(p);
      }
    }
  }

  private static String root(Throwable t) {
    Throwable root = t;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.toString();
  }
}
