package dev.arrowmill.tensor.cuda;

import dev.arrowmill.tensor.emit.ptx.PtxKernel;
import dev.arrowmill.tensor.emit.ptx.PtxMachine;
import java.util.HashMap;
import java.util.Map;
import jcuda.NativePointerObject;
import jcuda.Pointer;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdevice;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUfunction;
import jcuda.driver.CUmodule;
import jcuda.driver.JCudaDriver;

/**
 * Runs kernels on a device through the driver, which assembles their text at their first launch. To
 * be used by the thread that opened it.
 */
public final class CudaMachine implements PtxMachine {
  private final CUdevice device;
  private final String name;
  private final Map<String, CUfunction> functions = new HashMap<>();
  private final Map<String, CUmodule> modules = new HashMap<>();
  private final Map<Long, CUdeviceptr> memory = new HashMap<>();

  private CudaMachine(CUdevice device, String name) {
    this.device = device;
    this.name = name;
  }

  /**
   * Opens a device.
   *
   * @param index its number, as {@link CudaProbe#probe} lists it
   * @throws IllegalStateException when there is no such device
   */
  public static CudaMachine open(int index) {
    CudaStatus status = CudaProbe.probe();
    if (index < 0 || index >= status.devices().size()) {
      throw new IllegalStateException("cuda: there is no device " + index + ": " + status.reason());
    }
    CUdevice device = new CUdevice();
    Driver.check("cuDeviceGet", JCudaDriver.cuDeviceGet(device, index));
    CUcontext context = new CUcontext();
    Driver.check("cuDevicePrimaryCtxRetain", JCudaDriver.cuDevicePrimaryCtxRetain(context, device));
    Driver.check("cuCtxSetCurrent", JCudaDriver.cuCtxSetCurrent(context));
    return new CudaMachine(device, status.devices().get(index).name());
  }

  @Override
  public long allocate(long bytes) {
    CUdeviceptr p = new CUdeviceptr();
    Driver.check("cuMemAlloc", JCudaDriver.cuMemAlloc(p, Math.max(bytes, 1)));
    long address = Address.of(p);
    memory.put(address, p);
    return address;
  }

  @Override
  public void free(long address) {
    CUdeviceptr p = memory.remove(address);
    if (p == null) {
      throw new IllegalArgumentException("cuda: nothing was allocated at " + address);
    }
    Driver.check("cuMemFree", JCudaDriver.cuMemFree(p));
  }

  @Override
  public void upload(Object array, int at, int n, long address) {
    int size = array instanceof byte[] ? 1 : 4;
    Pointer from = host(array).withByteOffset((long) at * size);
    Driver.check(
        "cuMemcpyHtoD", JCudaDriver.cuMemcpyHtoD(Address.at(address), from, (long) n * size));
  }

  @Override
  public void download(long address, Object array, int at, int n) {
    int size = array instanceof byte[] ? 1 : 4;
    Pointer to = host(array).withByteOffset((long) at * size);
    Driver.check(
        "cuMemcpyDtoH", JCudaDriver.cuMemcpyDtoH(to, Address.at(address), (long) n * size));
  }

  private static Pointer host(Object array) {
    if (array instanceof float[] f) {
      return Pointer.to(f);
    }
    return array instanceof int[] i ? Pointer.to(i) : Pointer.to((byte[]) array);
  }

  @Override
  public void launch(PtxKernel kernel, int gridX, int gridY, Object... arguments) {
    CUfunction f = functions.computeIfAbsent(kernel.text(), k -> load(kernel));
    NativePointerObject[] values = new NativePointerObject[arguments.length];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          arguments[i] instanceof Long address
              ? Pointer.to(new long[] {address})
              : Pointer.to(new int[] {(Integer) arguments[i]});
    }
    Driver.check(
        "cuLaunchKernel " + kernel.name(),
        JCudaDriver.cuLaunchKernel(
            f, gridX, gridY, 1, kernel.threads(), 1, 1, 0, null, Pointer.to(values), null));
  }

  private CUfunction load(PtxKernel kernel) {
    CUmodule module = new CUmodule();
    Driver.check(
        "cuModuleLoadData " + kernel.name(), JCudaDriver.cuModuleLoadData(module, kernel.module()));
    modules.put(kernel.text(), module);
    CUfunction f = new CUfunction();
    Driver.check(
        "cuModuleGetFunction " + kernel.name(),
        JCudaDriver.cuModuleGetFunction(f, module, kernel.name()));
    return f;
  }

  @Override
  public String describe() {
    return name;
  }

  /** Gives back all memory and code. */
  @Override
  public void close() {
    memory.values().forEach(p -> Driver.check("cuMemFree", JCudaDriver.cuMemFree(p)));
    memory.clear();
    modules.values().forEach(m -> Driver.check("cuModuleUnload", JCudaDriver.cuModuleUnload(m)));
    modules.clear();
    functions.clear();
    Driver.check("cuDevicePrimaryCtxRelease", JCudaDriver.cuDevicePrimaryCtxRelease(device));
  }

  /** Device addresses as numbers. */
  private static final class Address extends CUdeviceptr {
    private Address(long value) {
      super(new CUdeviceptr(), value);
    }

    private Address(CUdeviceptr p) {
      super(p);
    }

    static CUdeviceptr at(long address) {
      return new Address(address);
    }

    static long of(CUdeviceptr p) {
      Address a = new Address(p);
      return a.getNativePointer() + a.getByteOffset();
    }
  }
}
