package dev.arrowmill.jobs.doctor;

import java.util.List;
import java.util.function.Supplier;

/** The table of checks. A check never throws; what goes wrong is its result. */
public final class Doctor {
  private static final List<Supplier<Check>> CHECKS =
      List.of(
          JvmChecks::jdk,
          JvmChecks::flags,
          JvmChecks::memory,
          JvmChecks::disk,
          NativeChecks::simd,
          NativeChecks::arrowDataset,
          NativeChecks::sqlite,
          NativeChecks::gpu,
          SparkChecks::spark,
          SparkChecks::scala,
          SparkChecks::hadoop);

  private Doctor() {}

  /** Runs every check, in the order of the table. */
  public static List<Check> examine() {
    return CHECKS.stream().map(Supplier::get).toList();
  }
}
