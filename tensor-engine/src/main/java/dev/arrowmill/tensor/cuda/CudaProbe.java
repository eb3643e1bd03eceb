package dev.arrowmill.tensor.cuda;

import java.util.List;

/** Asks whether the CUDA driver ({@code libcuda.so.1}) loads and which devices it has. */
public final class CudaProbe {
  private CudaProbe() {}

  /** Never throws; a missing library or driver is a reason. May take some 100 ms with a GPU. */
  public static CudaStatus probe() {
    try {
      return Driver.devices();
    } catch (NoClassDefFoundError e) {
      if (String.valueOf(e.getMessage()).startsWith("Could not initialize")) {
        return none("the driver library libcuda.so.1 or JCuda's natives did not load before", e);
      }
      return none("JCuda is not on the class path; add org.jcuda:jcuda and its natives", e);
    } catch (LinkageError e) {
      return none("the driver library libcuda.so.1 or JCuda's natives do not load", e);
    } catch (RuntimeException e) {
      return none("the driver does not answer", e);
    }
  }

  static CudaStatus none(String reason, Throwable cause) {
    String text = String.valueOf(cause.getMessage());
    String detail =
        text.lines()
            .filter(l -> l.contains("lib") && l.contains("cannot open"))
            .findFirst()
            .orElse(text.lines().findFirst().orElse(""))
            .strip();
    int library = detail.lastIndexOf(".so: ");
    detail = library < 0 ? detail : detail.substring(library + ".so: ".length()).strip();
    return new CudaStatus(false, reason + " (" + detail + ")", List.of());
  }
}
