package dev.arrowmill.tensor.backend;

/**
 * Picks the kernels of this JVM once. System property {@code arrowmill.simd=false} forces scalar.
 */
public final class Backends {
  /** The flag without which the JVM hides the Vector API. */
  public static final String FLAG = "--add-modules=jdk.incubator.vector";

  private static final Backend SCALAR = new ScalarBackend();
  private static final SimdStatus STATUS =
      probe(
          System.getProperty("arrowmill.simd", "true"),
          ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());
  private static final Backend BEST = STATUS.on() ? simd() : SCALAR;

  private Backends() {}

  /** The kernels in use. */
  public static Backend get() {
    return BEST;
  }

  /** The reference kernels. */
  public static Backend scalar() {
    return SCALAR;
  }

  /** Whether the vector kernels are on, and why. */
  public static SimdStatus status() {
    return STATUS;
  }

  /** One line for people: what is on, or why not and which flag turns it on. */
  public static String describe() {
    return describe(STATUS);
  }

  /**
   * GFLOP/s of fused multiply-adds on one core's registers, measured now in a few tenths of a
   * second: what matrix products are compared with. NaN without vectors.
   */
  public static double measurePeak() {
    return STATUS.on() ? FmaPeak.measure() : Double.NaN;
  }

  static String describe(SimdStatus status) {
    return status.on()
        ? "simd: on, " + status.lanes() + " float lanes (" + status.reason() + ")"
        : "simd: off, "
            + status.reason()
            + (status.flag().isEmpty() ? "" : "; start java with " + status.flag());
  }

  private static Backend simd() {
    return new SimdBackend();
  }

  static SimdStatus probe(String setting, boolean modulePresent) {
    if (setting.equals("false")) {
      return new SimdStatus(
          false, 1, "switched off by -Darrowmill.simd=false", "-Darrowmill.simd=true");
    }
    if (!modulePresent) {
      return new SimdStatus(false, 1, "the JVM started without the Vector API module", FLAG);
    }
    try {
      int lanes = SimdBackend.width();
      if (lanes < 4) {
        return new SimdStatus(
            false, lanes, "the processor's vectors are narrower than 128 bits", "");
      }
      return new SimdStatus(true, lanes, "Vector API", "");
    } catch (LinkageError | RuntimeException e) {
      return new SimdStatus(false, 1, "the Vector API does not load: " + e, FLAG);
    }
  }
}
