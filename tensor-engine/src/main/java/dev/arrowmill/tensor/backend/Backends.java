package dev.arrowmill.tensor.backend;

/**
 * Picks the kernels of this JVM once. System property {@code arrowmill.simd=false} forces scalar.
 */
public final class Backends {
  /** The flag without which the JVM hides the Vector API. */
  public static final String FLAG = "--add-modules=jdk.incubator.vector";

  private static final Backend SCALAR = new ScalarBackend();
  private static final SimdStatus STATUS = probe();
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
    return STATUS.on()
        ? "simd: on, " + STATUS.lanes() + " float lanes (" + STATUS.reason() + ")"
        : "simd: off, "
            + STATUS.reason()
            + (STATUS.flag().isEmpty() ? "" : "; start java with " + STATUS.flag());
  }

  private static Backend simd() {
    return new SimdBackend();
  }

  private static SimdStatus probe() {
    if ("false".equals(System.getProperty("arrowmill.simd"))) {
      return new SimdStatus(
          false, 1, "switched off by -Darrowmill.simd=false", "-Darrowmill.simd=true");
    }
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      return new SimdStatus(false, 1, "the JVM started without the Vector API module", FLAG);
    }
    try {
      int lanes = SimdBackend.lanes();
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
