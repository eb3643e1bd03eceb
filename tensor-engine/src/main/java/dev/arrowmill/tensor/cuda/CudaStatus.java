package dev.arrowmill.tensor.cuda;

import java.util.List;

/**
 * What the probe found.
 *
 * @param available whether the driver answered and has a device
 * @param reason in one line, what is there or why nothing is
 * @param devices the devices, in the driver's order
 */
public record CudaStatus(boolean available, String reason, List<CudaDevice> devices) {
  /** Copies the list. */
  public CudaStatus {
    devices = List.copyOf(devices);
  }
}
