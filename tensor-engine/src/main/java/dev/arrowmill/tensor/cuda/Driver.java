package dev.arrowmill.tensor.cuda;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import jcuda.driver.CUdevice;
import jcuda.driver.CUdevice_attribute;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;

/** The few driver calls of the probe. Loading this class needs JCuda. */
final class Driver {
  private Driver() {}

  static CudaStatus devices() {
    int status = JCudaDriver.cuInit(0);
    if (status != CUresult.CUDA_SUCCESS) {
      return new CudaStatus(false, "cuInit: " + CUresult.stringFor(status), List.of());
    }
    int[] version = new int[1];
    check("cuDriverGetVersion", JCudaDriver.cuDriverGetVersion(version));
    int[] count = new int[1];
    check("cuDeviceGetCount", JCudaDriver.cuDeviceGetCount(count));
    List<CudaDevice> devices = new ArrayList<>();
    for (int i = 0; i < count[0]; i++) {
      devices.add(device(i));
    }
    String driver = "CUDA driver " + version[0] / 1000 + "." + version[0] % 1000 / 10;
    return new CudaStatus(count[0] > 0, driver + ", " + count[0] + " device(s)", devices);
  }

  private static CudaDevice device(int index) {
    CUdevice device = new CUdevice();
    check("cuDeviceGet", JCudaDriver.cuDeviceGet(device, index));
    byte[] name = new byte[256];
    check("cuDeviceGetName", JCudaDriver.cuDeviceGetName(name, name.length, device));
    long[] memory = new long[1];
    check("cuDeviceTotalMem", JCudaDriver.cuDeviceTotalMem(memory, device));
    int major = attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR);
    int minor = attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR);
    int units = attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT);
    String text = new String(name, StandardCharsets.UTF_8);
    int end = text.indexOf('\0');
    return new CudaDevice(
        index, end < 0 ? text : text.substring(0, end), major + "." + minor, units, memory[0]);
  }

  private static int attribute(CUdevice device, int which) {
    int[] value = new int[1];
    check("cuDeviceGetAttribute", JCudaDriver.cuDeviceGetAttribute(value, which, device));
    return value[0];
  }

  static void check(String call, int status) {
    if (status != CUresult.CUDA_SUCCESS) {
      throw new IllegalStateException(call + ": " + CUresult.stringFor(status));
    }
  }
}
